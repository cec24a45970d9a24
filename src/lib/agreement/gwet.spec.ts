import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as gwet from './gwet.ts';
import { KINDS } from './weights.ts';

// Two raters, categories 1 and 2: agreement in 3 of 4 units, prevalence of 1 is 5/8.
const table = [
	[1, 1],
	[1, 1],
	[1, 2],
	[2, 2]
];

it('is (0.75 - 30 / 64) / (1 - 30 / 64) on an example worked by hand', () => {
	const found = gwet.ac(table, 'identity', [1, 2]);
	expect(found).toMatchObject({
		value: expect.closeTo((0.75 - 30 / 64) / (1 - 30 / 64), 12),
		units: 4,
		ratings: 8,
		pairs: 4
	});
});

it('says why it has no value', () => {
	expect(gwet.ac([[1, null]], 'linear')).toMatchObject({ undefined: 'No unit has two ratings.' });
	expect(gwet.ac([], 'linear')).toMatchObject({ undefined: 'No unit has two ratings.' });
	expect(gwet.ac([[4, 4]], 'identity', [4])).toMatchObject({
		undefined: expect.stringContaining('two categories')
	});
});

it('has a value for one unit, without a standard error', () => {
	// Shares 1/2 and 1/2: pa 0, pe 1/2 * 2 * 2/4.
	expect(gwet.ac([[1, 2]], 'identity', [1, 2])).toEqual({
		value: -1,
		units: 1,
		ratings: 2,
		pairs: 1
	});
});

it('has no standard error where one unit of several has two ratings', () => {
	// Shares 1/4 and 3/4: pa 0, pe 3/16 + 3/16.
	expect(
		gwet.ac(
			[
				[1, 2],
				[null, 2]
			],
			'identity',
			[1, 2]
		)
	).toEqual({
		value: expect.closeTo(-6 / 10, 12),
		units: 2,
		ratings: 3,
		pairs: 1
	});
});

it('does not depend on the order of units or of raters', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (rows, kind) => {
			const turned = rows.map(([a, b, c]) => [c, a, b]).reverse();
			const [one, other] = [gwet.ac(rows, kind), gwet.ac(turned, kind)];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			if (one.se !== undefined) expect(one.se).toBeCloseTo(other.se!, 9);
			expect(one.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});

it('is 1 where all ratings are equal, since it expects no agreement by chance there', () => {
	expect(gwet.ac([[4, 4]], 'quadratic')).toMatchObject({ value: 1 });
});
