import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#lib/domain/case.ts';
import { describe as inWords } from '#lib/domain/refusal.ts';
import type { Manifest, Snapshot } from '#lib/domain/release.ts';
import { encode, sha256, type Files } from './files.ts';
import { released, snapshot } from './fixture.ts';
import { writeDocument } from './json.ts';
import { verifyRelease } from './verify.ts';
import { unzip, zip } from './zip.ts';

function release(change: Partial<Snapshot> = {}): Files {
	return released(snapshot(change));
}

function textOf(files: Files, path: string): string {
	return new TextDecoder().decode(files.get(path));
}

function messages(files: Files): string[] {
	return verifyRelease(files).problems.map(inWords);
}

/** Writes a manifest that fits the files as they are now, as someone would who wants to deceive. */
function resealed(files: Files): Files {
	const manifest = JSON.parse(textOf(files, 'manifest.json')) as Manifest;
	manifest.files = manifest.files.map(({ path }) => ({
		path,
		bytes: files.get(path)!.length,
		sha256: sha256(files.get(path)!)
	}));
	const bytes = encode(writeDocument(manifest));
	files.set('manifest.json', bytes);
	return files.set('manifest.sha256', encode(`${sha256(bytes)}  manifest.json\n`));
}

/** A release in which a text of one file was replaced and all hashes were made to fit. */
function forged(path: string, from: string | RegExp, to: string): Files {
	const files = release();
	const text = textOf(files, path);
	expect(text).toMatch(from);
	return resealed(files.set(path, encode(text.replace(from, to))));
}

