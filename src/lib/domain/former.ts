/**
 * What was said of an action in the rounds before, as a later round shows it: the rater's own answer, and those of
 * the others as a distribution in which nobody can be told from anybody.
 */
import { isRated, type RatingValue } from './rating.ts';
import { zone, type Zone } from './scale.ts';

export type FormerAnswer = Pick<RatingValue, 'score' | 'cannotRate' | 'comment'>;

export type Former = {
	/** The rater's own newest answer; null for one who gave none. */
	own: FormerAnswer | null;
	/** How many of the others gave each score: nine counts, of 1 to 9. */
	others: readonly number[];
	/** How many of the others could not rate it. */
	unable: number;
	/** Of all scores, the rater's own among them; a half where two middle ones differ. Null where there is no score. */
	median: number | null;
	/** What the others remarked, in an order that says nothing of whom; none where the round shares no comments. */
	comments: readonly string[];
};

/** What a later round says of itself on a case. */
export type LaterRound = {
	/** 2, 3, ... */
	number: number;
	/** Actions that the case has, asked or not. */
	actions: number;
	/** Raters who signed the case before. */
	raters: number;
	/** The rater is one of them. */
	isOneOfThem: boolean;
	/** There is no action asked on which they all said the same. */
	apart: boolean;
	/** A score that moves to another zone needs a reason. */
	asksReason: boolean;
};

type Answer = Pick<RatingValue, 'score' | 'cannotRate'>;

/** True where both give the same score, or the same reason for none. */
export function sameAnswer(a: Answer, b: Answer): boolean {
	return a.score === b.score && a.cannotRate === b.cannotRate;
}

/** Where an answer stands beside the rater's own former one. */
export type Standing = 'open' | 'given' | 'kept' | 'changed';

export function standing(own: FormerAnswer | null, value: RatingValue): Standing {
	if (!isRated(value)) return 'open';
	if (own === null) return 'given';
	return sameAnswer(own, value) ? 'kept' : 'changed';
}

/**
 * The zones between which a score has moved; null where it has not left its own, or there is a score on one side
 * only: whoever says that they cannot rate gives the reason with it.
 */
export function movedZone(
	own: Pick<FormerAnswer, 'score'> | null,
	{ score }: Pick<RatingValue, 'score'>
): { from: Zone; to: Zone } | null {
	if (score === null || own === null || own.score === null) return null;
	const [from, to] = [zone(own.score), zone(score)];
	return from === to ? null : { from, to };
}

/** True for words. A key that was meant as the next answer and fell into the field is no reason. */
export function isReason(comment: string): boolean {
	return /\p{L}.*\p{L}/su.test(comment);
}

/** True where a score has moved to another zone and its rating does not say why. */
export function lacksReason(own: FormerAnswer | null, value: RatingValue): boolean {
	return movedZone(own, value) !== null && !isReason(value.comment);
}
