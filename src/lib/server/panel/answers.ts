/** An answer and the remarks beside it, each in one byte: what a panel keeps of a rating. */
import {
	CANNOT_RATE_REASONS,
	FLAGS,
	type CannotRateReason,
	type Flag
} from '#lib/domain/rating.ts';

/** 0 is no answer, 1 to 9 a score; from here on, a reason why there is none. */
const REASONS_FROM = 10;

/** @returns the byte of a score or a reason */
export function answerCode(score: number | null, reason: string | null): number {
	if (score !== null) return score;
	if (reason === null) return 0;
	return REASONS_FROM + Math.max(0, CANNOT_RATE_REASONS.indexOf(reason as CannotRateReason));
}

/** The score in an answer; null where it is none. */
export function scoreIn(answer: number): number | null {
	return answer >= 1 && answer < REASONS_FROM ? answer : null;
}

/** The reason in an answer why there is no score; null where it is none. */
export function reasonIn(answer: number): CannotRateReason | null {
	return CANNOT_RATE_REASONS[answer - REASONS_FROM] ?? null;
}

/** True where the answer is a reason why there is no score. */
export function isReason(answer: number): boolean {
	return answer >= REASONS_FROM;
}

const COMMENTED = 1;

/** @returns a bit for a comment, and one for each kind of flag */
export function remarkBits(comment: string, flags: readonly string[]): number {
	const commented = comment.trim() === '' ? 0 : COMMENTED;
	return FLAGS.reduce(
		(bits, flag, at) => (flags.includes(flag) ? bits | (2 << at) : bits),
		commented
	);
}

export const isCommented = (remarks: number) => (remarks & COMMENTED) !== 0;
export const isFlagged = (remarks: number) => remarks > COMMENTED;

const AMBIGUOUS = remarkBits('', ['ambiguous-wording' satisfies Flag]);
const AMBIGUOUS_ANSWER = answerCode(null, 'wording-ambiguous');

/** True where the wording is called ambiguous, by a flag or as the reason why there is no score. */
export const isAmbiguous = (answer: number, remarks: number) =>
	answer === AMBIGUOUS_ANSWER || (remarks & AMBIGUOUS) !== 0;

/** True where there is a flag of any other kind. */
export const isFlaggedOtherwise = (remarks: number) => isFlagged(remarks & ~AMBIGUOUS);
