/** The signs above the nine cells: a ring for the rater's own former score, a dot for each of the others'. */
import type { Former } from '#lib/domain/former.ts';
import { SCORES, type Score } from '#lib/domain/scale.ts';

export type Signs = {
	score: Score;
	own: boolean;
	/** Dots to draw. */
	dots: number;
	/** What the one dot stands for, where there are more than a cell has room for. */
	counted: number | null;
};

/** Signs that fit side by side above the narrowest cell. */
const ROOM = 3;

/** What stands above which score; scores that nobody gave are left out. */
export function signsOf({ own, others }: Former): Signs[] {
	return SCORES.map((score, index) => {
		const count = others[index]!;
		const isOwn = own?.score === score;
		const counted = count + Number(isOwn) > ROOM ? count : null;
		return { score, own: isOwn, dots: counted === null ? count : 1, counted };
	}).filter((signs) => signs.own || signs.dots > 0);
}

/**
 * The column of a score among eleven: three zones of three, with a column for the gap between them.
 *
 * @param score 1 to 9
 */
export function columnOf(score: number): number {
	return score + Number(score > 3) + Number(score > 6);
}

/** The columns over which a median stands in the middle: one, or from one score to the next for a half. */
export function columnsOf(median: number): string {
	return `${columnOf(Math.floor(median))} / ${columnOf(Math.ceil(median)) + 1}`;
}
