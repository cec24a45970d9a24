import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined, NO_PAIRS } from './coefficient.ts';
import * as fleiss from './fleiss.ts';
import { KINDS } from './weights.ts';

// Two raters, categories 1 and 2: agreement in 3 of 4 units, prevalence of 1 is 5/8.
const table = [
	[1, 1],
	[1, 1],
	[1, 2],
	[2, 2]
];

it('is (0.75 - 34 / 64) / (1 - 34 / 64) on an example worked by hand', () => {
	const found = fleiss.kappa(table, 'identity', [1, 2]);
	expect(found).toMatchObject({
		value: expect.closeTo((0.75 - 34 / 64) / (1 - 34 / 64), 12),
		units: 4,
		ratings: 8,
		pairs: 4
	});
});

it('says why it has no value', () => {
	expect(fleiss.kappa([[1, null]], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(fleiss.kappa([], 'linear')).toMatchObject({ undefined: 'No unit has two ratings.' });
	expect(
		fleiss.kappa(
			[
				[4, 4],
				[4, 4]
			],
			'quadratic'
		)
	).toMatchObject({ undefined: expect.stringContaining('All ratings are equal') });
});

it('has none for one unit, where the number of its ratings decides', () => {
	expect(fleiss.kappa([[1, 2, 4]], 'linear')).toEqual({
		undefined: expect.stringContaining('-1/(r-1) by construction'),
		units: 1,
		ratings: 3,
		pairs: 3
	});
	expect(fleiss.kappa([[4, 4]], 'linear')).toMatchObject({
		undefined: expect.stringContaining('All ratings are equal')
	});
	expect(fleiss.kappa([[4, null]], 'linear')).toMatchObject({ undefined: NO_PAIRS });
});

it('has a value but no standard error where one unit of several has two ratings', () => {
	// Shares 1/4 and 3/4: pa 0, pe 10/16.
	expect(
		fleiss.kappa(
			[
				[1, 2],
				[null, 2]
			],
			'identity',
			[1, 2]
		)
	).toEqual({ value: expect.closeTo(-10 / 6, 12), units: 2, ratings: 3, pairs: 1 });
});

it('does not depend on the order of units or of raters', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (rows, kind) => {
			const turned = rows.map(([a, b, c]) => [c, a, b]).reverse();
			const [one, other] = [fleiss.kappa(rows, kind), fleiss.kappa(turned, kind)];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			if (one.se !== undefined) expect(one.se).toBeCloseTo(other.se!, 9);
			expect(one.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});
