import { describe, expect, it } from 'vitest';
import { tally } from './tally.ts';
import { agreement, corrected, interval, prevalence } from './weighted.ts';
import { matrix } from './weights.ts';

const table = [
	[1, 1, 2],
	[2, null, null]
];
const identity = () => matrix('identity', [1, 2]);

it('shares the agreement of pairs within a unit, 0 with a single rating', () => {
	const [three, one] = agreement(tally(table, [1, 2]), identity());
	expect(three).toBeCloseTo(1 / 3, 12);
	expect(one).toBe(0);
});

it('lets a unit with a single rating count toward prevalence', () => {
	const [first, second] = prevalence(tally(table, [1, 2]));
	expect(first).toBeCloseTo(1 / 3, 12);
	expect(second).toBeCloseTo(2 / 3, 12);
});

it('is the same whether chance is given per pattern or per unit', () => {
	const table = [
		[1, 1],
		[1, 2],
		[2, 1],
		[null, null],
		[2, null]
	];
	const patterns = tally(table, [1, 2]);
	const each = Float64Array.of(0.4, 0.5, 0.6);
	const perUnit = [0.4, 0.5, 0.5, Number.NaN, 0.6];
	const chance = { pe: 0.5, each, per: 'pattern' } as const;
	expect(corrected(patterns, identity(), { pe: 0.5, each: perUnit, per: 'unit' })).toEqual(
		corrected(patterns, identity(), chance)
	);
});

describe('interval', () => {
	it('uses t with one degree of freedom less than units', () => {
		const found = interval(0, 6, 3, { units: 3, ratings: 6, pairs: 3 });
		expect(found.se).toBe(1);
		expect(found.ci95![0]).toBeCloseTo(-4.302652729911, 9);
		expect(found.ci95![1]).toBe(1);
	});
});
