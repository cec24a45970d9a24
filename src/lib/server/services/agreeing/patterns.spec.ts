import { describe, expect, it } from 'vitest';
import * as sums from '#lib/agreement/sums.ts';
import { sparse } from '#lib/agreement/table.ts';
import { FIGURES, LAYOUT, NONE, Patterns, ROW } from './patterns.ts';

const UNITS = [[7, 8, 7], [2, 2], [9], [1, 5, 9, 5], [8, 7, 7]];

describe('patterns of scores', () => {
	const patterns = new Patterns();
	const numbers = UNITS.map((scores) =>
		scores.reduce((pattern, score) => patterns.with(pattern, score), NONE)
	);

	it('are the same whoever gave which score', () => {
		expect(numbers[0]).toBe(numbers[4]);
		expect(new Set(numbers).size).toBe(4);
		expect(patterns.scores[numbers[3]!]).toEqual([1, 5, 5, 9]);
	});

	it('add up to the sums of their units, and to the classes after them', () => {
		const row = new Float64Array(ROW + 3);
		for (const pattern of numbers) patterns.addTo(row, 3, pattern);
		const widest = UNITS.map((scores) => [...scores, null, null, null].slice(0, 4));
		const [wanted] = sums.ofCases(LAYOUT, sparse(widest));
		const found = row.subarray(3);
		wanted!.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 12));
		// Perfect, near-perfect, concordant, discordant; one score is in no class.
		expect([...found.subarray(LAYOUT.length)]).toEqual([1, 2, 0, 1]);
		expect(FIGURES.discordant.of(found)).toEqual({
			value: 1 / 4,
			units: 4,
			ratings: 12,
			pairs: 13
		});
	});

	it('are each in a class of whatever is told apart', () => {
		const sizes = patterns.classed(['one', 'more'], ({ length }) =>
			length === 0 ? undefined : length === 1 ? 'one' : 'more'
		);
		expect(sizes[NONE]).toBe(-1);
		expect(numbers.map((number) => sizes[number])).toEqual([1, 1, 0, 1, 1]);
	});
});
