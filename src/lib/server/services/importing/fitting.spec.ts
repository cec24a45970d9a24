import { describe, expect, it } from 'vitest';
import { mappingSchema, type Mapping } from '#lib/domain/mapping.ts';
import type { LookedTable } from '#lib/formats/mapping/index.ts';
import { fitted, reach } from './fitting.ts';

const table = (file: string, columns: string[], more: Partial<LookedTable> = {}): LookedTable => ({
	...{ file, sheet: null, header: 1, rows: 3, ...more },
	columns: columns.map((name) => ({
		...{ name, samples: [], filled: 3, distinct: 3, runs: 3, sameIn: [], length: 30, looks: 'text' }
	}))
});

/** A mapping whose tables read these columns. */
const reads = (...tables: { file?: string; sheet?: string; columns: string[] }[]): Mapping =>
	mappingSchema.parse({
		...{ mapping: 1, name: 'Monthly', purpose: 'cases' },
		tables: tables.map(({ columns: [first, ...rest], ...place }) => ({
			...place,
			case: { case: { column: first } },
			keep: { case: rest, action: [] }
		}))
	});

const places = (mapping: Mapping | null) =>
	mapping?.tables.map(({ file, sheet, header }) => ({ file, sheet, header }));

describe('fitted', () => {
	it('finds a table again by its columns, whatever its file is called now', () => {
		const mapping = reads({ file: 'export-2026-10.xlsx', sheet: 'Fälle', columns: ['Fall'] });
		const now = table('export-2026-11.xlsx', ['Nr', 'Fall'], { sheet: 'Fälle', header: 3 });
		expect(places(fitted(mapping, [table('x.csv', ['Nr']), now]))).toEqual([
			{ file: 'export-2026-11.xlsx', sheet: 'Fälle', header: 3 }
		]);
	});

	it('takes names of columns for the same as applying the mapping does', () => {
		const now = table('a.csv', ['fall_nr', 'Fach']);
		expect(places(fitted(reads({ columns: ['Fall-Nr'] }), [now]))).toMatchObject([
			{ file: 'a.csv' }
		]);
	});

	it('takes the table of the same file and sheet where several have the columns', () => {
		const tables = ['Alt', 'Neu'].map((sheet) => table('a.xlsx', ['Fall'], { sheet }));
		const mapping = reads({ file: 'a.xlsx', sheet: 'Neu', columns: ['Fall'] });
		expect(places(fitted(mapping, tables))).toMatchObject([{ sheet: 'Neu' }]);
	});

	it('gives each of its tables one of their own', () => {
		const mapping = reads({ columns: ['Fall'] }, { columns: ['Fall', 'Aktion'] });
		const one = table('a.csv', ['Fall', 'Aktion']);
		const other = table('b.csv', ['Fall']);
		expect(fitted(mapping, [one])).toBeNull();
		expect(places(fitted(mapping, [other, one]))).toMatchObject([
			{ file: 'b.csv' },
			{ file: 'a.csv' }
		]);
	});

	it('does not fit where a column that it reads is missing', () => {
		expect(fitted(reads({ columns: ['Fall', 'Fach'] }), [table('a.csv', ['Fall'])])).toBeNull();
	});
});

describe('reach', () => {
	it('counts the columns that are read', () => {
		expect(reach(reads({ columns: ['Fall', 'Fach'] }, { columns: ['Fall'] }))).toBe(3);
	});
});
