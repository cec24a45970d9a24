/** To whom cases could go: whoever takes cases now, those who suit them first. */
import { specialtyName } from '#lib/domain/case.ts';
import { bestFitOf, byFit, type Fit } from '#lib/domain/fit.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as members from '../../store/members.ts';
import type { Study } from '../../store/studies.ts';
import * as users from '../../store/users.ts';
import { readRules } from './plan-basis.ts';

export type Candidate = {
	memberId: number;
	name: string;
	/** Names of them; none for a rater who suits every case. */
	specialties: string[];
	/** Cases that are open with this person. */
	open: number;
	/** How the person suits the cases in question, or the one suited best of several. */
	fit: Fit;
};

/** The first of those to whom a case can be given, and how many there are. */
export type Candidates = { some: Candidate[]; of: number };

/** As many as a choice can offer. */
export const OFFERED = 100;

type Question = {
	study: Study;
	everyone: readonly members.NamedMember[];
	roundId: number;
	/** Codes of those the cases have. */
	specialties: readonly string[];
	/** Members who are not asked, and those to whom the question is limited; null for no limit. */
	not: ReadonlySet<number>;
	only: ReadonlySet<number> | null;
	now: number;
};

/** Everyone who takes cases now, by fit, and of those who suit alike whoever has the least to do first. */
export function* everyCandidate(tx: Queries, question: Question): Steps<Candidate[]> {
	const { study, everyone, roundId, specialties, not, only, now } = question;
	const free = everyone.filter(
		(one) => !not.has(one.id) && (only?.has(one.id) ?? true) && members.takesCases(one, now)
	);
	const places = yield* assignments.openPlaces(tx, { roundId });
	const openOf = new Map(places.map(({ memberId, cases: open }) => [memberId, open]));
	const rules = yield* readRules(tx, study);
	const codesOf = yield* users.specialties(
		tx,
		free.map(({ userId }) => userId)
	);
	const all = free.map(({ id, userId, name }): Candidate => {
		const codes = codesOf.get(userId) ?? [];
		return {
			...{ memberId: id, name, open: openOf.get(id) ?? 0 },
			specialties: codes.map(specialtyName),
			fit: bestFitOf(codes, specialties, rules)
		};
	});
	return all.sort((a, b) => byFit(a.fit, b.fit) || a.open - b.open || a.memberId - b.memberId);
}

/** The first of them, as many as a choice can offer. */
export function* candidates(tx: Queries, question: Question): Steps<Candidates> {
	const all = yield* everyCandidate(tx, question);
	return { some: all.slice(0, OFFERED), of: all.length };
}
