/** Which word of a rater counts where several rounds asked the same. */
import { isRated, type RatingValue } from './rating.ts';

/** What somebody says of an action in one round. */
export type Word = Pick<RatingValue, 'score' | 'cannotRate'> & { memberId: number; round: number };

/** Of each member the word of the newest round in which the action was answered, or else remarked upon; and the rest. */
export function newestOfEach<W extends Word>(
	words: readonly W[]
): { said: readonly W[]; otherRounds: readonly W[] } {
	const newest = new Map<number, W>();
	for (const one of words) {
		const known = newest.get(one.memberId);
		if (known === undefined || outdoes(one, known)) newest.set(one.memberId, one);
	}
	if (newest.size === words.length) return { said: words, otherRounds: [] };
	const said = [...newest.values()];
	const counts = new Set(said);
	return { said, otherRounds: words.filter((one) => !counts.has(one)) };
}

function outdoes(a: Word, b: Word): boolean {
	return isRated(a) === isRated(b) ? a.round > b.round : isRated(a);
}

/** The scores in some words, in ascending order; a "cannot rate" is none. */
export function scoresIn(words: readonly Pick<Word, 'score'>[]): number[] {
	return words.flatMap(({ score }) => (score === null ? [] : [score])).sort((a, b) => a - b);
}
