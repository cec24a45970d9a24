import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as icc from './icc.ts';
import { oneWay } from './icc-one-way.ts';

// The second rater is always 1 above the first: perfect in order, not in value.
const shifted = [
	[1, 2],
	[3, 4],
	[5, 6]
];

const scaled = (table: number[][], by: number) => table.map((row) => row.map((x) => x * by));

describe('icc', () => {
	it('takes a shift between raters as error in forms 1 and 2 only', () => {
		// Mean squares: units 8, raters 1.5, within 0.5, residual 0.
		const values = icc.FORMS.map((form) => icc.icc(shifted, form));
		const wanted = [7.5 / 8.5, 7.5 / 8, 8 / 9, 8 / 8.5, 1, 1];
		values.forEach((found, at) =>
			expect(found).toMatchObject({ value: expect.closeTo(wanted[at]!, 12), units: 3, ratings: 6 })
		);
	});

	it('has no interval where the error is 0', () => {
		expect(icc.icc(shifted, '3_1')).not.toHaveProperty('ci95');
		expect(icc.icc(shifted, '1_1')).toHaveProperty('ci95');
	});

	it('gives the mean of ratings the interval of one, stepped up', () => {
		const table = [
			[9, 2, 5],
			[6, 1, 3],
			[8, 4, 6],
			[7, 1, 2]
		];
		const [one, mean] = [icc.icc(table, '2_1'), icc.icc(table, '2_k')];
		if (!isDefined(one) || !isDefined(mean)) throw new Error('both have a value');
		const up = (x: number) => (3 * x) / (1 + 2 * x);
		expect(mean.value).toBeCloseTo(up(one.value), 12);
		expect(mean.ci95![0]).toBeCloseTo(up(one.ci95![0]), 12);
		expect(mean.ci95![1]).toBeCloseTo(up(one.ci95![1]), 12);
	});

	it('has no interval where the units do not differ in their mean, but the raters do', () => {
		// Mean squares: units 0, raters 1.5, residual 0.5.
		const table = [
			[1, 2, 3],
			[1, 3, 2]
		];
		for (const form of ['1_1', '2_1', '2_k', '3_1'] as const) {
			expect(icc.icc(table, form)).toHaveProperty('value');
			expect(icc.icc(table, form)).not.toHaveProperty('ci95');
		}
	});

	it('has no interval of the mean where that of one rating goes as low as -1/(k-1)', () => {
		const table = [
			[4, 3, 1],
			[2, 3, 3],
			[5, 3, 5]
		];
		const [one, mean] = [icc.icc(table, '2_1'), icc.icc(table, '2_k')];
		if (!isDefined(one)) throw new Error('ICC(2,1) of this table has a value');
		expect(one.ci95![0]).toBeLessThan(-1 / 2);
		expect(mean).toHaveProperty('value');
		expect(mean).not.toHaveProperty('ci95');
	});

	it('uses complete units only', () => {
		const gaps = [...shifted, [9, null], [null, null]];
		expect(icc.icc(gaps, '1_1')).toEqual(icc.icc(shifted, '1_1'));
	});

	it('says why it has no value', () => {
		expect(
			icc.icc(
				[
					[1, 2],
					[1, null]
				],
				'2_1'
			)
		).toMatchObject({
			undefined: expect.stringContaining('two units'),
			units: 1
		});
		expect(icc.icc([], '2_1')).toHaveProperty('undefined');
		expect(icc.icc([[3], [4]], '2_1')).toHaveProperty('undefined');
		for (const form of icc.FORMS)
			expect(
				icc.icc(
					[
						[4, 4],
						[4, 4]
					],
					form
				)
			).toMatchObject({
				undefined: expect.stringContaining('All ratings are equal')
			});
	});

	it('has no value where the units do not differ and the error is 0, or the mean is asked for', () => {
		const order = [
			[1, 2],
			[1, 2]
		];
		const crossed = [
			[1, 2],
			[2, 1]
		];
		for (const [table, form] of [
			[order, '1_k'],
			[order, '3_1'],
			[order, '3_k'],
			[crossed, '1_k'],
			[crossed, '3_k']
		] as const)
			expect(icc.icc(table, form)).toEqual({
				undefined: expect.stringContaining('do not differ in their mean rating'),
				units: 2,
				ratings: 4,
				pairs: 2
			});
	});

	it('takes no other ratings for equal, though the mean squares cancel out', () => {
		// Mean squares: units 1, raters 1, residual 0; then 9, 16 and 25.
		expect(
			icc.icc(
				[
					[1, 2],
					[2, 3]
				],
				'2_1'
			)
		).toMatchObject({ value: 1 / 2 });
		expect(
			icc.icc(
				[
					[10, 1],
					[2, 3]
				],
				'2_1'
			)
		).toMatchObject({ value: expect.closeTo(-16 / 25, 12) });
	});

	it('refuses a rating that is none of the categories, where they are given', () => {
		expect(() => icc.icc([[1, 10]], '2_1', [1, 2])).toThrow('Unit 1, rater 2: 10');
		expect(() => oneWay([[1, 10]], [1, 2])).toThrow('Unit 1, rater 2: 10');
		expect(() => oneWay([[1], [1, 2]])).toThrow('Unit 2 has 2 places');
	});

	it('has no value where the variance cancels out, up to rounding', () => {
		const reason = { undefined: expect.stringContaining('estimates is 0 or less') };
		// Mean squares: units 1/9, raters 13/9, residual 16/9; of the mean 1/9 + (13/9 - 16/9)/3 = 0.
		const table = [
			[5, 2, 4],
			[4, 5, 2],
			[4, 3, 3]
		];
		expect(icc.icc(table, '2_k')).toEqual({ ...reason, units: 3, ratings: 9, pairs: 9 });
		expect(icc.icc(scaled(table, 0.1), '2_k')).toMatchObject(reason);
		// One rating keeps its variance, 10/3.
		expect(icc.icc(table, '2_1')).toMatchObject({ value: expect.closeTo(-5 / 10, 12) });
		// Units 1/6, raters 0, residual 3/2: of the mean -1/3.
		const below = [
			[1, 2],
			[1, 2],
			[3, 1]
		];
		expect(icc.icc(below, '2_k')).toMatchObject(reason);
		// Units 0, raters 0, residual 1: of one rating 1 + 2 (0 - 1)/2 = 0.
		const crossed = [
			[1, 2],
			[2, 1]
		];
		expect(icc.icc(crossed, '2_1')).toMatchObject(reason);
		expect(icc.icc(crossed, '2_k')).toMatchObject(reason);
	});

	it('finds an error of 0, and equal ratings, in decimals too', () => {
		for (const form of icc.FORMS) {
			const [one, other] = [icc.icc(shifted, form), icc.icc(scaled(shifted, 0.1), form)];
			if (!isDefined(one) || !isDefined(other)) throw new Error('both have a value');
			expect(other.value).toBeCloseTo(one.value, 12);
			expect(other.ci95 === undefined).toBe(one.ci95 === undefined);
			expect(icc.icc(scaled(Array(3).fill([1, 1, 1]), 0.1), form)).toMatchObject({
				undefined: expect.stringContaining('All ratings are equal')
			});
		}
	});

	it('holds its value within its interval, at most 1', () => {
		const rating = fc.integer({ min: 1, max: 9 });
		const rows = fc.array(fc.tuple(rating, rating, rating), { minLength: 2, maxLength: 6 });
		fc.assert(
			fc.property(rows, fc.constantFrom(...icc.FORMS), (rows, form) => {
				const found = icc.icc(rows, form);
				if (!isDefined(found)) return;
				expect(found.value).toBeLessThanOrEqual(1);
				expect(Number.isFinite(found.value)).toBe(true);
				if (!found.ci95) return;
				expect(found.ci95[0]).toBeLessThanOrEqual(found.value);
				expect(found.ci95[1]).toBeGreaterThanOrEqual(found.value);
			})
		);
	});
});

