import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as brennanPrediger from './brennan-prediger.ts';
import * as byCase from './by-case.ts';
import * as fleiss from './fleiss.ts';
import * as gwet from './gwet.ts';
import * as krippendorff from './krippendorff.ts';
import * as percent from './percent.ts';
import { report } from './report.ts';
import * as sums from './sums.ts';
import { sparse, type Table } from './table.ts';

/** Twelve cases and nine raters in two rounds, with what two independent implementations give for them. */
const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const expected = JSON.parse(fixture('by_case_12x9.json')) as {
	round1: Record<string, { value: number; cases: number; se: number; ci95: [number, number] }>;
	round2_minus_round1: Record<
		string,
		{ difference: number; cases: number; se: number; ci95: [number, number]; t: number }
	>;
};

/** The names of the vectors, as a report has them. */
const nameOf = (name: string) =>
	name === 'percent_exact'
		? 'percent_agreement_unweighted'
		: name.replace('percent_within', 'percent_agreement_within');

function read(round: 1 | 2): { table: Table; cases: string[] } {
	const rows = parse(fixture(`by_case_12x9_round${round}.csv`), { columns: true }) as Record<
		string,
		string
	>[];
	return {
		cases: rows.map((row) => row['case']!),
		table: rows.map((row) =>
			Array.from({ length: 9 }, (_, at) => row[`r${at + 1}`]!).map((value) =>
				value === '' ? null : Number(value)
			)
		)
	};
}

const LAYOUT = sums.layout();

/** The sums of each case of a table. */
function ofCases({ table, cases }: ReturnType<typeof read>): Map<string, sums.Sums> {
	const names = [...new Set(cases)];
	const caseOf = cases.map((name) => names.indexOf(name));
	const found = sums.ofCases(LAYOUT, sparse(table), caseOf, names.length);
	return new Map(names.map((name, at) => [name, found[at]!]));
}

const ALPHA = krippendorff.figure(LAYOUT, 'ordinal');
const EXACT = percent.figure('identity');
const of = (...table: (number | null)[][]) => sums.ofCases(LAYOUT, sparse(table))[0]!;

describe('intervals by case', () => {
	const first = read(1);
	const found = report(first.table, { cases: first.cases }).coefficients;

	it.each(Object.entries(expected.round1))(
		'of %s are those of two other programs',
		(name, wanted) => {
			const entry = found[nameOf(name)]!;
			expect(entry).toMatchObject({ cases: wanted.cases, interval: 'by case' });
			expect(entry.value).toBeCloseTo(wanted.value, 9);
			expect(entry.se).toBeCloseTo(wanted.se, 9);
			expect(entry.ci95?.[0]).toBeCloseTo(wanted.ci95[0], 8);
			expect(entry.ci95?.[1]).toBeCloseTo(wanted.ci95[1], 8);
		}
	);

	it('stand on every coefficient that has a value, beside the one over actions', () => {
		const defined = Object.entries(found).filter(([, { value }]) => value !== undefined);
		expect(defined.length).toBeGreaterThan(30);
		for (const [name, entry] of defined) {
			expect(entry.interval ?? entry.no_interval, name).toMatch(
				/^by case$|^Without one of the cases|needs two cases/
			);
		}
		expect(found['gwet_ac2_quadratic']!.over_actions!.se).toBeLessThan(
			found['gwet_ac2_quadratic']!.se!
		);
	});

	it('say why there is none for one case', () => {
		const one = byCase.interval([of([1, 2], [8, 9])], ALPHA);
		expect(one).toMatchObject({ cases: 1, noInterval: 'An interval by case needs two cases.' });
		expect(one).not.toHaveProperty('ci95');
	});

	it('say why there is none where every pair agrees', () => {
		const same = byCase.interval([of([7, 7]), of([2, 2])], EXACT);
		expect(same).toMatchObject({ value: 1, cases: 2 });
		expect(same.noInterval).toBe('At the end of the scale there is no interval.');
	});

	it('say why there is none where a case decides whether there is a coefficient', () => {
		const found = byCase.interval([of([9, 9]), of([2, 3])], ALPHA);
		expect(found).toHaveProperty('value');
		expect(found.noInterval).toMatch(/^Without one of the cases/);
	});

	it('count the cases in which raters can agree', () => {
		const alone = byCase.interval([of([9, 9]), of([2, 3]), of([4, null])], EXACT);
		expect(alone).toMatchObject({ cases: 2, units: 2 });
	});
});

