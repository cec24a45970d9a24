import { describe, expect, it } from 'vitest';
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';
import {
	answerCode,
	isAmbiguous,
	isCommented,
	isFlagged,
	isFlaggedOtherwise,
	isReason,
	remarkBits,
	scoreIn
} from './answers.ts';

describe('an answer in one byte', () => {
	it.each([1, 2, 3, 4, 5, 6, 7, 8, 9])('keeps the score %i', (score) => {
		const code = answerCode(score, null);
		expect(scoreIn(code)).toBe(score);
		expect(isReason(code)).toBe(false);
	});

	it.each(CANNOT_RATE_REASONS)('tells the reason %s from a score and from nothing', (reason) => {
		const code = answerCode(null, reason);
		expect(code).toBeGreaterThan(9);
		expect(scoreIn(code)).toBeNull();
		expect(isReason(code)).toBe(true);
	});

	it('is 0 where nothing is said', () => {
		expect(answerCode(null, null)).toBe(0);
		expect(scoreIn(0)).toBeNull();
		expect(isReason(0)).toBe(false);
	});
});

describe('remarks in one byte', () => {
	it('tell a comment from a flag', () => {
		expect([
			isCommented(remarkBits('See above.', [])),
			isFlagged(remarkBits('See above.', []))
		]).toEqual([true, false]);
		for (const flag of FLAGS) {
			const bits = remarkBits('', [flag]);
			expect([isCommented(bits), isFlagged(bits)]).toEqual([false, true]);
		}
		const both = remarkBits('See above.', [...FLAGS]);
		expect([isCommented(both), isFlagged(both), both < 256]).toEqual([true, true, true]);
	});

	it('tell an ambiguous wording, flagged or given as the reason, from any other flag', () => {
		const seen = (answer: number, bits: number) => [
			isAmbiguous(answer, bits),
			isFlaggedOtherwise(bits)
		];
		expect(seen(7, remarkBits('', ['ambiguous-wording']))).toEqual([true, false]);
		expect(seen(answerCode(null, 'wording-ambiguous'), 0)).toEqual([true, false]);
		expect(seen(answerCode(null, 'outside-specialty'), 0)).toEqual([false, false]);
		expect(seen(7, remarkBits('Why.', []))).toEqual([false, false]);
		expect(seen(7, remarkBits('Why.', ['duplicate', 'ambiguous-wording']))).toEqual([true, true]);
		for (const flag of FLAGS.filter((one) => one !== 'ambiguous-wording')) {
			expect(seen(0, remarkBits('', [flag]))).toEqual([false, true]);
		}
	});

	it('are none where a comment is only white space', () => {
		expect(remarkBits(' \n', [])).toBe(0);
	});
});
