/** What raters are called where figures are shown by rater: by pseudonym, and by name for whoever asked for that. */
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as users from '../../store/users.ts';
import { specialtyName } from '#lib/domain/case.ts';

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
	studyId: number;
	/** Specialties of the study's cases, and which of its raters' are generalists': their pool stands last. */
	specialties: ReadonlySet<string>;
	generalists: readonly string[];
	isNamed: boolean;
};

/** Everybody in a study by member id, in the order of their pools and within these of their pseudonyms. */
export function* labels(tx: Queries, asked: Asked): Steps<Map<number, Labelled>> {
	const people = yield* members.ofStudy(tx, { studyId: asked.studyId });
	const codes = yield* users.specialties(
		tx,
		people.map(({ userId }) => userId)
	);
	const of = labelled(people).map(({ member, label }) => {
		const code = poolOf(codes.get(member.userId) ?? [], asked);
		const pool = code === undefined ? '' : specialtyName(code);
		const isLast = code === undefined || asked.generalists.includes(code);
		const name = asked.isNamed ? member.name : null;
		return { id: member.id, isLast, of: { label, name, pool } };
	});
	of.sort(
		(a, b) => Number(a.isLast) - Number(b.isLast) || a.of.pool.localeCompare(b.of.pool, 'en')
	);
	return new Map(of.map((one) => [one.id, one.of]));
}

/** Whoever is a generalist is one first; then a specialty that cases have counts before one that none has. */
function poolOf(codes: readonly string[], { specialties, generalists }: Asked): string | undefined {
	return (
		codes.find((code) => generalists.includes(code)) ??
		codes.find((code) => specialties.has(code)) ??
		codes[0]
	);
}
