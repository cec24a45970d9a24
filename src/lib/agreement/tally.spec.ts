import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tally } from './tally.ts';

const table = [
	[1, 2, 1],
	[2, 1, 1],
	[null, 3, null],
	[null, null, null],
	[3, 3, 3]
];

describe('tally', () => {
	it('counts patterns without regard to the order of raters', () => {
		const t = tally(table, [1, 2, 3]);
		expect(t.raters).toBe(3);
		expect([...t.patternOf]).toEqual([0, 0, 1, -1, 2]);
		expect([...t.times]).toEqual([2, 1, 1]);
		expect([...t.sizes]).toEqual([3, 1, 3]);
		expect([...t.counts]).toEqual([2, 1, 0, 0, 0, 1, 0, 0, 3]);
		expect(t.rated).toEqual({ units: 4, ratings: 10, pairs: 9 });
		expect(t.paired).toEqual({ units: 3, ratings: 9, pairs: 9 });
	});

	it('returns a tally as it is', () => {
		const t = tally(table);
		expect(tally(t)).toBe(t);
	});

	it('accepts no units, and no raters', () => {
		expect(tally([]).rated.units).toBe(0);
		expect(tally([[], []]).rated.units).toBe(0);
	});

	it('refuses a value outside the categories', () => {
		expect(() => tally(table, [1, 2])).toThrow('Unit 3, rater 2: 3');
		expect(() => tally([[1], [1, 2]])).toThrow('Unit 2 has 2 places');
	});

	it('gives every unit a pattern with just its ratings, and no pattern twice', () => {
		const rating = fc.option(fc.integer({ min: 1, max: 9 }));
		fc.assert(
			fc.property(fc.array(fc.array(rating, { minLength: 4, maxLength: 4 })), (rows) => {
				const t = tally(rows);
				const pattern = (at: number) => t.counts.subarray(at * 9, at * 9 + 9).join();
				rows.forEach((row, unit) => {
					const counts = new Int32Array(9);
					for (const value of row) if (value !== null) counts[value - 1]!++;
					const at = t.patternOf[unit]!;
					if (at < 0) expect(row.every((value) => value === null)).toBe(true);
					else expect(pattern(at)).toBe(counts.join());
				});
				const all = Array.from(t.sizes, (_, at) => pattern(at));
				expect(new Set(all).size).toBe(all.length);
			})
		);
	});

	it('finds the 165 patterns of three ratings on nine points', () => {
		const rows = Array.from({ length: 729 }, (_, at) => [
			1 + Math.floor(at / 81),
			1 + (Math.floor(at / 9) % 9),
			1 + (at % 9)
		]);
		expect(tally(rows).times).toHaveLength(165);
	});
});
