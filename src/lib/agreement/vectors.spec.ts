import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as conger from './conger.ts';
import * as fleiss from './fleiss.ts';
import { complete, observed } from './table.ts';
import { report } from './report.ts';
import type { Entry } from './report.ts';

type Value = { value: number; se?: number; ci95?: [number, number] };
type Published = {
	dataset: string;
	coefficient: string;
	published: string;
	published_se?: string;
	source: string;
};
type Expected = {
	tolerance: number;
	datasets: Record<string, Record<string, Value>>;
	published: Published[];
};

const read = (file: string) => readFileSync(new URL(`./fixtures/${file}`, import.meta.url), 'utf8');

/** Parses a CSV of numbers with a header and a first column of names; empty is missing. */
const load = (name: string) =>
	read(`${name}.csv`)
		.trim()
		.split(/\r?\n/)
		.slice(1)
		.map((line) =>
			line
				.split(',')
				.slice(1)
				.map((cell) => (cell === '' ? null : Number(cell)))
		);

const expected: Expected = JSON.parse(read('expected.json'));
const FIXED = '__cats1to9';

/**
 * The coefficients of a data set with its observed categories, and with 1 to 9 under the suffix.
 */
function computed(name: string): Record<string, Entry> {
	const table = load(name);
	const own = report(table, { categories: observed(table) }).coefficients;
	if (name !== 'synthetic_200x3') return own;
	const fixed = Object.entries(report(table).coefficients).map(([key, entry]) => [
		key + FIXED,
		entry
	]);
	return { ...own, ...Object.fromEntries(fixed) };
}

/** The numbers of an expected entry and what was found for them. */
function numbers(wanted: Value, found: Entry | undefined): [string, number, number | undefined][] {
	const list: [string, number, number | undefined][] = [['value', wanted.value, found?.value]];
	if (wanted.se !== undefined) list.push(['se', wanted.se, found?.se]);
	wanted.ci95?.forEach((end, at) => list.push([`ci95[${at}]`, end, found?.ci95?.[at]]));
	return list;
}

describe('values computed by public implementations', () => {
	for (const [name, coefficients] of Object.entries(expected.datasets)) {
		// Computed within each test: what runs while the file loads is checked by none in particular.
		it.each(Object.entries(coefficients))(`${name}: %s`, (key, wanted) => {
			for (const [part, value, got] of numbers(wanted, computed(name)[key])) {
				expect(got, `${part} of ${key}, expected ${value}`).toBeTypeOf('number');
				expect(Math.abs(got! - value), `${part} ${got}, expected ${value}`).toBeLessThanOrEqual(
					expected.tolerance
				);
			}
		});
	}

	it('are 229, of 675 numbers', () => {
		const all = Object.values(expected.datasets).flatMap((one) => Object.values(one));
		expect(all).toHaveLength(229);
		expect(all.flatMap((wanted) => numbers(wanted, undefined))).toHaveLength(675);
	});
});

describe('published values', () => {
	const listwise: Record<string, typeof fleiss.kappa> = {
		fleiss_kappa_listwise: fleiss.kappa,
		conger_kappa_listwise: conger.kappa
	};

	/** Equal to the published number in every digit it was printed with. */
	const agree = (got: number | undefined, printed: string) => {
		const digits = /^[\d.]+/.exec(printed)![0];
		expect(got?.toFixed(digits.split('.')[1]!.length)).toBe(digits);
	};

	it.each(expected.published)('$dataset: $coefficient $published', (entry) => {
		const table = load(entry.dataset);
		const kappa = listwise[entry.coefficient];
		const found: Entry | undefined =
			kappa === undefined
				? computed(entry.dataset)[entry.coefficient]
				: kappa(complete(table), 'identity', observed(table));
		agree(found?.value, entry.published);
		const later = /computes ([\d.]+)/.exec(entry.published_se ?? '')?.[1];
		if (entry.published_se) agree(found?.se, later ?? entry.published_se);
	});

	it('are twenty', () => {
		expect(expected.published).toHaveLength(20);
	});
});

const given = new URL('../../../../shared/agreement-vectors/vectors.json', import.meta.url);
type Given = {
	tolerance: number;
	datasets: Record<string, { coefficients: Record<string, Value> }>;
	published: Published[];
};

it.skipIf(!existsSync(given))(
	'the fixtures repeat the values in shared/ (skipped where it is not here)',
	() => {
		const source: Given = JSON.parse(readFileSync(given, 'utf8'));
		// Where there is no standard error the source says null, and the fixture nothing.
		const numbersOf = (coefficients: Record<string, Value>) =>
			Object.entries(coefficients).map(([key, { value, se, ci95 }]) => [
				key,
				value,
				se ?? null,
				ci95 ?? null
			]);
		for (const [name, { coefficients }] of Object.entries(source.datasets))
			expect(numbersOf(expected.datasets[name] ?? {}), name).toEqual(numbersOf(coefficients));
		expect(expected.tolerance).toBe(source.tolerance);
		expect(expected.published.map(({ published }) => published)).toEqual(
			source.published.map(({ published }) => published)
		);
	}
);
