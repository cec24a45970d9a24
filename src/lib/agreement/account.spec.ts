import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { account, type Rated } from './account.ts';
import { sparse } from './table.ts';

const fixture = (name: string) => readFileSync(join(import.meta.dirname, 'fixtures', name), 'utf8');
const NAMES = Array.from({ length: 9 }, (_, at) => `r${at + 1}`);

function read(round: 1 | 2): Rated {
	const text = fixture(`by_case_12x9_round${round}.csv`);
	const rows = parse(text, { columns: true }) as Record<string, string>[];
	const table = rows.map((row) =>
		NAMES.map((name) => (row[name] === '' ? null : Number(row[name])))
	);
	return { table: sparse(table), names: NAMES, cases: rows.map((row) => row['case']!) };
}

const [first, later] = [read(1), read(2)];
const of = (...rows: (number | null)[][]): Rated => ({
	...{ table: sparse(rows), names: ['a', 'b', 'c'] },
	cases: rows.map((_, at) => (at < 2 ? 'one' : 'two'))
});

describe('an account', () => {
	const found = account(first, {
		...{ change: { first, later }, slices: first.cases!.map(String) },
		resampling: { replicates: 50, seed: 7 }
	});

	it('has the differences of two other programs', () => {
		const wanted = JSON.parse(fixture('by_case_12x9.json')).round2_minus_round1 as Record<
			string,
			{ difference: number; se: number; ci95: [number, number]; t: number }
		>;
		for (const [name, { difference, se, ci95, t }] of Object.entries(wanted)) {
			const key = name
				.replace('percent_exact', 'percent_agreement_unweighted')
				.replace('percent_within', 'percent_agreement_within');
			const one = found.differences![key]!;
			expect(one, name).toMatchObject({ interval: 'by case', cases: 12 });
			expect(one).not.toHaveProperty('over_actions');
			expect(one.value).toBeCloseTo(difference, 9);
			expect(one.se).toBeCloseTo(se, 9);
			expect(one.ci95![0]).toBeCloseTo(ci95[0], 8);
			expect(one.ci95![1]).toBeCloseTo(ci95[1], 8);
			expect(one.t).toBeCloseTo(t, 6);
		}
	});

	it('has the parts of the variance of lme4, and what follows from them', () => {
		const wanted = JSON.parse(fixture('variance_by_case_12x9.json')) as {
			dependability: Record<string, number>;
		};
		if (!('parts' in found.variance)) throw new Error(found.variance.undefined);
		for (const [raters, value] of Object.entries(wanted.dependability)) {
			expect(found.variance.dependability[Number(raters)]).toBeCloseTo(value, 3);
		}
		// 0.8167 with one rater and 0.8991 with two: 0.9 needs three.
		expect(found.variance.raters_needed).toMatchObject({ '0.80': 1, '0.90': 3 });
	});

	it('says how alpha was resampled over actions', () => {
		const alpha = found.coefficients['krippendorff_alpha_ordinal']!;
		expect(alpha.interval).toBe('by case');
		expect(alpha.over_actions!.bootstrap).toEqual({ replicates: 50, seed: 7, usable: 50 });
		expect(found.coefficients['gwet_ac1']!.over_actions).not.toHaveProperty('bootstrap');
	});

	it('has a slice for each case, over actions', () => {
		expect(found.slices).toHaveLength(12);
		const [one] = found.slices!;
		expect(one).toMatchObject({ name: 'Case001', discordant: { units: 14, count: 8 } });
		expect(one!.coefficients['krippendorff_alpha_ordinal']).toMatchObject({
			...{ interval: 'over actions', units: 14, bootstrap: { replicates: 50 } }
		});
	});

	it('survives JSON unchanged', () => {
		expect(JSON.parse(JSON.stringify(found))).toEqual(found);
		expect(JSON.stringify(found)).not.toContain('null');
	});
});

describe('shares in an account', () => {
	const rated = of([7, 7, 7], [7, 8, 8], [2, 9, null], [5, null, null]);

	it('count units, ratings and pairs of what they class', () => {
		const { shares } = account(rated);
		expect(shares!['perfect_or_near_perfect']).toMatchObject({
			...{ count: 2, units: 3, ratings: 8, pairs: 7, cases: 2 }
		});
		// A verdict needs one rating only: 7 7 7 and 7 8 8 of four.
		expect(shares!['rand_ucla_appropriate']).toMatchObject({
			...{ value: 0.5, count: 2, units: 4, ratings: 9 }
		});
	});

	it('go by the rule of the panel', () => {
		expect(account(rated).shares!['rand_ucla_disagreement']).toMatchObject({ count: 1 });
		const eight = account(rated, { rule: { panel: 8 } });
		expect(eight.shares!['rand_ucla_disagreement']).toMatchObject({ count: 0 });
	});

	it('are of the scale of nine points only', () => {
		const five = account(of([1, 2, 2], [5, 5, 4]), { categories: [1, 2, 3, 4, 5] });
		expect(five).not.toHaveProperty('shares');
	});
});

it('says where almost all ratings are the same', () => {
	const rows = Array.from({ length: 40 }, (_, at) => [9, 9, at === 0 ? 8 : 9]);
	expect(account(of(...rows)).near_unanimity).toMatchObject({ category: 9 });
	expect(account(first)).not.toHaveProperty('near_unanimity');
});

it('names raters, and says nothing of a severity where nothing is shared', () => {
	const { rater_profiles: profiles, rater_pairs: pairs } = account(of([3, 4, null], [5, 6, null]));
	expect(profiles.map(({ rater, severity }) => [rater, severity])).toEqual([
		['a', -1],
		['b', 1],
		['c', undefined]
	]);
	expect(pairs.map(({ first: one, second }) => one + second)).toEqual(['ab']);
});
