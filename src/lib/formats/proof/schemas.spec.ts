/** That every record of every file of a release satisfies the schema that the release carries for it. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { verifyRelease } from '../verify.ts';
import { documentOf, linesOf, TABLES, textOf } from './reading.ts';
import { richRelease } from './rich.ts';

const files = richRelease();
const paths = [...files.keys()];
const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
addFormats.default(ajv);

type Schema = {
	$id: string;
	title: string;
	properties: Record<string, { description?: string; $ref?: string }>;
};

const nameOf = (path: string) => path.replace(/^schema\/|\.json$/g, '');
const schemas = new Map(
	paths
		.filter((path) => path.startsWith('schema/'))
		.map((path) => [nameOf(path), documentOf(files, path) as Schema])
);

function expectAll(name: string, records: readonly unknown[]): void {
	const validate = ajv.getSchema(schemas.get(name)!.$id) ?? ajv.compile(schemas.get(name)!);
	expect(records.length).toBeGreaterThan(0);
	for (const record of records) {
		expect(validate(record) ? [] : validate.errors, JSON.stringify(record).slice(0, 200)).toEqual(
			[]
		);
	}
}

const within = (folder: string) => paths.filter((path) => path.startsWith(folder));

it.each(TABLES)('tables/%s.jsonl', (table) => {
	expectAll(table, linesOf(files, table));
});

it('the kit', () => {
	const lines = textOf(files, 'kit/dataset/items.jsonl').trimEnd().split('\n');
	expectAll(
		'item',
		lines.map((line) => JSON.parse(line) as unknown)
	);
	for (const [name, folder] of [
		['rubric', 'kit/dataset/rubrics/'],
		['perturbation', 'kit/dataset/perturbations/']
	] as const) {
		expectAll(
			name,
			within(folder).map((path) => documentOf(files, path))
		);
	}
	expectAll(
		'guidance',
		within('kit/guidance/').map((path) => parseYaml(textOf(files, path)) as unknown)
	);
});

it('manifest.json, agreement.json and the dictionary', () => {
	expectAll('manifest', [documentOf(files, 'manifest.json')]);
	expectAll('agreement', [documentOf(files, 'agreement.json')]);
	const { data } = Papa.parse<Record<string, string>>(
		textOf(files, 'data-dictionary.csv').trimEnd(),
		{
			header: true
		}
	);
	expectAll(
		'dictionary',
		data.map(({ list, may_be_empty, values, ...row }) => ({
			...row,
			list: list === 'true',
			may_be_empty: may_be_empty === 'true',
			values: values === '' ? null : values
		}))
	);
});

it('no file that holds records is left out', () => {
	const checked = /^(tables\/|kit\/|schema\/|manifest\.|agreement\.json|data-dictionary\.csv)/;
	expect(paths.filter((path) => !checked.test(path))).toEqual(['README.md', 'croissant.json']);
});

describe.each([...schemas])('schema/%s.json', (name, schema) => {
	it('has an id that says its version as the manifest does, and a title', () => {
		const { formats } = documentOf(files, 'manifest.json') as { formats: Record<string, string> };
		expect(schema.$id).toBe(`urn:primum:schema:${name}:${formats[name]}`);
		expect(schema.title).not.toBe('');
	});

	it.skipIf(name === 'manifest')('says of every field what it is', () => {
		const silent = Object.entries(schema.properties).filter(
			([field, { description, $ref }]) =>
				!/^(format|formatVersion|metadata)$/.test(field) && !description && !$ref
		);
		expect(silent.map(([field]) => field)).toEqual(name === 'rubric' ? ['case'] : []);
	});
});

it('refuses "" where nobody said anything', () => {
	const [first] = linesOf(files, 'ratings');
	const validate = ajv.getSchema(schemas.get('ratings')!.$id)!;
	expect(validate({ ...first, comment: null })).toBe(true);
	expect(validate({ ...first, comment: '' })).toBe(false);
	for (const table of TABLES) {
		for (const row of linesOf(files, table)) expect(Object.values(row)).not.toContain('');
	}
});

it('is a release without a fault to Primum too', () => {
	expect(verifyRelease(files).problems).toEqual([]);
});
