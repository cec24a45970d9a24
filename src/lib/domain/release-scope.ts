/**
 * What a release takes in of what the coordinator chose: which cases, which ratings, under which rule. A release and
 * the preview of one both ask here.
 */
import type { AssignmentState } from './assignment.ts';
import type { Case } from './case.ts';
import type { ConsensusSettings } from './consensus.ts';
import type { ReleaseOptions } from './release.ts';
import type { Kept } from './story.ts';

/** What of a case says whether a release takes it in. */
export type ScopedCase = Pick<Case, 'externalId' | 'specialty' | 'heldOut'>;

/** What of a rating says whether it counts. */
export type ScopedWord = { round: number; state: AssignmentState };

type CaseChoice = Pick<ReleaseOptions, 'specialties' | 'cases' | 'part'>;

/** The test of whether a case is among those that were chosen: by specialty, by id and by part. */
export function caseScope({ specialties, cases, part }: CaseChoice): (item: ScopedCase) => boolean {
	const wanted = specialties && new Set(specialties);
	const named = cases && new Set(cases);
	return ({ externalId, specialty, heldOut }) =>
		(wanted?.has(specialty) ?? true) &&
		(named?.has(externalId) ?? true) &&
		(part === 'all' || heldOut === (part === 'held-out'));
}

/** The test of whether a rating counts: under a signature, and of a round that was chosen. */
export function wordScope({
	throughRound
}: Pick<ReleaseOptions, 'throughRound'>): (word: ScopedWord) => boolean {
	const last = throughRound ?? Infinity;
	return ({ round, state }) => state === 'submitted' && round <= last;
}

/**
 * The rule under which final scores come about.
 *
 * @param ofStudy the study's, with the ratings wanted an action
 */
export function ruleIn(
	{ consensus }: Pick<ReleaseOptions, 'consensus'>,
	ofStudy: ConsensusSettings
): ConsensusSettings {
	return consensus === null ? ofStudy : { ...ofStudy, ...consensus };
}

/**
 * True where a case is complete: every action has as many scores that count as the rule wants.
 *
 * @param scores how many each action has; a "cannot rate" is none
 */
export function isComplete(
	scores: readonly number[],
	{ ratersPerCase }: Pick<ConsensusSettings, 'ratersPerCase'>
): boolean {
	return scores.every((count) => count >= ratersPerCase);
}

/**
 * What was chosen and is not there.
 *
 * @param there all cases of the study but those for qualification
 * @param rounds how many it has had
 * @returns one sentence each
 */
export function unknownChoices(
	{
		specialties,
		cases,
		throughRound
	}: Pick<ReleaseOptions, 'specialties' | 'cases' | 'throughRound'>,
	there: readonly ScopedCase[],
	rounds: number
): string[] {
	const codes = new Set(there.map(({ specialty }) => specialty));
	const ids = new Set(there.map(({ externalId }) => externalId));
	const round =
		throughRound === null || throughRound <= rounds
			? []
			: [`There is no round ${throughRound}: the newest is round ${rounds}.`];
	return [
		...(specialties ?? [])
			.filter((code) => !codes.has(code))
			.map((code) => `No case is of the specialty "${code}".`),
		...(cases ?? []).filter((id) => !ids.has(id)).map((id) => `There is no case "${id}".`),
		...round
	];
}

/** The end of what a release takes in that ends with a round: the round, and when the next one was opened. */
export type Until = { round: number; openedAt: number };

/**
 * Where a release ends; null where it holds the present state.
 *
 * @param rounds of the study
 */
export function untilIn(
	{ throughRound }: Pick<ReleaseOptions, 'throughRound'>,
	rounds: readonly { number: number; openedAt: number }[]
): Until | null {
	const next = rounds.find(({ number }) => number === (throughRound ?? Infinity) + 1);
	return next === undefined ? null : { round: throughRound!, openedAt: next.openedAt };
}

/** What was kept of an action as it was when the next round was opened; how it is worded is as now. */
export function pastUntil<Past extends Kept>(past: Past, until: Until | null): Past {
	if (until === null) return past;
	const { round, openedAt } = until;
	return {
		...past,
		asked: past.asked.filter((one) => one.round <= round),
		said: past.said.filter((one) => one.round <= round),
		sent: past.sent
			.filter((one) => one.createdAt < openedAt)
			.map((one) => ({ ...one, settledAt: before(one.settledAt, openedAt) })),
		ruled: ruledUntil(past.ruled, until)
	};
}

/** Rulings as they were when the next round was opened, those that were superseded since among them. */
export function ruledUntil<Ruled extends { createdAt: number; supersededAt: number | null }>(
	ruled: readonly Ruled[],
	until: Until | null
): Ruled[] {
	if (until === null) return [...ruled];
	const { openedAt } = until;
	return ruled
		.filter(({ createdAt }) => createdAt < openedAt)
		.map((one) => ({ ...one, supersededAt: before(one.supersededAt, openedAt) }));
}

/** A moment, unless it is not before another. */
const before = (at: number | null, end: number) => (at === null || at >= end ? null : at);
