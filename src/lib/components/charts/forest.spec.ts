import { describe, expect, it } from 'vitest';
import { columnsOf, domainOf, fitted, placed, whisker, type ForestRow } from './forest.ts';

const row = (value: number | null, ends: [number, number] | null = null): ForestRow => ({
	...{ name: 'A slice', value, ends, cases: 3, actions: 9 },
	...{ words: String(value), interval: '' }
});

describe('the axis of a forest plot', () => {
	it('goes from 0 to 1, and down to the lowest figure, not to the end of its interval', () => {
		expect(domainOf([row(0.9, [-8, 1]), row(null)], false)).toEqual([0, 1]);
		expect(domainOf([row(0.9), row(-0.27)], false)).toEqual([-0.4, 1]);
		expect(domainOf([], false)).toEqual([0, 1]);
	});

	it('of differences reaches as far to either side of 0', () => {
		const [from, to] = domainOf([row(0.04, [0.01, 0.07]), row(-0.12)], true);
		expect(from).toBe(-to);
		expect(to).toBeGreaterThan(0.12);
		expect(domainOf([row(0)], true)).toEqual([-0.05, 0.05]);
	});
});

describe('an interval', () => {
	it('ends in a stroke where the axis shows its end', () => {
		expect(whisker([20, 80], [0, 100], 10)).toBe('M20 10H80M20 6.5v7M80 6.5v7');
	});

	it('ends in an arrow where it goes on', () => {
		expect(whisker([-20, 180], [0, 100], 10)).toBe(
			'M0 10H100M4 6.5L0 10l4 3.5M96 6.5L100 10l-4 3.5'
		);
	});
});

describe('the lines of a plot', () => {
	const groups = [
		{ title: 'Specialty', rows: [row(0.1), row(0.2)] },
		{ title: 'Round', note: 'few', rows: [row(0.3)] }
	];

	it('stand under each other without touching, and all of them fit', () => {
		for (const width of [340, 712]) {
			const columns = columnsOf(width);
			const { lines, whole, height } = placed(groups, columns);
			expect(lines.map(({ kind }) => kind)).toEqual(['title', 'row', 'row', 'title', 'row']);
			const tops = [whole, ...lines.map(({ y }) => y)];
			expect(tops).toEqual(tops.toSorted((a, b) => a - b));
			expect(lines[2]!.y - lines[1]!.y).toBe(columns.row);
			expect(height).toBeGreaterThanOrEqual(lines.at(-1)!.y + columns.row);
		}
	});

	it('take two lines each where it is narrow', () => {
		expect(columnsOf(340).isNarrow).toBe(true);
		expect(columnsOf(712).isNarrow).toBe(false);
		expect(columnsOf(340).row).toBeGreaterThan(columnsOf(712).row);
	});

	it('cut a name that is too long', () => {
		expect(fitted('Cardiology', 10)).toBe('Cardiology');
		expect(fitted('Infectious diseases', 12)).toBe('Infectious…');
	});
});
