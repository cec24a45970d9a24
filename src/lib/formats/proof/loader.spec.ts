/** The card as a loader of data sets sees it: which files are whose, and whether one builder reads them all. */
import Papa from 'papaparse';
import { parquetMetadata, parquetSchema } from 'hyparquet';
import { expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { headerOf as cardHeader } from '../card-header.ts';
import { outlineOf } from '../outline.ts';
import { textOf, wideOf, type Table } from './reading.ts';
import { OPTIONS, richRelease, richSnapshot } from './rich.ts';

const files = richRelease();
const card = textOf(files, 'README.md');

/** Endings of files, and the builder that a loader takes for them (the packaged modules of `datasets`). */
const BUILDERS: Record<string, string> = {
	csv: 'csv',
	json: 'json',
	jsonl: 'json',
	parquet: 'parquet',
	txt: 'text'
};

type Config = {
	config_name: string;
	default?: boolean;
	data_files: { split: string; path: string }[];
};
type Header = {
	configs: Config[];
	license: string;
	language: string[];
	size_categories: string[];
	task_categories: string[];
	task_ids: string[];
	pretty_name: string;
	tags: string[];
};

/** As the hub finds it: between the first line, which is three hyphens, and the next one that is. */
function headerOf(text: string): Header {
	const lines = text.split('\n');
	expect(lines[0]).toBe('---');
	const end = lines.indexOf('---', 1);
	return parseYaml(lines.slice(1, end).join('\n')) as Header;
}

const header = headerOf(card);

it('has one builder for all configurations', () => {
	const endings = header.configs.flatMap(({ data_files }) =>
		data_files.map(({ path }) => path.slice(path.lastIndexOf('.') + 1))
	);
	expect(new Set(endings.map((ending) => BUILDERS[ending]))).toEqual(new Set(['parquet']));
});

it('names each configuration once, one of them the default, and each split as a loader allows', () => {
	const names = header.configs.map(({ config_name }) => config_name);
	expect(names).toEqual(['ratings', 'final', 'actions', 'cases', 'matrix', 'stories']);
	expect(header.configs.filter((one) => one.default).map(({ config_name }) => config_name)).toEqual(
		['ratings']
	);
	for (const { data_files } of header.configs) {
		for (const { split } of data_files) expect(split).toMatch(/^\w+(\.\w+)*$/);
	}
});

it.each(header.configs)(
	'$config_name has files, and its columns are those of the dictionary',
	(config) => {
		const columns = config.data_files.map(({ path }) => {
			const bytes = files.get(path);
			if (bytes === undefined) throw new Error(`${path} is not in the release.`);
			const { children } = parquetSchema(parquetMetadata(bytes.slice().buffer));
			return children.map(({ element }) => element.name);
		});
		for (const other of columns) expect(other).toEqual(columns[0]);
		const { data } = Papa.parse<{ table: string; column: string }>(
			textOf(files, 'data-dictionary.csv').trimEnd(),
			{ header: true }
		);
		const raters = [...new Set(wideOf(files, 'ratings').map(({ rater }) => String(rater)))].sort();
		const explained = data
			.filter(({ table }) => table === config.config_name)
			.flatMap(({ column }) => (column.startsWith('(one column') ? raters : column));
		expect(columns[0]).toEqual(explained);
		expect(Object.keys(wideOf(files, config.config_name as Table)[0]!)).toEqual(explained);
	}
);

it('says what a hub lists a set by', () => {
	expect(header).toMatchObject({
		pretty_name: expect.stringContaining('release 3') as string,
		license: 'cc-by-4.0',
		language: ['en'],
		size_categories: ['n<1K'],
		task_categories: ['text-classification'],
		task_ids: ['text-scoring']
	});
});

it.each([
	[999, 'n<1K'],
	[1_000, '1K<n<10K'],
	[9_999, '1K<n<10K'],
	[10_000, '10K<n<100K']
])('puts %i records among %s', (count, size) => {
	const outline = outlineOf(richSnapshot());
	const made = cardHeader({ ...outline, counts: { ...outline.counts, ratings: count } });
	expect(parseYaml(made)).toMatchObject({ size_categories: [size] });
});

it('leaves the licence and the language open where nobody named them', () => {
	const made = richRelease({ options: { ...OPTIONS, license: null, language: null } });
	const { license, language } = headerOf(textOf(made, 'README.md'));
	expect(license).toBe('unknown');
	expect(language).toBeUndefined();
});

it('tells people what is in it', () => {
	for (const heading of [
		'What is in it',
		'The scale',
		'The final scores',
		'Agreement',
		'Changes since release 2',
		'The files',
		'How to load it',
		'How to verify it',
		'How to cite it',
		'Licence',
		'Limits'
	]) {
		expect(card).toContain(`\n## ${heading}\n`);
	}
	expect(card).toContain('- 1 action has another final score.');
	expect(card).toContain('2 cases are held out');
	expect(card).toMatch(/Krippendorff's alpha, ordinal \| -?\d\.\d\d \| /);
});