describe('a difference by case', () => {
	const [before, after] = [ofCases(read(1)), ofCases(read(2))];
	const cases = [...before].map(([name, first]) => ({ first, second: after.get(name)! }));
	const figures = {
		krippendorff_alpha_nominal: krippendorff.figure(LAYOUT, 'nominal'),
		krippendorff_alpha_ordinal: ALPHA,
		krippendorff_alpha_interval: krippendorff.figure(LAYOUT, 'interval'),
		gwet_ac1: gwet.figure(LAYOUT, 'identity'),
		gwet_ac2_quadratic: gwet.figure(LAYOUT, 'quadratic'),
		fleiss_kappa_quadratic: fleiss.figure(LAYOUT, 'quadratic'),
		brennan_prediger_quadratic: brennanPrediger.figure(LAYOUT, 'quadratic'),
		percent_exact: EXACT,
		percent_within_1: percent.figure('within-1')
	};

	it.each(Object.entries(figures))('of %s is that of two other programs', (name, figure) => {
		const wanted = expected.round2_minus_round1[name]!;
		const found = byCase.difference(cases, figure);
		expect(found).toMatchObject({ cases: 12 });
		expect('value' in found && found.value).toBeCloseTo(wanted.difference, 9);
		expect('se' in found && found.se).toBeCloseTo(wanted.se, 9);
		expect('ci95' in found && found.ci95?.[0]).toBeCloseTo(wanted.ci95[0], 8);
		expect('ci95' in found && found.ci95?.[1]).toBeCloseTo(wanted.ci95[1], 8);
		expect(found.t).toBeCloseTo(wanted.t, 6);
	});

	it('of the same ratings is 0, and has no t', () => {
		const same = [...before.values()].map((first) => ({ first, second: first }));
		const found = byCase.difference(same, ALPHA);
		expect(found).toMatchObject({ value: 0, se: 0, ci95: [0, 0] });
		expect(found).not.toHaveProperty('t');
	});

	it('of slices without a case in common treats them as independent', () => {
		const all = [...before.values()];
		const none = sums.none(LAYOUT);
		const sides = all.map((one, at) =>
			at < 6 ? { first: one, second: none } : { first: none, second: one }
		);
		const found = byCase.difference(sides, EXACT);
		const [first, second] = [
			byCase.interval(all.slice(0, 6), EXACT),
			byCase.interval(all.slice(6), EXACT)
		];
		const seOf = (one: object) => (one as { se: number }).se;
		// Six cases of twelve on each side: the factor of the jackknife is that of twelve.
		const factor = (11 / 12) * (6 / 5);
		expect(seOf(found) ** 2).toBeCloseTo(factor * (seOf(first) ** 2 + seOf(second) ** 2), 4);
	});
});

describe('sums', () => {
	const rating = fc.option(fc.integer({ min: 1, max: 9 }), { freq: 4 });
	const rows = fc.integer({ min: 1, max: 5 }).chain((raters) =>
		fc.array(fc.array(rating, { minLength: raters, maxLength: raters }), {
			minLength: 1,
			maxLength: 14
		})
	);

	it('give every coefficient the value that the table itself gives', () => {
		fc.assert(
			fc.property(rows, fc.integer({ min: 2, max: 4 }), (table, of) => {
				const cases = table.map((_, unit) => unit % of);
				const [alone, nested] = [report(table), report(table, { cases })].map(
					({ coefficients }) => coefficients
				);
				for (const [name, { value, undefined: reason }] of Object.entries(alone!)) {
					expect(nested![name]!.undefined, name).toBe(reason);
					if (value !== undefined) expect(nested![name]!.value, name).toBe(value);
				}
			}),
			{ numRuns: 200 }
		);
	});

	it('give what the tally gives, coefficient by coefficient', () => {
		fc.assert(
			fc.property(rows, (table) => {
				const given = sums.layout(undefined, table[0]!.length);
				const whole = sums.ofCases(given, sparse(table))[0]!;
				const found = krippendorff.figure(given, 'ordinal').of(whole);
				const wanted = krippendorff.alpha(table, 'ordinal');
				if ('value' in wanted)
					expect('value' in found && found.value).toBeCloseTo(wanted.value, 10);
				else expect(found).toEqual(wanted);
			}),
			{ numRuns: 200 }
		);
	});

	it('of nothing have no coefficient, and say so', () => {
		expect(ALPHA.of(sums.none(LAYOUT))).toMatchObject({ undefined: 'No unit has two ratings.' });
	});
});
