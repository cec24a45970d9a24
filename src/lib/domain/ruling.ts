/**
 * What the rulings on an action come to. A study wants one adjudicator, or two who rule apart from each other; a
 * ruling holds as soon as as many of them give the same score, so that a third settles where two differ.
 */
import type { Ruling } from './consensus.ts';
import type { Score } from './scale.ts';

/** How many adjudicators a study may want on an action. */
export const RULINGS_WANTED = [1, 2] as const;

/** An adjudicator's ruling that no later one of the same person has taken the place of. */
export type GivenRuling = { userId: number; score: Score; reason: string };

/** A ruling `waits` for another adjudicator, adjudicators are `apart`, or enough of them say the same. */
export type RulingStanding =
	{ state: 'waits' } | { state: 'apart'; scores: Score[] } | { state: 'holds'; ruling: Ruling };

/**
 * @param given the rulings on one action that count now, the oldest first
 * @param wanted how many adjudicators have to give the same score: 1 or 2
 * @returns null where nobody has ruled
 */
export function standingOf(given: readonly GivenRuling[], wanted: number): RulingStanding | null {
	if (given.length === 0) return null;
	const byScore = Map.groupBy(given, ({ score }) => score);
	const alike = [...byScore.values()].filter((some) => some.length >= wanted);
	// Where one is wanted, whoever ruled last has seen to it.
	const held = alike.sort((a, b) => given.indexOf(b.at(-1)!) - given.indexOf(a.at(-1)!))[0];
	if (held !== undefined) {
		const reason = held.map((one) => one.reason).join('\n\n');
		return { state: 'holds', ruling: { score: held[0]!.score, reason } };
	}
	if (given.length < wanted) return { state: 'waits' };
	return { state: 'apart', scores: [...byScore.keys()].sort((a, b) => a - b) };
}
