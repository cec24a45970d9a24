import { describe, expect, it } from 'vitest';
import { ratingValueSchema, saveSchema, scoreSchema } from './rating-schema.ts';
import { EMPTY_RATING, MAX_COMMENT, type RatingValue } from './rating.ts';

const value: RatingValue = { score: 7, cannotRate: null, comment: 'c', flags: ['other'] };
const save = {
	operation: '0b8e1f1e-5a49-4ef5-9a8e-3f8f4f4a2c11',
	action: 1,
	version: 0,
	value
};

describe('scoreSchema', () => {
	it.each([1, 5, 9])('takes %s', (score) => {
		expect(scoreSchema.parse(score)).toBe(score);
	});

	it.each([0, 10, -1, 4.5, NaN, Infinity, '5', null, true])('refuses %j', (score) => {
		const read = scoreSchema.safeParse(score);
		expect(read.error?.issues[0]?.message).toBe('must be a whole number from 1 to 9');
	});
});

describe('ratingValueSchema', () => {
	it('takes a score, a reason, or neither, but not both', () => {
		const unable = { ...value, score: null, cannotRate: 'outside-specialty' };
		for (const given of [value, unable, EMPTY_RATING]) {
			expect(ratingValueSchema.parse(given)).toEqual(given);
		}
		const both = ratingValueSchema.safeParse({ ...value, cannotRate: 'outside-specialty' });
		expect(both.error?.issues[0]).toMatchObject({
			path: ['cannotRate'],
			message: expect.stringContaining('not both')
		});
	});

	it('keeps each flag once, in the order in which flags are offered', () => {
		const flags = ['other', 'duplicate', 'other', 'missing-information'];
		expect(ratingValueSchema.parse({ ...value, flags }).flags).toEqual([
			'missing-information',
			'duplicate',
			'other'
		]);
	});

	it('bounds the comment', () => {
		const comment = 'x'.repeat(MAX_COMMENT);
		expect(ratingValueSchema.safeParse({ ...value, comment }).success).toBe(true);
		const longer = ratingValueSchema.safeParse({ ...value, comment: `${comment}x` });
		expect(longer.error?.issues[0]?.message).toBe('at most 4,000 characters');
	});

	it.each([
		{ score: 0 },
		{ score: '7' },
		{ cannotRate: 'because' },
		{ comment: null },
		{ flags: ['invented'] },
		{ flags: 'other' },
		{ extra: 1 }
	])('refuses %j', (change) => {
		expect(ratingValueSchema.safeParse({ ...value, ...change }).success).toBe(false);
	});
});

describe('saveSchema', () => {
	it('takes a save, with no time where none is given', () => {
		expect(saveSchema.parse(save)).toEqual({ ...save, activeMs: 0 });
	});

	it.each([
		{ operation: 'x' },
		{ operation: undefined },
		{ action: 0 },
		{ version: -1 },
		{ version: 1.5 },
		{ activeMs: -1 },
		{ activeMs: 3_600_001 },
		{ value: undefined },
		{ userId: 1 }
	])('refuses %j', (change) => {
		expect(saveSchema.safeParse({ ...save, ...change }).success).toBe(false);
	});
});
