import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as kendall from './kendall.ts';

it('is 1 for one order of units and 0 for opposite ones', () => {
	expect(
		kendall.w([
			[1, 4],
			[2, 5],
			[3, 9]
		])
	).toMatchObject({ value: 1, units: 3, pairs: 3 });
	expect(
		kendall.w([
			[1, 3],
			[2, 2],
			[3, 1]
		])
	).toMatchObject({ value: 0 });
});

it('corrects for ties', () => {
	// Ranks 1.5 1.5 3 and 1 2 3: sums 2.5 3.5 6, squares 6.5; one pair of ties, 2³ - 2.
	const table = [
		[1, 1],
		[1, 2],
		[5, 3]
	];
	expect(kendall.w(table, 'uncorrected')).toMatchObject({ value: (12 * 6.5) / 96 });
	expect(kendall.w(table, 'corrected')).toMatchObject({ value: (12 * 6.5) / (96 - 2 * 6) });
});

it('corrects for ties unless told otherwise, and counts what it rests on', () => {
	// Ranks 1.5 1.5 3, 1 2 3 and 1 2 3: sums 3.5 5.5 9, squares 15.5; one pair of ties, 2³ - 2.
	const table = [
		[1, 1, 2],
		[1, 2, 3],
		[5, 3, 9]
	];
	const squares = 2.5 ** 2 + 0.5 ** 2 + 3 ** 2;
	expect(kendall.w(table)).toEqual({
		value: (12 * squares) / (9 * 24 - 3 * 6),
		units: 3,
		ratings: 9,
		pairs: 9
	});
});

it('refuses a rating that is none of the categories', () => {
	expect(() => kendall.w([[1, 10]])).toThrow('Unit 1, rater 2: 10');
	expect(() => kendall.w([[1, 3]], 'corrected', [1, 2])).toThrow('Unit 1, rater 2: 3');
});

it('leaves out units with a missing rating', () => {
	expect(
		kendall.w([
			[1, 4],
			[9, null],
			[2, 5]
		])
	).toMatchObject({ value: 1, units: 2 });
});

it('says why it has no value', () => {
	expect(kendall.w([[1, 2]])).toMatchObject({ undefined: expect.stringContaining('two units') });
	expect(kendall.w([[1], [2]])).toMatchObject({ undefined: expect.stringContaining('two units') });
	expect(kendall.w([])).toMatchObject({ undefined: expect.stringContaining('two units') });
	for (const ties of ['corrected', 'uncorrected'] as const)
		expect(
			kendall.w(
				[
					[3, 7],
					[3, 7]
				],
				ties
			)
		).toMatchObject({
			undefined: expect.stringContaining('no ranking')
		});
});

it('lies between 0 and 1, correction never lowering it', () => {
	const rating = fc.integer({ min: 1, max: 9 });
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, (rows) => {
			const [plain, found] = [kendall.w(rows, 'uncorrected'), kendall.w(rows)];
			if (!isDefined(plain) || !isDefined(found)) return;
			expect(plain.value).toBeGreaterThanOrEqual(0);
			expect(found.value).toBeGreaterThanOrEqual(plain.value);
			expect(found.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});
