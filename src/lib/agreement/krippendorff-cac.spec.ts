import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as krippendorff from './krippendorff.ts';
import { KINDS } from './weights.ts';

// Two raters, categories 1 and 2: agreement in 3 of 4 units, prevalence of 1 is 5/8.
const table = [
	[1, 1],
	[1, 1],
	[1, 2],
	[2, 2]
];

it('is 1 - (7 * 2) / 30 on an example worked by hand', () => {
	const found = krippendorffCac.alpha(table, 'identity', [1, 2]);
	expect(found).toMatchObject({
		value: expect.closeTo(1 - (7 * 2) / 30, 12),
		units: 4,
		ratings: 8,
		pairs: 4
	});
});

it('says why it has no value', () => {
	expect(krippendorffCac.alpha([[1, null]], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(krippendorffCac.alpha([], 'linear')).toMatchObject({
		undefined: 'No unit has two ratings.'
	});
	expect(
		krippendorffCac.alpha(
			[
				[4, 4],
				[4, 4]
			],
			'quadratic'
		)
	).toMatchObject({ undefined: expect.stringContaining('All ratings are equal') });
});

it('has none for one unit, where it would be 0 whatever the ratings', () => {
	for (const table of [
		[[1, 2, 4]],
		[
			[1, 2, 4],
			[null, 9, null]
		]
	])
		expect(krippendorffCac.alpha(table, 'linear')).toEqual({
			undefined: expect.stringContaining('One unit only has two or more ratings'),
			units: 1,
			ratings: 3,
			pairs: 3
		});
	expect(krippendorffCac.alpha([[4, 4]], 'linear')).toMatchObject({
		undefined: expect.stringContaining('All ratings are equal')
	});
});

it('does not depend on the order of units or of raters', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 8 });
	fc.assert(
		fc.property(rows, fc.constantFrom(...KINDS), (rows, kind) => {
			const turned = rows.map(([a, b, c]) => [c, a, b]).reverse();
			const [one, other] = [krippendorffCac.alpha(rows, kind), krippendorffCac.alpha(turned, kind)];
			expect(isDefined(one)).toBe(isDefined(other));
			if (!isDefined(one) || !isDefined(other)) return;
			expect(one.value).toBeCloseTo(other.value, 9);
			if (one.se !== undefined) expect(one.se).toBeCloseTo(other.se!, 9);
			expect(one.value).toBeLessThanOrEqual(1 + 1e-12);
		})
	);
});

it('equals nominal and interval alpha under identity and quadratic weights', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }));
	const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 1, maxLength: 8 });
	const same = [
		['identity', 'nominal'],
		['quadratic', 'interval']
	] as const;
	fc.assert(
		fc.property(rows, fc.constantFrom(...same), (rows, [kind, metric]) => {
			const one = krippendorffCac.alpha(rows, kind);
			const other = krippendorff.alpha(rows, metric);
			expect(isDefined(one)).toBe(isDefined(other));
			if (isDefined(one) && isDefined(other)) expect(one.value).toBeCloseTo(other.value, 9);
		})
	);
});
