import { describe, expect, it } from 'vitest';
import { combined, means } from './bootstrap.ts';
import type { Column } from './columns.ts';

const column = (name: string, values: (number | null)[]): Column => ({
	...{ name, values },
	records: values.length
});
const of = (values: (number | null)[], bases: string[], draws = 2_000) =>
	means([column('m', values)], bases, draws).get('m')!;

describe('an interval', () => {
	it('of one case is its value', () => {
		expect(of([0.3], ['Card1'])).toEqual({ value: 0.3, ci95: [0.3, 0.3], cases: 1, records: 1 });
	});

	it('draws within strata: where each is constant there is nothing to vary', () => {
		// Two specialties of three cases, 0 and 1: every draw has three of each, so its mean is ½.
		const bases = ['Card1', 'Card2', 'Card3', 'GI1', 'GI2', 'GI3'];
		expect(of([0, 0, 0, 1, 1, 1], bases)).toMatchObject({ value: 0.5, ci95: [0.5, 0.5] });
	});

	it('pools what is smaller: there both may be drawn', () => {
		// Four cases in one pool: all of one kind with probability 1/16, which is more than 2.5%.
		const bases = ['Card1', 'Card2', 'GI1', 'GI2'];
		expect(of([0, 0, 1, 1], bases)).toMatchObject({ value: 0.5, ci95: [0, 1] });
	});

	it('leaves out cases without a value, before strata are made', () => {
		// Of three Card cases one has none: the two left are pooled with GI1.
		const bases = ['Card1', 'Card2', 'Card3', 'GI1'];
		const found = of([1, 1, null, 0], bases);
		expect(found).toMatchObject({ value: 2 / 3, cases: 3 });
		// All three drawn from GI1 with probability 1/27 = 3.7%, which is more than 2.5%; all from Card with 8/27.
		expect(found.ci95).toEqual([0, 1]);
	});

	it('is none where no case has a value', () => {
		expect(of([null, null], ['Card1', 'Card2'])).toMatchObject({
			value: null,
			ci95: null,
			cases: 0
		});
	});

	it('is the same every time, and for a column whatever stands beside it', () => {
		const bases = Array.from({ length: 12 }, (_, at) => `Card${at}`);
		const values = bases.map((_, at) => at / 11);
		const others = Array.from({ length: 5 }, (_, at) =>
			column(
				`o${at}`,
				values.map((value) => (value * (at + 3)) % 1)
			)
		);
		const alone = of(values, bases);
		const beside = means([...others, column('m', values)], bases, 2_000).get('m');
		expect(beside).toEqual(alone);
		expect(alone).toEqual(of(values, bases));
	});

	it('has about the width that the variance of a mean says', () => {
		// 100 values 0.00 to 0.99 in one stratum: standard error sqrt((100² − 1) / 12) / 100 / 10 = 0.02887.
		const bases = Array.from({ length: 100 }, (_, at) => `Card${at}`);
		const [lo, hi] = of(
			bases.map((_, at) => at / 100),
			bases,
			10_000
		).ci95!;
		expect(Math.abs((hi! - lo!) / 2 - 1.96 * 0.02887)).toBeLessThan(0.002);
	});
});

describe('a combined figure', () => {
	const bases = ['Card1', 'Card2', 'Card3'];

	it('is made anew in each draw, of the means of what was drawn', () => {
		const ratio = ([a, b]: readonly (number | null)[]) => a! / b!;
		// a is always twice b, whatever is drawn.
		expect(combined([column('a', [2, 4, 6]), column('b', [1, 2, 3])], bases, 500, ratio)).toEqual([
			2, 2
		]);
	});

	it('leaves out draws in which it is not defined', () => {
		const first = ([a]: readonly (number | null)[]) => a!;
		expect(combined([column('a', [0.5, null, null])], bases, 500, first)).toEqual([0.5, 0.5]);
		expect(combined([column('a', [null, null, null])], bases, 500, first)).toBeNull();
	});
});
