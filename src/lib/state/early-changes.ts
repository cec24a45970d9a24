/**
 * Changes that were made before it was known what this browser and the server hold: they are kept with what
 * was on screen then, and carried over to what should have been.
 */
import { EMPTY_RATING, sameFlags, type RatingValue } from '#lib/domain/rating.ts';

/** A change of one rating. */
export type Change = {
	action: number;
	value: RatingValue;
	/** Milliseconds of active attention since the change before. */
	activeMs: number;
};

/** A change, and what was on screen when it was made. */
export type EarlyChange = Change & { before: RatingValue };

/**
 * One more early change, behind those there are.
 *
 * @param given the value its action had when the page came; undefined where it was not rated
 */
export function add(
	early: readonly EarlyChange[],
	change: Change,
	given: RatingValue | undefined
): EarlyChange[] {
	const last = early.findLast(({ action }) => action === change.action);
	return [...early, { ...change, before: last?.value ?? given ?? EMPTY_RATING }];
}

/**
 * The same changes, made on what should have been on screen.
 *
 * @param newer by action, the values that are newer than those the page came with
 */
export function carriedOver(
	early: readonly EarlyChange[],
	newer: ReadonlyMap<number, RatingValue>
): Change[] {
	const shown = new Map(newer);
	return early.map(({ action, before, value, activeMs }) => {
		const carried = carryOver(before, value, shown.get(action) ?? before);
		shown.set(action, carried);
		return { action, value: carried, activeMs };
	});
}

/**
 * Carries a change over to another value than the one it was made on: what the change left alone stays as
 * it is there. A score and a reason are one answer, and go together.
 *
 * @param before what was on screen when the change was made
 * @param after what the change made of it
 * @param onto what it should have been made on
 */
function carryOver(before: RatingValue, after: RatingValue, onto: RatingValue): RatingValue {
	const answered = after.score !== before.score || after.cannotRate !== before.cannotRate;
	const { score, cannotRate } = answered ? after : onto;
	return {
		score,
		cannotRate,
		comment: after.comment === before.comment ? onto.comment : after.comment,
		flags: sameFlags(after.flags, before.flags) ? onto.flags : after.flags
	};
}
