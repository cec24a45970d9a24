/** What raters are called where figures are shown by rater: by pseudonym, and by name for whoever asked for that. */
import { specialtyName } from '#lib/domain/case.ts';
import type { StudyPanel } from '../../panel/index.ts';
import * as members from '../../store/members.ts';
import type { Specialties } from './specialties.ts';

/** Somebody in a study, as figures name them. */
export type Labelled = {
	/** The pseudonym; for who has none yet, the place among all members. */
	label: string;
	/** Null unless names are shown. */
	name: string | null;
	/** The specialty they rate for: one of theirs that the study's cases have; '' where there is none. */
	pool: string;
};

/** Members in the order of their pseudonyms, each with what a figure calls them. */
export function labelled(
	people: readonly members.NamedMember[]
): { member: members.NamedMember; label: string }[] {
	return people
		.toSorted(members.byPseudonym)
		.map((member, at) => ({ member, label: member.pseudonym ?? `r${at + 1}` }));
}

type Asked = {
	people: readonly members.NamedMember[];
	specialties: Specialties;
	/** Codes of specialties whose raters rate cases of any: their pool stands last. */
	generalists: readonly string[];
	isNamed: boolean;
};

/** Everybody in a study by member id, in the order of their pools and within these of their pseudonyms. */
export function labels(
	{ cases }: StudyPanel,
	{ people, specialties, generalists, isNamed }: Asked
): Map<number, Labelled> {
	const ofCases = new Set(cases.map(({ specialty }) => specialty));
	const of = labelled(people).map(({ member, label }) => {
		const codes = [...(specialties.get(member.id) ?? [])];
		const code =
			codes.find((one) => generalists.includes(one)) ??
			codes.find((one) => ofCases.has(one)) ??
			codes[0];
		const pool = code === undefined ? '' : specialtyName(code);
		const isLast = code === undefined || generalists.includes(code);
		return { id: member.id, isLast, of: { label, name: isNamed ? member.name : null, pool } };
	});
	of.sort(
		(a, b) => Number(a.isLast) - Number(b.isLast) || a.of.pool.localeCompare(b.of.pool, 'en')
	);
	return new Map(of.map((one) => [one.id, one.of]));
}
