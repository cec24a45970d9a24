import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as cohen from './cohen.ts';
import * as conger from './conger.ts';
import { KINDS } from './weights.ts';

// Two raters, categories 1 and 2: agreement in 3 of 4 units, prevalence of 1 is 5/8.
const table = [
	[1, 1],
	[1, 1],
	[1, 2],
	[2, 2]
];

it('is 0.5 on an example worked by hand', () => {
	const found = conger.kappa(table, 'identity', [1, 2]);
	expect(found).toMatchObject({ value: expect.closeTo(0.5, 12), units: 4, ratings: 8, pairs: 4 });
});

it('says why it has no value', () => {
	expect(conger.kappa([[1, null]], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(conger.kappa([], 'linear')).toMatchObject({ undefined: 'No unit has two ratings.' });
	expect(
		conger.kappa(
			[
				[4, 4],
				[4, 4]
			],
			'quadratic'
		)
	).toMatchObject({ undefined: expect.stringContaining('All ratings are equal') });
});

it('has none for one unit, where it would be 0 whatever the ratings', () => {
	expect(conger.kappa([[1, 2, 4]], 'linear')).toEqual({
		undefined: expect.stringContaining('one unit only: its kappa is 0 by construction'),
		units: 1,
		ratings: 3,
		pairs: 3
	});
	expect(conger.kappa([[4, 4]], 'linear')).toMatchObject({
		undefined: expect.stringContaining('All ratings are equal')
	});
});

it('has a value but no standard error where one unit of several has two ratings', () => {
	// The first rater gave 1, the second 2 twice: pa 0, pe 0.
	const found = conger.kappa(
		[
			[1, 2],
			[null, 2]
		],
		'identity',
		[1, 2]
	);
	expect(found).toEqual({ value: 0, units: 2, ratings: 3, pairs: 1 });
});

it('does not depend on the order of units or of raters', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (rows, kind) => {
			const turned = rows.map(([a, b, c]) => [c, a, b]).reverse();
			const [one, other] = [conger.kappa(rows, kind), conger.kappa(turned, kind)];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			if (one.se !== undefined) expect(one.se).toBeCloseTo(other.se!, 9);
			expect(one.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});

it('leaves out a rater without ratings', () => {
	const wider = table.map((row) => [row[0]!, null, row[1]!]);
	expect(conger.kappa(wider, 'identity', [1, 2])).toEqual(conger.kappa(table, 'identity', [1, 2]));
});

it('equals the kappa of Cohen for two raters without gaps', () => {
	const rating = fc.integer({ min: 1, max: 9 });
	fc.assert(
		fc.property(fc.array(fc.tuple(rating, rating), { minLength: 1 }), (rows) => {
			const [one, other] = [conger.kappa(rows, 'linear'), cohen.kappa(rows, 0, 1, 'linear')];
			expect(isDefined(one)).toBe(isDefined(other));
			if (isDefined(one) && isDefined(other)) expect(one.value).toBeCloseTo(other.value, 9);
		})
	);
});
