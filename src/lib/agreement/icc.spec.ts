import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDefined } from './coefficient.ts';
import * as icc from './icc.ts';

// The second rater is always 1 above the first: perfect in order, not in value.
const shifted = [
	[1, 2],
	[3, 4],
	[5, 6]
];

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
				undefined: expect.stringContaining('do not differ')
			});
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
		const [one, other] = [icc.oneWay(shifted), icc.icc(shifted, '1_1')];
		expect(isDefined(one) && one.value).toBeCloseTo(isDefined(other) ? other.value : NaN, 12);
	});

	it('uses the adjusted group size where units differ', () => {
		// Means 2 and 5, of 2 and 1 ratings: MSB 6, MSW 2, k0 = 3 - 5/3.
		const k0 = 4 / 3;
		expect(
			icc.oneWay([
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

	it('says why it has no value', () => {
		expect(
			icc.oneWay([
				[1, null],
				[2, null]
			])
		).toHaveProperty('undefined');
		expect(icc.oneWay([[1, 2]])).toHaveProperty('undefined');
		expect(
			icc.oneWay([
				[2, 2],
				[2, null]
			])
		).toHaveProperty('undefined');
	});
});
