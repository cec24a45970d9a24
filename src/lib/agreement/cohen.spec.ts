import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as cohen from './cohen.ts';
import { isDefined } from './coefficient.ts';
import { KINDS } from './weights.ts';

/** 20 twice yes, 15 twice no, 5 and 10 divided: the usual example of 50 grant proposals. */
const grants = [
	...Array<number[]>(20).fill([1, 1]),
	...Array<number[]>(5).fill([1, 2]),
	...Array<number[]>(10).fill([2, 1]),
	...Array<number[]>(15).fill([2, 2])
];

it('is 0.4 where 0.7 agree and 0.5 would by chance', () => {
	const found = cohen.kappa(grants, 0, 1, 'identity', [1, 2]);
	expect(found).toMatchObject({
		value: expect.closeTo(0.4, 12),
		units: 50,
		ratings: 100,
		pairs: 50
	});
});

it('uses only units both rated, and the columns it is given', () => {
	const table = [...grants.map(([a, b]) => [a!, null, b!]), [1, 2, null], [null, 1, 2]];
	expect(cohen.kappa(table, 0, 2, 'linear', [1, 2])).toEqual(
		cohen.kappa(grants, 0, 1, 'linear', [1, 2])
	);
});

it('weighs over the whole scale, not the points that were used', () => {
	const table = [
		[1, 1],
		[1, 2],
		[3, 3]
	];
	const [narrow, wide] = [
		[1, 2, 3],
		[1, 2, 3, 4, 5, 6, 7, 8, 9]
	].map((categories) => cohen.kappa(table, 0, 1, 'ordinal', categories));
	expect(isDefined(narrow!) && narrow.value).not.toBe(isDefined(wide!) && wide.value);
});

it('says why it has no value', () => {
	expect(cohen.kappa([[1, null]], 0, 1, 'linear')).toMatchObject({
		undefined: 'The two raters rated no unit in common.',
		units: 0
	});
	expect(
		cohen.kappa(
			[
				[4, 4],
				[4, 4]
			],
			0,
			1,
			'linear'
		)
	).toMatchObject({
		undefined: expect.stringContaining('All ratings are equal in the units both rated')
	});
});

it('has none for one shared unit, where it would be 0 whatever the ratings', () => {
	const table = [
		[1, 2],
		[null, 5],
		[9, null]
	];
	expect(cohen.kappa(table, 0, 1, 'linear')).toEqual({
		undefined: expect.stringContaining('one unit only: its kappa is 0 by construction'),
		units: 1,
		ratings: 2,
		pairs: 1
	});
});

it('has a standard error of exactly 0 where two raters agree throughout', () => {
	const rating = fc.integer({ min: 1, max: 9 });
	const rows = fc.array(rating, { minLength: 2 }).filter((all) => new Set(all).size > 1);
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (all, kind) => {
			const found = cohen.kappa(
				all.map((x) => [x, x]),
				0,
				1,
				kind
			);
			expect(found).toMatchObject({ value: expect.closeTo(1, 12), se: 0 });
		})
	);
});

it('names the place of a fault', () => {
	expect(() => cohen.kappa([[1, 2]], 0, 2, 'linear')).toThrow('Unit 1 has no rater 3');
	expect(() => cohen.kappa([[1, 0]], 0, 1, 'linear')).toThrow('Unit 1, rater 2: 0');
});

it('is the same from either side', () => {
	const rating = fc.integer({ min: 1, max: 9 });
	fc.assert(
		fc.property(fc.array(fc.tuple(rating, rating), { minLength: 1 }), (rows) => {
			const [one, other] = [
				cohen.kappa(rows, 0, 1, 'quadratic'),
				cohen.kappa(rows, 1, 0, 'quadratic')
			];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			expect(one.se ?? 0).toBeCloseTo(other.se ?? 0, 6);
		})
	);
});

it('comes from sums of scores, with quadratic weights', () => {
	// Scores 1 1, 1 3, 3 3: observed 4 / 3 of squared distance; expected 2 · (11 + 19) / 2 / 3 - 2 · (5 / 3) · (7 / 3).
	const sums = { units: 3, x: 5, y: 7, xx: 11, yy: 19, xy: 13 };
	expect(cohen.quadratic(sums)).toEqual({
		...{ value: expect.closeTo(1 - 4 / 3 / (10 - 70 / 9), 12) },
		...{ units: 3, ratings: 6, pairs: 3 }
	});
	expect(cohen.quadratic({ units: 2, x: 4, y: 4, xx: 8, yy: 8, xy: 8 })).toHaveProperty(
		'undefined'
	);
	expect(cohen.quadratic({ units: 1, x: 4, y: 5, xx: 16, yy: 25, xy: 20 })).toMatchObject({
		undefined: expect.stringContaining('one unit only')
	});
	expect(cohen.quadratic({ units: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 })).toMatchObject({
		undefined: 'The two raters rated no unit in common.'
	});
});
