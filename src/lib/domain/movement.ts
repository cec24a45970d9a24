/**
 * How answers move between the rounds of a modified Delphi process: raters see their own score and the panel's
 * median of the round before, and keep the score or give another (Fitch et al., The RAND/UCLA Appropriateness
 * Method User's Manual, 2001, chapter 5). A panel that converges moves toward its median; agreement that comes about
 * so is a result to report, and not to take for what independent raters would have said.
 */
import { movedZone } from './former.ts';
import type { Score } from './scale.ts';

/** Where an answer that was given again went. */
export const MOVES = ['kept', 'toward', 'away', 'neither'] as const;
export type Move = (typeof MOVES)[number];

/** One rater's answer to one action, before and after. Null is an answer without a score: "cannot rate". */
export type Again = {
	before: Score | null;
	after: Score | null;
	/** The panel's median of the rounds before, the rater's own score among them; null where it had no score. */
	median: number | null;
};

/**
 * Where one answer went. It was kept where it is the same score, or again none. Toward the median and away from it
 * are told by the distance to it, in points of the scale, before and after. What is as far from the median on its
 * other side moved neither way, and so did an answer that had no score before, or has none now.
 */
export function moveOf({ before, after, median }: Again): Move {
	if (before === after) return 'kept';
	if (before === null || after === null || median === null) return 'neither';
	const change = Math.abs(after - median) - Math.abs(before - median);
	if (change === 0) return 'neither';
	return change < 0 ? 'toward' : 'away';
}

/** How many answers went where, of all that were given again; `zones`: those of them that changed zone. */
export type Movement = Record<Move, number> & { answers: number; zones: number };

export function movementOf(answers: Iterable<Again>): Movement {
	const movement = { answers: 0, zones: 0, kept: 0, toward: 0, away: 0, neither: 0 };
	for (const answer of answers) {
		movement.answers += 1;
		movement[moveOf(answer)] += 1;
		if (movedZone({ score: answer.before }, { score: answer.after }) !== null) movement.zones += 1;
	}
	return movement;
}
