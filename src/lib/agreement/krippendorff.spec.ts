import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as krippendorff from './krippendorff.ts';
import { METRICS } from './krippendorff.ts';
import { tally } from './tally.ts';

const rating = fc.option(fc.integer({ min: 1, max: 9 }));
const tables = fc.array(fc.tuple(rating, rating, rating, rating), { minLength: 1, maxLength: 10 });
const metrics = fc.constantFrom(...METRICS);

describe('alpha', () => {
	// Of 6 ratings three are 1, one is 2 and two are 4; the one unequal pair is 1 and 2.
	const table = [
		[1, 2],
		[4, 4],
		[1, 1]
	];
	const by = (found: number, expected: number) => 1 - (5 * found) / expected;

	it.each([
		['nominal', by(1, 3 + 6 + 2)],
		['interval', by(1, 3 + 6 * 9 + 2 * 4)],
		['ratio', by(1 / 9, 3 / 9 + 6 * 0.36 + 2 / 9)],
		['ordinal', by(4, 3 * 4 + 6 * 3.5 ** 2 + 2 * 1.5 ** 2)]
	] as const)('%s on an example worked by hand', (metric, value) => {
		expect(krippendorff.alpha(table, metric)).toMatchObject({
			value: expect.closeTo(value, 12),
			units: 3,
			ratings: 6,
			pairs: 3
		});
	});

	it('says why it has no value', () => {
		expect(krippendorff.alpha([[1, null]], 'ordinal')).toEqual({
			undefined: 'No unit has two ratings.',
			units: 0,
			ratings: 0,
			pairs: 0
		});
		expect(
			krippendorff.alpha(
				[
					[3, 3],
					[3, 3],
					[8, null]
				],
				'ordinal'
			)
		).toMatchObject({
			undefined: expect.stringContaining('All ratings are equal in the units with two or more'),
			units: 2
		});
		expect(krippendorff.alpha([[-1, 1]], 'ratio', [-1, 0, 1])).toMatchObject({
			undefined: expect.stringContaining('0 or more')
		});
	});

	it('has none for one unit, where it would be 0 whatever the ratings', () => {
		for (const metric of METRICS) {
			const found = krippendorff.alpha(
				[
					[1, 2, 9],
					[null, 4, null]
				],
				metric
			);
			expect(found).toEqual({
				undefined: expect.stringContaining('One unit only has two or more ratings'),
				units: 1,
				ratings: 3,
				pairs: 3
			});
			expect(krippendorff.alpha([[3, 3]], metric)).toMatchObject({
				undefined: expect.stringContaining('All ratings are equal')
			});
		}
	});

	it('does not change with the order of raters or with units rated once', () => {
		fc.assert(
			fc.property(tables, metrics, fc.integer({ min: 1, max: 9 }), (rows, metric, extra) => {
				const turned = [...rows.map(([a, b, c, d]) => [d, b, a, c]), [null, extra, null, null]];
				expect(krippendorff.alpha(turned, metric)).toEqual(krippendorff.alpha(rows, metric));
			})
		);
	});

	it('is at most 1, and 1 just where every unit agrees with itself', () => {
		fc.assert(
			fc.property(tables, metrics, (rows, metric) => {
				const found = krippendorff.alpha(rows, metric);
				if (!isDefined(found)) return;
				expect(found.value).toBeLessThanOrEqual(1);
				const agreed = rows.every((row) => new Set(row.filter((x) => x !== null)).size < 2);
				expect(found.value === 1).toBe(agreed);
			})
		);
	});

	it('does not change when an interval scale is turned round', () => {
		fc.assert(
			fc.property(tables, fc.constantFrom('nominal', 'ordinal', 'interval'), (rows, metric) => {
				const turned = rows.map((row) => row.map((x) => (x === null ? null : 10 - x)));
				const [one, other] = [rows, turned].map((each) => krippendorff.alpha(each, metric));
				expect(isDefined(one!)).toBe(isDefined(other!));
				if (isDefined(one!) && isDefined(other!)) expect(one.value).toBeCloseTo(other.value, 9);
			})
		);
	});
});

it('counts a pattern as often as it is told', () => {
	const t = tally([
		[1, 2],
		[4, 4]
	]);
	const twice = krippendorff.alpha(
		[
			[1, 2],
			[1, 2],
			[4, 4]
		],
		'ordinal'
	);
	expect(krippendorff.fromTimes(t, [2, 1], 'ordinal')).toBe(isDefined(twice) && twice.value);
	expect(krippendorff.fromTimes(t, [0, 2], 'ordinal')).toBeUndefined();
});