describe('oneWay', () => {
	it('equals ICC(1,1) where no rating is missing', () => {
		const [one, other] = [oneWay(shifted), icc.icc(shifted, '1_1')];
		expect(isDefined(one) && one.value).toBeCloseTo(isDefined(other) ? other.value : NaN, 12);
	});

	it('uses the adjusted group size where units differ', () => {
		// Means 2 and 5, of 2 and 1 ratings: MSB 6, MSW 2, k0 = 3 - 5/3.
		const k0 = 4 / 3;
		expect(
			oneWay([
				[1, 3],
				[5, null]
			])
		).toMatchObject({
			value: expect.closeTo(4 / (6 + (k0 - 1) * 2), 12),
			units: 2,
			ratings: 3,
			pairs: 1
		});
	});

	it('has a value where units differ as much as the ratings within them', () => {
		// Means 2 and 4: sums of squares 4 between and 4 within, MSB 4 and MSW 2, two ratings each.
		expect(
			oneWay([
				[1, 3],
				[3, 5]
			])
		).toMatchObject({ value: expect.closeTo(2 / 6, 12) });
	});

	it('has an interval where at least two units have two ratings', () => {
		const table = [
			[1, 3],
			[5, null],
			[9, null]
		];
		expect(oneWay(table)).not.toHaveProperty('ci95');
		expect(oneWay([...table, [4, 6]])).toHaveProperty('ci95');
	});

	it('has a value but no interval where the error is 0, in decimals too', () => {
		for (const by of [1, 0.1])
			expect(
				oneWay(
					scaled(
						[
							[1, 1, 1],
							[7, 7, 7],
							[8, 8, 8]
						],
						by
					)
				)
			).toEqual({
				value: 1,
				units: 3,
				ratings: 9,
				pairs: 9
			});
	});

	it('says why it has no value', () => {
		expect(
			oneWay([
				[1, null],
				[2, null]
			])
		).toHaveProperty('undefined');
		expect(oneWay([[1, 2]])).toHaveProperty('undefined');
		expect(
			oneWay([
				[2, 2],
				[2, null]
			])
		).toEqual({
			undefined: expect.stringContaining('All ratings are equal'),
			units: 2,
			ratings: 3,
			pairs: 1
		});
	});
});
