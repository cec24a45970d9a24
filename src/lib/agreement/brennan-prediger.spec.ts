import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as brennanPrediger from './brennan-prediger.ts';
import { KINDS } from './weights.ts';

// Two raters, categories 1 and 2: agreement in 3 of 4 units, prevalence of 1 is 5/8.
const table = [
	[1, 1],
	[1, 1],
	[1, 2],
	[2, 2]
];

it('is 0.5 on an example worked by hand', () => {
	const found = brennanPrediger.kappa(table, 'identity', [1, 2]);
	expect(found).toMatchObject({ value: expect.closeTo(0.5, 12), units: 4, ratings: 8, pairs: 4 });
});

it('says why it has no value', () => {
	expect(brennanPrediger.kappa([[1, null]], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(brennanPrediger.kappa([], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(brennanPrediger.kappa([[4, 4]], 'identity', [4])).toMatchObject({
		undefined: expect.stringContaining('All ratings are equal')
	});
});

it('has a value for one unit, without a standard error', () => {
	// pa 0, pe 1/2, whatever the shares.
	for (const table of [
		[[1, 2]],
		[
			[1, 2],
			[null, 2]
		]
	])
		expect(brennanPrediger.kappa(table, 'identity', [1, 2])).toEqual({
			value: -1,
			units: table.length,
			ratings: table.length + 1,
			pairs: 1
		});
});

it('does not depend on the order of units or of raters', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (rows, kind) => {
			const turned = rows.map(([a, b, c]) => [c, a, b]).reverse();
			const [one, other] = [brennanPrediger.kappa(rows, kind), brennanPrediger.kappa(turned, kind)];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			if (one.se !== undefined) expect(one.se).toBeCloseTo(other.se!, 9);
			expect(one.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});

it('corrects by the number of categories, used or not', () => {
	const found = brennanPrediger.kappa(table, 'identity');
	expect(found).toMatchObject({ value: expect.closeTo((0.75 - 1 / 9) / (1 - 1 / 9), 12) });
});
