import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { interval, sumOf } from './by-case.ts';
import * as krippendorff from './krippendorff.ts';
import * as percent from './percent.ts';
import * as totals from './totals.ts';

/** Twelve cases and nine raters, with what two independent implementations give for them. */
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const rows = parse(fixture('by_case_12x9_round1.csv'), { columns: true }) as Record<
	string,
	string
>[];
const expected = JSON.parse(fixture('by_case_12x9.json')).round1 as Record<
	string,
	{ value: number; cases: number; se: number; ci95: [number, number] }
>;

const scores = (row: Record<string, string>) =>
	Array.from({ length: 9 }, (_, at) => row[`r${at + 1}`]).map((value) =>
		value === '' ? null : Number(value)
	);
const table = rows.map(scores);
const cases = [...Map.groupBy(rows, ({ case: id }) => id).values()].map((theirs) =>
	totals.of(theirs.map(scores))
);

describe('intervals by case', () => {
	it.each([
		['krippendorff_alpha_ordinal', totals.alpha, 'chance-corrected'],
		['percent_exact', (sums: totals.Totals) => totals.percent(sums, 'exact'), 'percent'],
		['percent_within_1', (sums: totals.Totals) => totals.percent(sums, 'withinOne'), 'percent']
	] as const)('of %s are those of two other programs', (name, coefficient, scale) => {
		const found = interval(cases, coefficient, scale);
		const { value, se, ci95 } = expected[name]!;
		expect(found).toMatchObject({ cases: 12 });
		expect('value' in found && found.value).toBeCloseTo(value, 9);
		expect('se' in found && found.se).toBeCloseTo(se, 9);
		expect('ci95' in found && found.ci95?.[0]).toBeCloseTo(ci95[0], 8);
		expect('ci95' in found && found.ci95?.[1]).toBeCloseTo(ci95[1], 8);
	});

	it('say why there is none for one case', () => {
		const found = interval(cases.slice(0, 1), totals.alpha, 'chance-corrected');
		expect(found).toMatchObject({ cases: 1, noInterval: 'An interval by case needs two cases.' });
		expect(found).not.toHaveProperty('ci95');
	});

	it('say why there is none where every pair agrees', () => {
		const same = [totals.of([[7, 7]]), totals.of([[2, 2]])];
		const found = interval(same, (sums) => totals.percent(sums, 'exact'), 'percent');
		expect(found).toMatchObject({ value: 1, cases: 2 });
		expect(found).toHaveProperty('noInterval');
	});

	it('say why there is none where a case decides whether there is a coefficient', () => {
		const found = interval(
			[totals.of([[9, 9]]), totals.of([[2, 3]])],
			totals.alpha,
			'chance-corrected'
		);
		expect(found).toHaveProperty('value');
		expect(found).toHaveProperty('noInterval');
	});
});

describe('sums', () => {
	it('of the cases give what the whole table gives', () => {
		const sum = sumOf(cases);
		const whole = krippendorff.alpha(table, 'ordinal');
		const found = totals.alpha(sum);
		expect('value' in found && found.value).toBeCloseTo('value' in whole ? whole.value : NaN, 12);
		expect(found).toMatchObject({
			units: whole.units,
			ratings: whole.ratings,
			pairs: whole.pairs
		});
		const within = percent.withinOne(table);
		const share = totals.percent(sum, 'withinOne');
		expect('value' in share && share.value).toBeCloseTo('value' in within ? within.value : NaN, 12);
	});

	it('of nothing have no coefficient, and say so', () => {
		expect(totals.alpha(totals.none())).toMatchObject({ undefined: 'No unit has two ratings.' });
	});
});
