import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { seeded } from './random.ts';
import { sparse } from './table.ts';
import { dependability, parts, ratersNeeded } from './variance.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const rows = parse(fixture('by_case_12x9_round1.csv'), { columns: true }) as Record<
	string,
	string
>[];
const expected = JSON.parse(fixture('variance_by_case_12x9.json')) as {
	tolerance: number;
	variance: Record<string, number>;
	intercept: number;
	dependability: Record<string, number>;
};
const names = [...new Set(rows.map((row) => row['case']))];
const table = sparse(
	rows.map((row) =>
		Array.from({ length: 9 }, (_, at) => row[`r${at + 1}`]).map((value) =>
			value === '' ? null : Number(value)
		)
	)
);
const caseOf = rows.map((row) => names.indexOf(row['case']));

/** A normal number by the method of Box and Muller. */
function normal(random: () => number): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

describe('parts of the variance', () => {
	const found = parts(table, caseOf);
	if (!('parts' in found)) throw new Error(found.undefined);

	it('are those of lme4', () => {
		const { variance, tolerance, intercept } = expected;
		const wanted = {
			case: variance['case'],
			action: variance['case:action'],
			rater: variance['rater'],
			raterInCase: variance['rater:case'],
			rest: variance['residual']
		};
		for (const [name, value] of Object.entries(wanted)) {
			const part = found.parts[name as keyof typeof wanted];
			expect(Math.abs(part - value!), `${name} ${part}, expected ${value}`).toBeLessThan(tolerance);
		}
		expect(Math.abs(found.mean - intercept)).toBeLessThan(tolerance);
		expect(found).toMatchObject({ cases: 12, raters: 9, ratings: 851, units: 296 });
	});

	it('say how far the mean of some raters can be depended on', () => {
		for (const [raters, value] of Object.entries(expected.dependability)) {
			expect(Math.abs(dependability(found.parts, Number(raters)) - value)).toBeLessThan(
				expected.tolerance
			);
		}
	});

	it('say how many raters a wanted dependability needs', () => {
		expect(ratersNeeded(found.parts, 0.8)).toBe(1);
		expect(ratersNeeded(found.parts, 0.95)).toBe(5);
		const half = { case: 0, action: 1, rater: 0, raterInCase: 0, rest: 1 };
		// k / (k + 1) is 0.9 for nine raters, to the number.
		expect(ratersNeeded(half, 0.9)).toBe(9);
		expect(ratersNeeded({ ...half, action: 0 }, 0.5)).toBeUndefined();
	});

	it('find what ratings were made from', () => {
		const random = seeded(3);
		const [cases, actions, people] = [150, 12, 20];
		const severity = Array.from({ length: people }, () => 0.6 * normal(random));
		const made: (number | null)[][] = [];
		const of: number[] = [];
		for (let item = 0; item < cases; item += 1) {
			const [ofCase, panel] = [normal(random), [0, 1, 2].map((at) => (item * 3 + at * 7) % people)];
			const seen = panel.map(() => 0.5 * normal(random));
			for (let action = 0; action < actions; action += 1) {
				const ofAction = 1.5 * normal(random);
				const row = Array<number | null>(people).fill(null);
				panel.forEach((rater, at) => {
					row[rater] = 5 + ofCase + ofAction + severity[rater]! + seen[at]! + 0.8 * normal(random);
				});
				made.push(row);
				of.push(item);
			}
		}
		const again = parts(sparse(made), of);
		if (!('parts' in again)) throw new Error(again.undefined);
		const { case: ofCase, action, rater, raterInCase, rest } = again.parts;
		expect(ofCase).toBeCloseTo(1, 0);
		expect(action).toBeCloseTo(2.25, 0);
		expect(Math.abs(raterInCase - 0.25)).toBeLessThan(0.06);
		expect(Math.abs(rest - 0.64)).toBeLessThan(0.05);
		expect(rater).toBeGreaterThan(0.15);
		expect(rater).toBeLessThan(0.8);
	});

	it('may be 0, where raters do not differ', () => {
		const random = seeded(5);
		const made = Array.from({ length: 200 }, () => {
			const ofAction = 2 * normal(random);
			return [0, 1, 2].map(() => ofAction + normal(random));
		});
		const again = parts(
			sparse(made),
			made.map((_, at) => at % 20)
		);
		if (!('parts' in again)) throw new Error(again.undefined);
		expect(again.parts.rater).toBeLessThan(0.02);
		expect(again.parts.raterInCase).toBeLessThan(0.05);
	});

	it('say why there are none', () => {
		expect(parts(sparse([[1, 2]]), [0])).toHaveProperty('undefined');
		expect(
			parts(
				sparse([
					[1, null],
					[null, 2],
					[3, null]
				]),
				[0, 1, 1]
			)
		).toMatchObject({
			undefined: 'No action has two ratings, so raters cannot be told from actions.'
		});
		expect(() => parts(sparse([[1, 2]]), [])).toThrow('0 cases for 1 units');
	});
});
