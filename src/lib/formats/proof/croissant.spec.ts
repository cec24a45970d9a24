/** The Croissant of a release against what Croissant 1.0 prescribes, read by another implementation of JSON-LD. */
import { parquetMetadata, parquetSchema } from 'hyparquet';
import jsonld from 'jsonld';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '../files.ts';
import { documentOf, linesOf } from './reading.ts';
import { OPTIONS, richRelease } from './rich.ts';

const CR = 'http://mlcommons.org/croissant/';
const SCHEMA = 'https://schema.org/';
const BASE = 'https://example.org/release/';

/** The terms of the context in appendix 1 of the specification, and what each stands for. */
const PUBLISHED = {
	'@language': 'en',
	'@vocab': SCHEMA,
	...Object.fromEntries(
		[
			...[
				'citeAs',
				'column',
				'examples',
				'extract',
				'field',
				'fileProperty',
				'fileObject',
				'fileSet'
			],
			...['format', 'includes', 'isLiveDataset', 'jsonPath', 'key', 'md5', 'parentField', 'path'],
			...['recordSet', 'references', 'regex', 'repeated', 'replace', 'separator', 'source'],
			...['subField', 'transform']
		].map((term) => [term, `cr:${term}`])
	),
	conformsTo: 'dct:conformsTo',
	cr: CR,
	rai: 'http://mlcommons.org/croissant/RAI/',
	data: { '@id': 'cr:data', '@type': '@json' },
	dataType: { '@id': 'cr:dataType', '@type': '@vocab' },
	dct: 'http://purl.org/dc/terms/',
	examples: { '@id': 'cr:examples', '@type': '@json' },
	sc: SCHEMA
};

type Node = { '@id'?: string; '@type'?: string[]; '@value'?: unknown } & Record<string, unknown>;

const files = richRelease();
const document = documentOf(files, 'croissant.json') as Record<string, unknown>;

/** Every term by its address; a term without one, or a reference to nowhere, is an error and not passed over. */
async function expanded(value: Record<string, unknown>): Promise<Node> {
	const options = {
		...{ base: BASE, safe: true },
		documentLoader: (url: string) => Promise.reject(new Error(`Nothing is fetched here: ${url}`))
	};
	const found: unknown = await jsonld.expand(
		{ ...value, '@context': PUBLISHED } as never,
		options as never
	);
	return (found as Node[])[0]!;
}

const all = (node: Node, term: string) => (node[term] ?? []) as Node[];
const value = (node: Node, term: string) => all(node, term)[0]?.['@value'];

let set: Node;
beforeAll(async () => {
	set = await expanded(document);
});

it('has the published context', () => {
	expect(document['@context']).toEqual(PUBLISHED);
});

it('would not pass over a term that nothing stands for', async () => {
	await expect(expanded({ ...document, 'what:ever': 1, '@whatever': 2 })).rejects.toThrow();
});

