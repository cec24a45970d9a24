import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { JsonObject } from '#lib/domain/case.ts';
import { manifestSchema, type Snapshot } from '#lib/domain/release.ts';
import { sha256, type Files } from './files.ts';
import { archived, released, smallKit, snapshot } from './fixture.ts';
import { readKit, writeKit } from './kit.ts';
import { finalScores } from './release.ts';
import { readRatings } from './tables.ts';
import { verifyRelease } from './verify.ts';

/** As release format 2 has them. What a file says and how changes for a reason only, which its version tells. */
const BYTES = `
	236916363b4cc6b7c9e192f76e2fe6f26045253dc4b489b7773a6dc4f49cc015  README.md
	948e2c46c440caa181ff2d8f53c4ef2bdfd021b832be37490fa641372ed031a6  agreement.json
	cddd25cef7e72bffcf988a4dbebeeb865a550b9eeaac291eecd82a6915b4f607  data-dictionary.csv
	c6aedc60b579ba35000d965442172c2aeccbb9fb2efc56172e0dbc0a63f96819  kit/dataset/items.jsonl
	530c2cbb088375cabc5b08cfc100100713b358f5a33192704ba5d6f407bf2a58  kit/dataset/perturbations/Card900-1.json
	1be5d8ae8f78fb4babfd0c14a981be6a547768a41db1eaf3c260e3eb09a1b272  kit/dataset/perturbations/Card900.json
	43f4145be528f7025880b21d9959de2bd372341afc35694a2a230fbfd3dbc39f  kit/dataset/rubrics/Card900.json
	ade3e292038c04a9299d0ff5ee2763b08dd480aab56da7f81c9cedbed3841c86  kit/guidance/Card900.yaml
	c3c375bd716c6a93a9113bf0965890660a5b7f520ea3de0f10e9a926165996d5  tables/actions.csv
	28db3e26c8d628e7fe9b9b8a160e65e2b4a0e9030f27a56f9065a0fa4de031bb  tables/actions.jsonl
	3709976f24942ac6dcac5ee61ef9f6aca70d4433c22839e669169d59bc8c65ae  tables/actions.parquet
	822e46c80bf07e44e5cc2e5ad687e18f3823882c961c7870e720d488c52c804d  tables/cases.csv
	0b7de4cd3317cbc25aa163293ab310637b139704af1da0d402578e1a120ae9c0  tables/cases.jsonl
	1e223fc000a178d6b71e486f8b227508065477acdb2c55c40b4cdf084d1e81d5  tables/cases.parquet
	5db3740d8792243dfda78c2ba65859b8c3448d404006a0370f067bfb5660056b  tables/final.csv
	37e92e0a63934a6deb5b506bc52a944537dc4f903648ef6fc2533db6251e6d56  tables/final.jsonl
	9e95ea4235914738674a38d956d9245a9e0ad73774bbf640d6b2873fd8b3c1d4  tables/final.parquet
	437b197940c5daa5070b553173edbf118a30a862e7a8b8b9a66d37bfd2bed6e9  tables/matrix.csv
	3b51a19e87335ea14a3988dd700978d3e9a313b728daff119c1bcca71e4ddda4  tables/matrix.jsonl
	911492c04d2797c4c55d9f2e0499c4110344a346b3b80724bb865984d8324eae  tables/matrix.parquet
	e55face694a4c264fd36d2186b4fac93de67e3488c643a920969816e219f5f32  tables/ratings.csv
	57dd0e6c47c718009c667028ceacca44967581081104722d437ed3a5236afaf8  tables/ratings.jsonl
	076c13e93ba2685d2be4e9a7cfb757cb06df10b5f85cef42ee81dc102513961e  tables/ratings.parquet
	9eb5e2ab4ede5115ffaf489688f1002a4dec330678824207d97e48e918e1ff0a  tables/stories.csv
	86e007588da27f3064e35ee696b643e42a72fc5c37b921b39b35990a4be137f8  tables/stories.jsonl
	6a5edd77cacba36039364fd66de0aa76731a8bb23390f2c42e116d832a12c32f  tables/stories.parquet
`;

function textOf(files: Files, path: string): string {
	return new TextDecoder().decode(files.get(path));
}

function documentOf(files: Files, path: string): JsonObject {
	return JSON.parse(textOf(files, path)) as JsonObject;
}