describe('verifyRelease', () => {
	it('finds nothing wrong with a release as it was made, also out of its zip', async () => {
		const files = release();
		expect(messages(files)).toEqual([]);
		expect(verifyRelease(await unzip(zip(files)))).toMatchObject({
			problems: [],
			files: files.size,
			manifest: { release: 3 }
		});
	});

	it('reads files as a folder gives them, small ones in one buffer', () => {
		const pooled = [...release()].map(([path, bytes]): [string, Uint8Array] => {
			const room = Buffer.alloc(bytes.length + 16, 7);
			room.set(bytes, 8);
			return [path, room.subarray(8, 8 + bytes.length)];
		});
		expect(messages(new Map(pooled))).toEqual([]);
	});

	it.each<[string, Partial<Snapshot>]>([
		['without ratings', { unrated: true, ratings: [], finals: [] }],
		['with unresolved actions kept', { options: { ...snapshot().options, unresolved: 'keep' } }],
		[
			'in which all is unresolved',
			{ finals: snapshot().finals.map((final) => ({ ...final, score: null })) }
		],
		[
			'with only a ruling',
			{ ratings: [], finals: snapshot().finals.filter(({ basis }) => basis === 'adjudicated') }
		]
	])('finds nothing wrong with a release %s', (_, change) => {
		expect(messages(release(change))).toEqual([]);
	});

	it('notices one changed byte anywhere, and names the file', () => {
		const files = release();
		const paths = [...files.keys()];
		const change = fc.record({
			path: fc.constantFrom(...paths),
			at: fc.nat(),
			by: fc.integer({ min: 1, max: 255 })
		});
		fc.assert(
			fc.property(change, ({ path, at, by }) => {
				const bytes = files.get(path)!.slice();
				bytes[at % bytes.length]! ^= by;
				const { problems } = verifyRelease(new Map(files).set(path, bytes));
				expect(problems.map(({ where }) => where)).toContain(path);
			}),
			{ numRuns: 100 }
		);
	}, 60_000);

	it('notices a missing and an added file, whichever it is', () => {
		const files = release();
		for (const path of files.keys()) {
			const fewer = new Map(files);
			fewer.delete(path);
			expect(verifyRelease(fewer).problems.map(({ where }) => where)).toContain(path);
		}
		expect(messages(new Map(files).set('extra.txt', encode('x')))).toEqual([
			'extra.txt: is no part of the release: manifest.json does not list it.'
		]);
	}, 60_000);

	it('says of an empty folder that it is none', () => {
		expect(verifyRelease(new Map())).toEqual({
			problems: [
				{ where: 'manifest.json', message: 'is missing: choose the folder of a release.' }
			],
			files: 0,
			manifest: null
		});
	});

	it.each<[string, string, string | RegExp, string, string]>([
		[
			'a record against its schema',
			'tables/ratings.jsonl',
			'"score":9',
			'"score":19',
			'tables/ratings.jsonl, line 1, score: does not satisfy its schema: must be <= 9.'
		],
		[
			'a rubric against its schema',
			'kit/dataset/rubrics/Card900.json',
			'"text": "Order an ECG"',
			'"text": 7',
			'does not satisfy its schema'
		],
		[
			'a rating of an action that is not there',
			'tables/ratings.jsonl',
			'"action":1',
			'"action":44',
			'tables/ratings.jsonl, line 1: names Card900#44, which tables/actions.jsonl does not have.'
		],
		[
			'a final score of an action that is not there',
			'tables/final.jsonl',
			'"action":2',
			'"action":44',
			'tables/final.jsonl, line 2: names Card900#44'
		],
		[
			'a rating twice',
			'tables/ratings.jsonl',
			'"rater":"R02"',
			'"rater":"R01"',
			'tables/ratings.jsonl, line 2: names Card900#1 by R01 in round 1 a second time.'
		],
		[
			'a score of the kit that is not the final one',
			'kit/dataset/rubrics/Card900.json',
			'"score": 9',
			'"score": 8',
			'kit/dataset/rubrics/Card900.json, option 1: has score 8 and tables/final.jsonl says 9.'
		],
		[
			'a final score changed after the kit',
			'tables/final.jsonl',
			'"score":9',
			'"score":8',
			'option 1: has score 9 and tables/final.jsonl says 8.'
		],
		[
			'a story of an action that is not there',
			'tables/stories.jsonl',
			/"case":"ID901","action":1/g,
			'"case":"ID901","action":44',
			'names ID901#44, which tables/actions.jsonl does not have.'
		],
		[
			'an action that was ruled on and has no story',
			'tables/stories.jsonl',
			/^\{"case":"Card900","action":7,.*\n/gm,
			'',
			'tables/stories.jsonl: does not tell the story of Card900#7.'
		],
		[
			'a step of a story that was taken out',
			'tables/stories.jsonl',
			/^.*"step":2,.*"by":"R01".*\n/m,
			'',
			'tables/stories.jsonl, line 4: is step 3 of Card900#1, and step 2 is expected.'
		],
		[
			'a rating that a story tells otherwise',
			'tables/stories.jsonl',
			'"by":"R01","score":9',
			'"by":"R01","score":8',
			'tables/stories.jsonl: tells otherwise what R01 in round 1 said of Card900#1.'
		],
		[
			'a story with another end',
			'tables/stories.jsonl',
			'"score":3,"cannot_rate":null,"flags":[],"comment":null,"text":null,"to":null,"basis":"adjudicated"',
			'"score":4,"cannot_rate":null,"flags":[],"comment":null,"text":null,"to":null,"basis":"adjudicated"',
			'ends Card900#7 with 4 (adjudicated), and tables/final.jsonl says 3 (adjudicated).'
		],
		[
			'a story of another text',
			'tables/stories.jsonl',
			'"text":"Order an ECG"',
			'"text":"Order an MRI"',
			'tables/stories.jsonl, line 3: has another text of Card900#1 than tables/actions.jsonl.'
		],
		[
			'a story that ends too soon',
			'tables/stories.jsonl',
			/^.*"case":"ID901".*"event":"final".*\n/m,
			'',
			'ends ID901#1 without a final score.'
		],
		[
			'a wording of a story that was taken out',
			'tables/stories.jsonl',
			/("action":1,"step":2,"wording":)1/,
			'$12',
			'tables/stories.jsonl, line 2: is of wording 2 of ID901#1, and wording 1 is expected.'
		],
		[
			'a ruling that a story does not tell of',
			'tables/stories.jsonl',
			'"event":"ruled","round":null,"by":"A1","score":3',
			'"event":"ruled","round":null,"by":"A1","score":4',
			'ends Card900#7 by a ruling that it does not tell of.'
		],
		[
			'a score in the matrix that nobody gave',
			'tables/matrix.jsonl',
			'{"R01":9,"R02":9}',
			'{"R01":9,"R02":8}',
			'tables/matrix.jsonl, line 2: has other scores of Card900#1 than tables/ratings.jsonl.'
		],
		[
			'raw scores of a final one that nobody gave',
			'tables/final.jsonl',
			'"scores":[9,9]',
			'"scores":[8,9]',
			'tables/final.jsonl, line 1, scores: rests on the scores 8, 9, and tables/ratings.jsonl has 9, 9.'
		],
		[
			'a record that CSV does not have',
			'tables/ratings.csv',
			/^Card900,8,.*\n/m,
			'',
			'tables/ratings.csv: has 8 records and tables/ratings.jsonl has 9.'
		],
		[
			'a record that Parquet does not have',
			'tables/stories.jsonl',
			/^.*"case":"ID901".*"event":"final".*\n/m,
			'',
			'tables/stories.parquet: has '
		],
		[
			'a column by another name',
			'tables/final.csv',
			'basis',
			'ground',
			'tables/final.parquet: has other columns than tables/final.csv.'
		],
		[
			'a column that is not explained',
			'data-dictionary.csv',
			/^ratings,flags,.*\n/m,
			'',
			'data-dictionary.csv: does not explain the column flags of tables/ratings.csv.'
		],
		[
			'agreement over other ratings',
			'agreement.json',
			'"ratings": 8',
			'"ratings": 9',
			'agreement.json, ratings: is 9 and the tables have 8.'
		],
		[
			'agreement of a specialty that is not there',
			'agreement.json',
			'"specialty": "Derm"',
			'"specialty": "Dent"',
			'agreement.json, specialties.Dent.units: is 1 and the tables have 0.'
		],
		[
			'a card that names a file that is not there',
			'README.md',
			'path: tables/cases.parquet',
			'path: tables/cases.arrow',
			'README.md: names tables/cases.arrow for cases, which the release does not have.'
		],
		[
			'a Croissant of another file',
			'croissant.json',
			/("sha256": ")[0-9a-f]{64}/,
			`$1${'0'.repeat(64)}`,
			'croissant.json: describes README.md otherwise than manifest.json.'
		],
		[
			'a case that the kit calls open and the tables held out',
			'kit/dataset/rubrics/Card900.json',
			'"open": false',
			'"open": true',
			'kit/dataset/rubrics/Card900.json, open: is open, and tables/cases.jsonl says otherwise.'
		],
		[
			'guidance against its schema',
			'schema/guidance.json',
			'"type": "object"',
			'"type": "array"',
			'kit/guidance/Card900.yaml: does not satisfy its schema'
		],
		[
			'a manifest of format 2 that does not tell the versions of its rules',
			'manifest.json',
			/"rounding": \{[^}]*\},\s*/,
			'',
			'manifest.json'
		],
		[
			'a parent that is not there',
			'tables/actions.jsonl',
			'"depends_on":[2]',
			'"depends_on":[6]',
			'depends on 6, which Card900 does not have.'
		],
		[
			'a parent in the kit that is not there',
			'kit/dataset/rubrics/Card900.json',
			'"dependsOn": []',
			'"dependsOn": [2]',
			'depends on option 2, which the case does not have.'
		],
		[
			'a case that is not there',
			'tables/cases.jsonl',
			'"case":"ID901"',
			'"case":"ID999"',
			'names ID901, which tables/cases.jsonl does not have.'
		],
		[
			'counts that are wrong',
			'manifest.json',
			'"ratings": 9',
			'"ratings": 8',
			'manifest.json, counts.ratings: is 8 and the tables have 9.'
		],
		[
			'a manifest of another form',
			'manifest.json',
			'"primum-release"',
			'"other"',
			'format is "other"'
		],
		[
			'a schema that is none',
			'schema/final.json',
			'"type": "object"',
			'"type": "none"',
			'schema/final.json: is no valid JSON Schema'
		]
	])('notices %s even where all hashes fit', (_, path, from, to, message) => {
		expect(messages(forged(path, from, to)).join('\n')).toContain(message);
	});

	it('takes a release of format 1 for what it is, also one from before there were stories', async () => {
		const files = await unzip(readFileSync(new URL('fixtures/release-1.zip', import.meta.url)));
		const { problems, manifest } = verifyRelease(files);
		expect(problems).toEqual([]);
		expect(manifest).toMatchObject({ formatVersion: 1, counts: { ratings: 9 } });
		expect(textOf(files, 'tables/ratings.jsonl')).toContain('"comment":""');
		const older = new Map([...files].filter(([path]) => !/stories|README|croissant/.test(path)));
		const told = JSON.parse(textOf(older, 'manifest.json')) as Manifest;
		told.files = told.files.filter(({ path }) => older.has(path));
		older.set('manifest.json', encode(writeDocument(told)));
		expect(messages(resealed(older))).toEqual([]);
	});

	it('ships schemas of the 2020-12 draft', () => {
		const files = release();
		for (const path of [...files.keys()].filter((path) => path.startsWith('schema/'))) {
			const schema = JSON.parse(textOf(files, path)) as JsonObject;
			expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
			expect(Object.keys(schema).slice(0, 3)).toEqual(['$schema', '$id', 'title']);
		}
	});
});