it('is a data set with everything that is required and recommended', () => {
	expect(set['@type']).toEqual([`${SCHEMA}Dataset`]);
	expect(value(set, 'http://purl.org/dc/terms/conformsTo')).toBe(
		'http://mlcommons.org/croissant/1.0'
	);
	for (const term of ['name', 'description', 'url', 'datePublished', 'version', 'dateCreated']) {
		expect(value(set, SCHEMA + term), term).toBeTypeOf('string');
	}
	expect(value(set, `${SCHEMA}license`)).toBe('https://spdx.org/licenses/CC-BY-4.0.html');
	expect(value(set, `${SCHEMA}version`)).toMatch(/^\d+\.\d+\.\d+$/);
	expect(Date.parse(String(value(set, `${SCHEMA}datePublished`)))).not.toBeNaN();
	expect(all(set, `${SCHEMA}creator`)).toHaveLength(1);
	expect(all(set, `${SCHEMA}publisher`)).toHaveLength(1);
	expect(all(set, `${SCHEMA}keywords`).length).toBeGreaterThan(1);
	expect(value(set, `${SCHEMA}inLanguage`)).toBe('en');
	expect(value(set, `${CR}isLiveDataset`)).toBe(false);
	expect(value(set, `${CR}citeAs`)).toMatch(/^@misc\{chest-pain-release-3,/);
});

it('says that nobody named a licence', async () => {
	const other = richRelease({ options: { ...OPTIONS, license: null } });
	const open = await expanded(documentOf(other, 'croissant.json') as Record<string, unknown>);
	const [license] = all(open, `${SCHEMA}license`);
	expect(license!['@type']).toEqual([`${SCHEMA}CreativeWork`]);
	expect(value(license!, `${SCHEMA}name`)).toContain('Not stated');
});

it('says how the data came about in properties that the RAI vocabulary has, and nothing of who the raters are', () => {
	const RAI = 'http://mlcommons.org/croissant/RAI/';
	const said = Object.keys(set).filter((term) => term.startsWith(RAI));
	expect(said.map((term) => term.slice(RAI.length)).sort()).toEqual([
		...['annotationsPerItem', 'dataAnnotationAnalysis', 'dataAnnotationPlatform'],
		...[
			'dataAnnotationProtocol',
			'dataCollection',
			'dataCollectionMissingData',
			'dataCollectionType'
		],
		...[
			'dataLimitations',
			'dataReleaseMaintenancePlan',
			'dataUseCases',
			'personalSensitiveInformation'
		]
	]);
});

it('describes every file but those that came after it, each with its hash and a relative address', () => {
	const distribution = all(set, `${SCHEMA}distribution`);
	const paths = distribution.map((file) => String(value(file, `${SCHEMA}name`)));
	const others = ['croissant.json', 'manifest.json', 'manifest.sha256'];
	expect([...paths].sort()).toEqual(
		[...files.keys()].filter((path) => !others.includes(path)).sort()
	);
	for (const [at, file] of distribution.entries()) {
		const bytes = files.get(paths[at]!)!;
		expect(file['@type']).toEqual([`${CR}FileObject`]);
		expect(value(file, `${SCHEMA}sha256`)).toBe(sha256(bytes));
		expect(value(file, `${SCHEMA}contentSize`)).toBe(`${bytes.length} B`);
		expect(value(file, `${SCHEMA}encodingFormat`)).toMatch(/^\w+\/[\w.-]+$/);
		const url = new URL(String(value(file, `${SCHEMA}contentUrl`)), BASE);
		expect(decodeURIComponent(url.href)).toBe(BASE + paths[at]!);
	}
});

describe('its record sets', () => {
	const sets = () => all(set, `${CR}recordSet`);
	const fieldsOf = (one: Node) => all(one, `${CR}field`);
	const nameOf = (one: Node) => String(value(one, `${SCHEMA}name`));
	const idsOf = (nodes: readonly Node[]) => nodes.map((node) => node['@id']!);

	it('are the tables, the scale and the lists of words', () => {
		expect(sets().map(nameOf)).toEqual([
			...['cases', 'actions', 'ratings', 'final', 'matrix', 'stories', 'scale'],
			...['words-cannot_rate', 'words-basis', 'words-event', 'words-to']
		]);
		for (const one of sets()) expect(one['@type']).toEqual([`${CR}RecordSet`]);
	});

	it('have ids that nothing else has', () => {
		const ids = [
			...idsOf(all(set, `${SCHEMA}distribution`)),
			...idsOf(sets()),
			...idsOf(sets().flatMap(fieldsOf))
		];
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('have fields with a type, and keys and references among the fields there are', () => {
		const ids = new Set(idsOf(sets().flatMap(fieldsOf)));
		const atomic = ['Text', 'Integer', 'Float', 'Boolean'].map((type) => SCHEMA + type);
		for (const one of sets()) {
			expect(all(one, `${CR}key`).length).toBeGreaterThan(0);
			for (const id of idsOf(all(one, `${CR}key`))) expect(idsOf(fieldsOf(one))).toContain(id);
			for (const field of fieldsOf(one)) {
				expect(field['@type']).toEqual([`${CR}Field`]);
				expect(idsOf(all(field, `${CR}dataType`)).some((type) => atomic.includes(type))).toBe(true);
				for (const id of idsOf(all(field, `${CR}references`))) expect(ids).toContain(id);
			}
		}
		const references = sets()
			.flatMap(fieldsOf)
			.filter((field) => field[`${CR}references`] !== undefined);
		expect(references.map((field) => field['@id']!.slice(BASE.length))).toEqual([
			...[
				'actions/case',
				'ratings/case',
				'ratings/score',
				'ratings/cannot_rate',
				'final/case',
				'final/score'
			],
			...[
				'final/basis',
				'stories/case',
				'stories/event',
				'stories/cannot_rate',
				'stories/to',
				'stories/basis'
			]
		]);
	});

	it('take their fields from columns of files that have them, lists as lists', () => {
		for (const one of sets().filter((one) => one[`${CR}data`] === undefined)) {
			const table = nameOf(one);
			const bytes = files.get(`tables/${table}.parquet`)!;
			const { children } = parquetSchema(parquetMetadata(bytes.slice().buffer));
			const columns = fieldsOf(one).map((field) => {
				const [source] = all(field, `${CR}source`);
				expect(idsOf(all(source!, `${CR}fileObject`))).toEqual([`${BASE}tables/${table}.parquet`]);
				return {
					name: value(all(source!, `${CR}extract`)[0]!, `${CR}column`),
					list: value(field, `${CR}repeated`) ?? false
				};
			});
			expect(columns).toEqual(
				children.map(({ element }) => ({
					name: element.name,
					list: element.converted_type === 'LIST'
				}))
			);
		}
	});

	it('have the words and the scale in them, and every value of the tables among those', () => {
		const lists = sets().filter((one) => one[`${CR}data`] !== undefined);
		expect(lists).toHaveLength(5);
		const dataOf = new Map(
			lists.map((one) => {
				expect(idsOf(all(one, `${CR}dataType`))).toEqual([`${SCHEMA}Enumeration`]);
				const rows = value(one, `${CR}data`) as Record<string, unknown>[];
				for (const row of rows) {
					expect(Object.keys(row).map((id) => BASE + id)).toEqual(idsOf(fieldsOf(one)));
				}
				return [nameOf(one), rows];
			})
		);
		expect(dataOf.get('scale')!.map((row) => row['scale/score'])).toEqual([
			1, 2, 3, 4, 5, 6, 7, 8, 9
		]);
		const bases = new Set(dataOf.get('words-basis')!.map((row) => row['words-basis/name']));
		for (const { basis } of linesOf(files, 'final')) expect(bases).toContain(basis);
		const events = new Set(dataOf.get('words-event')!.map((row) => row['words-event/name']));
		for (const { event } of linesOf(files, 'stories')) expect(events).toContain(event);
	});
});
