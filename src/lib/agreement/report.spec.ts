import fc from 'fast-check';
import { expect, it } from 'vitest';
import { report } from './report.ts';
import { sparse } from './table.ts';

const table = [
	[1, 2, null],
	[5, 5, 6],
	[null, null, null],
	[9, 8, 9]
];

it('states what it rests on and the fixed scale', () => {
	const found = report(table);
	expect(found).toMatchObject({ units: 4, raters: 3, ratings: 8 });
	expect(found.categories).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
	expect(Object.keys(found.coefficients)).toHaveLength(4 + 1 + 6 * 4 + 6 + 1 + 2 + 3 * 3);
});

it('says the same of a table without its holes, by how each rater rated', () => {
	const named = ['ada', 'bo', 'cy'];
	expect(report(sparse(table), { names: named })).toEqual(report(table, { names: named }));
	const { coefficients } = report(sparse(table), { names: named });
	// Ada and Bo agree on one of the three actions that both rated.
	expect(coefficients['icc_2_1_listwise']).toHaveProperty('value');
	expect(coefficients['cohen_kappa_unweighted_ada_bo']!.value).toBeCloseTo(2 / 8, 12);
});

it('names pairs by their raters, up to ten of them', () => {
	expect(report(table).coefficients).toHaveProperty('cohen_kappa_linear_r2_r3');
	const named = report(table, { names: ['ada', 'bo', 'cy'] }).coefficients;
	expect(named).toHaveProperty('cohen_kappa_unweighted_ada_cy');
	const wide = [Array<number>(11).fill(3), Array<number>(11).fill(4)];
	expect(Object.keys(report(wide).coefficients).filter((name) => name.startsWith('cohen'))).toEqual(
		[]
	);
	const ten = [Array<number>(10).fill(3), Array<number>(10).fill(4)];
	const pairs = Object.keys(report(ten).coefficients).filter((name) => name.startsWith('cohen'));
	expect(pairs).toHaveLength(3 * 45);
	expect(() => report(table, { names: ['ada'] })).toThrow('1 names for 3 raters');
});

it('answers every table with a finite value or a sentence, and survives JSON unchanged', () => {
	const rating = fc.option(fc.constantFrom(1, 2, 5, 9), { freq: 3 });
	const rows = fc
		.integer({ min: 0, max: 4 })
		.chain((raters) =>
			fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), { maxLength: 6 })
		);
	fc.assert(
		fc.property(rows, (rows) => {
			const found = report(rows);
			expect(JSON.parse(JSON.stringify(found))).toEqual(found);
			for (const [name, entry] of Object.entries(found.coefficients)) {
				const numbers = [entry.value, entry.se, ...(entry.ci95 ?? [])].filter(
					(x) => x !== undefined
				);
				expect(numbers.every(Number.isFinite), name).toBe(true);
				expect(entry.value === undefined, name).toBe(typeof entry.undefined === 'string');
				if (entry.undefined) expect(entry.undefined).toMatch(/^[A-Z].*\.$/);
			}
		}),
		{ numRuns: 300 }
	);
});
