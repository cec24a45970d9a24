/**
 * What the rulings on an action come to. A study wants one adjudicator, or two who rule apart from each other; a
 * ruling holds as soon as as many of them give the same score, so that a third settles where two differ.
 */
import { z } from 'zod';
import type { Ruling } from './consensus.ts';
import { isReason } from './former.ts';
import { listed } from './listed.ts';
import { MAX_REASON } from './reason-schema.ts';
import { SCORES, type Score } from './scale.ts';

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

/**
 * What a final score says of rulings that do not hold yet; null where there is nothing to say.
 *
 * @param standing of the rulings on an action; null where nobody has ruled
 * @param wanted how many adjudicators have to give the same score
 */
export function unsettledWords(standing: RulingStanding | null, wanted: number): string | null {
	if (standing === null || standing.state === 'holds') return null;
	if (standing.state === 'waits') return `1 of ${wanted} wanted rulings`;
	return `adjudicators apart: ${listed(standing.scores)}`;
}

const CHOOSE = 'choose a score from 1 to 9';

/** A ruling as somebody enters it. */
export const rulingSchema = z.object({
	score: z
		.union([z.number(), z.string().regex(/^[1-9]$/, CHOOSE)], { error: CHOOSE })
		.transform(Number)
		.refine((score): score is Score => SCORES.includes(score as Score), CHOOSE),
	reason: z
		.string()
		.transform((text) => text.replaceAll('\r\n', '\n').trim())
		.pipe(
			z
				.string()
				.max(MAX_REASON, `at most ${MAX_REASON.toLocaleString('en')} characters`)
				.refine(isReason, 'say in a few words why: the reason leaves with the release')
		)
});
export type RulingInput = z.input<typeof rulingSchema>;