function release(change: Partial<Snapshot> = {}): Files {
	return released(snapshot(change));
}

describe('a release', () => {
	it('has every file that is promised', () => {
		expect([...release().keys()]).toEqual([
			'README.md',
			'agreement.json',
			'croissant.json',
			'data-dictionary.csv',
			'kit/dataset/items.jsonl',
			'kit/dataset/perturbations/Card900-1.json',
			'kit/dataset/perturbations/Card900.json',
			'kit/dataset/rubrics/Card900.json',
			'kit/guidance/Card900.yaml',
			'manifest.json',
			'manifest.sha256',
			...['actions', 'agreement', 'cases', 'dictionary', 'final', 'guidance', 'item'].map(
				(name) => `schema/${name}.json`
			),
			...['manifest', 'matrix', 'perturbation', 'ratings', 'rubric', 'stories'].map(
				(name) => `schema/${name}.json`
			),
			...['actions', 'cases', 'final', 'matrix', 'ratings', 'stories'].flatMap((name) =>
				['csv', 'jsonl', 'parquet'].map((ending) => `tables/${name}.${ending}`)
			)
		]);
	});

	it('is the same to the byte when it is made again, however its cases are cut', () => {
		const archive = (cut?: number) =>
			sha256(archived(snapshot(), cut === undefined ? {} : { cut }));
		expect(new Set([archive(), archive(), archive(1), archive(2)]).size).toBe(1);
	});

	it('has the bytes it always had', () => {
		const files = release();
		for (const line of BYTES.trim().split('\n')) {
			const [hash, path] = line.trim().split('  ') as [string, string];
			expect(sha256(files.get(path)!), path).toBe(hash);
		}
	});

	it('does not depend on the order in which ratings and final scores were read', () => {
		const { ratings, finals } = snapshot();
		const shuffled = { ratings: [...ratings].reverse(), finals: [...finals].reverse() };
		const hash = (given: Partial<Snapshot>) => sha256(archived(snapshot(given)));
		expect(hash(shuffled)).toBe(hash({}));
	});

	it('has a manifest with rules, counts and the hash of every other file', () => {
		const files = release();
		const manifest = manifestSchema.parse(documentOf(files, 'manifest.json'));
		expect(manifest).toMatchObject({
			study: { slug: 'chest-pain' },
			release: 3,
			rules: { consensus: 'noharm-strict', ratersPerCase: 2, band: 2, unresolved: 'exclude' },
			filters: { comments: false, times: false },
			counts: { cases: 3, actions: 8, raters: 2, ratings: 9, final: 5, unresolved: 1 }
		});
		expect(manifest.files.map(({ path }) => path)).toEqual(
			[...files.keys()].filter((path) => !path.startsWith('manifest.'))
		);
		for (const { path, bytes, sha256: hash } of manifest.files) {
			expect(files.get(path)).toHaveLength(bytes);
			expect(sha256(files.get(path)!)).toBe(hash);
		}
		expect(textOf(files, 'manifest.sha256')).toBe(
			`${sha256(files.get('manifest.json')!)}  manifest.json\n`
		);
	});

	it('says how many cases were left out because raters qualify by them', () => {
		const counts = (files: Files) =>
			manifestSchema.parse(documentOf(files, 'manifest.json')).counts;
		expect(counts(release()).qualificationCases).toBe(0);
		expect(textOf(release(), 'README.md')).not.toContain('qualification');
		const files = release({ qualificationCases: 1 });
		expect(counts(files).qualificationCases).toBe(1);
		expect(textOf(files, 'README.md')).toContain('Left out: 1 qualification case,');
	});

	it('prints the words of the scale that the study has, with their version', () => {
		const scale = { 2: { label: 'Never | ever', meaning: 'not in *this* hospital' } };
		const files = release({ words: { version: 4, scale } });
		const card = textOf(files, 'README.md');
		expect(card).toContain("In the study's own words, version 4;");
		expect(card).toContain('| 2 | Never \\| ever | not in \\*this\\* hospital |');
		expect(card).not.toContain('Harmful, moderate');
		expect(card).toContain('| 1 | Harmful, severe |');
		expect(manifestSchema.parse(documentOf(files, 'manifest.json')).rules.words).toBe(4);
	});

	it('leaves comments and times out unless they were asked for', () => {
		const ratings = snapshot().ratings.map((rating) => ({
			...rating,
			comment: 'canary',
			activeSeconds: 98.75,
			ratedAt: '2026-01-02T03:04:05.000Z'
		}));
		const everything = (files: Files) =>
			[...files.keys()].map((path) => textOf(files, path)).join();
		const none = everything(release({ ratings }));
		expect(none).not.toMatch(/canary|98\.75|2026-01-02/);
		const options = { ...snapshot().options, includeComments: true, includeTimes: true };
		const all = everything(release({ ratings, options }));
		expect(all).toMatch(/canary/);
		expect(all).toMatch(/98\.75/);
		expect(all).toMatch(/2026-01-02/);
	});

	it('keeps a rating that was taken back only where a comment or a flag of it leaves', () => {
		const [first] = snapshot().ratings;
		const back = { ...first!, action: 5, score: null, cannotRate: null, flags: [] };
		const ratings = [
			{ ...back, rater: 'R01', comment: 'I am not sure' },
			{ ...back, rater: 'R02', comment: '', flags: ['ambiguous-wording' as const] },
			{ ...back, rater: 'R03', comment: '' }
		];
		const raters = (files: Files) =>
			textOf(files, 'tables/ratings.jsonl')
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line) as JsonObject)
				.map(({ rater, score, cannot_rate }) => ({ rater, score, cannot_rate }));
		const empty = { score: null, cannot_rate: null };
		expect(raters(release({ ratings }))).toEqual([{ rater: 'R02', ...empty }]);
		const options = { ...snapshot().options, includeComments: true };
		const open = release({ ratings, options });
		expect(raters(open)).toEqual([
			{ rater: 'R01', ...empty },
			{ rater: 'R02', ...empty }
		]);
		expect(verifyRelease(open).problems).toEqual([]);
		const { rows, problems } = readRatings(open.get('tables/ratings.csv')!);
		expect(problems).toEqual([]);
		expect(rows.map(({ rater, score, cannotRate }) => ({ rater, score, cannotRate }))).toEqual([
			{ rater: 'R01', score: null, cannotRate: null },
			{ rater: 'R02', score: null, cannotRate: null }
		]);
		const dictionary = textOf(open, 'data-dictionary.csv');
		expect(dictionary).toMatch(/ratings,cannot_rate,.*took the answer back/);
	});

	it('keeps unresolved actions with the provisional score where that was chosen', () => {
		const options = { ...snapshot().options, unresolved: 'keep' as const };
		expect(finalScores(snapshot(), options).get('Card900#2')).toBe(5);
		const rubric = documentOf(release({ options }), 'kit/dataset/rubrics/Card900.json');
		expect((rubric.options as JsonObject[])[1]).toMatchObject({ id: 2, score: 5, placement: 5 });
	});

	it('carries the kit as it was imported where there are no ratings', () => {
		const files = release({ unrated: true, ratings: [], finals: [] });
		const { cases } = readKit(smallKit());
		for (const [path, bytes] of writeKit(cases)) {
			expect(sha256(files.get(`kit/${path}`)!)).toBe(sha256(bytes));
		}
		expect(textOf(files, 'README.md')).toContain('no ratings yet');
	});

	it('has a card whose header is YAML, and in which a name stays text', () => {
		const card = textOf(release(), 'README.md');
		const [, header] = card.split('---\n');
		expect(parseYaml(header!)).toMatchObject({
			pretty_name: 'Chest pain: "pilot" *one*, release 3',
			size_categories: ['n<1K'],
			license: 'unknown',
			configs: ['ratings', 'final', 'actions', 'cases', 'matrix', 'stories'].map((name) => ({
				config_name: name,
				data_files: [{ split: 'test', path: `tables/${name}.parquet` }]
			}))
		});
		expect(card).toContain('# Chest pain: "pilot" \\*one\\*, release 3');
	});

	it('explains every column of every table', () => {
		const files = release();
		const dictionary = textOf(files, 'data-dictionary.csv');
		for (const table of ['cases', 'actions', 'ratings', 'final', 'stories']) {
			const header = textOf(files, `tables/${table}.csv`).split('\n')[0]!.split(',');
			for (const column of header) expect(dictionary).toMatch(`\n${table},${column},`);
		}
		expect(dictionary).not.toMatch(/,$/m);
	});
});
