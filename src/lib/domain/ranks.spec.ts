import { describe, expect, it } from 'vitest';
import { ranksOf, type Standing } from './ranks.ts';

const figure = (value: number | null, low?: number | null, high?: number | null): Standing => ({
	value,
	ci95: low === undefined || high === undefined ? null : [low, high]
});

describe('ranks', () => {
	// Worked by hand: A and B overlap, C overlaps neither, D has a figure without an interval within that of C.
	const A = figure(0.88, 0.83, 0.92);
	const B = figure(0.8, 0.75, 0.84);
	const C = figure(0.6, 0.5, 0.7);
	const D = figure(0.65);

	it('is an interval where intervals overlap', () => {
		expect(ranksOf([A, B, C], 'higher')).toEqual([
			{ from: 1, to: 2 },
			{ from: 1, to: 2 },
			{ from: 3, to: 3 }
		]);
	});

	it('keeps the order of the figures, whatever it is', () => {
		expect(ranksOf([C, A, B], 'higher')).toEqual([
			{ from: 3, to: 3 },
			{ from: 1, to: 2 },
			{ from: 1, to: 2 }
		]);
	});

	it('overlap is not handed on: the one in the middle is tied with both, the ends are not', () => {
		const [high, middle, low] = [figure(9, 8, 10), figure(7.5, 6, 9), figure(6, 5, 7)];
		expect(ranksOf([high, middle, low], 'higher')).toEqual([
			{ from: 1, to: 2 },
			{ from: 1, to: 3 },
			{ from: 2, to: 3 }
		]);
	});

	it('turns round where lower is better', () => {
		expect(ranksOf([A, B, C], 'lower')).toEqual([
			{ from: 2, to: 3 },
			{ from: 2, to: 3 },
			{ from: 1, to: 1 }
		]);
	});

	it('a figure without an interval is as its value', () => {
		expect(ranksOf([C, D], 'higher')).toEqual([
			{ from: 1, to: 2 },
			{ from: 1, to: 2 }
		]);
		expect(ranksOf([D, figure(0.64)], 'higher')).toEqual([
			{ from: 1, to: 1 },
			{ from: 2, to: 2 }
		]);
	});

	it('intervals that touch overlap', () => {
		expect(ranksOf([figure(3, 2, 4), figure(1, 0, 2)], 'higher')).toEqual([
			{ from: 1, to: 2 },
			{ from: 1, to: 2 }
		]);
	});

	it('an end that is not finite reaches as far as there is', () => {
		// Number needed to harm: one in 20, and perhaps never.
		expect(ranksOf([figure(20, 10, null), figure(500, 300, 900)], 'higher')).toEqual([
			{ from: 1, to: 2 },
			{ from: 1, to: 2 }
		]);
	});

	it('what has no value has no place, and takes none', () => {
		expect(ranksOf([A, figure(null), C], 'higher')).toEqual([
			{ from: 1, to: 1 },
			null,
			{ from: 2, to: 2 }
		]);
	});

	it('where neither way is good nobody is ahead', () => {
		expect(ranksOf([A, C], null)).toEqual([null, null]);
	});
});
