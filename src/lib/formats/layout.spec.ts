import { describe, expect, it } from 'vitest';
import { encode } from './files.ts';
import { find, isLitter, mayBeRead } from './layout.ts';

const files = (...paths: string[]) => new Map(paths.map((path) => [path, encode(path)]));

it.each([
	'.DS_Store',
	'__MACOSX/study/._cases.csv',
	'study/._cases.csv',
	'a/Desktop.ini',
	'Thumbs.db',
	'~$cases.xlsx',
	'.~lock.cases.csv#',
	'.git/config'
])('%s is litter', (path) => {
	expect(isLitter(path)).toBe(true);
	expect(mayBeRead(path)).toBe(false);
});

it.each([
	['study/Cases.XLSX', true],
	['kit/dataset/rubrics/Card001.json', true],
	['README.txt', false],
	['Licence.md', false],
	['notes.docx', false]
])('%s may be part of a study: %s', (path, may) => {
	expect(mayBeRead(path)).toBe(may);
});

describe('tables', () => {
	it('are found at any depth, in any case and form, and the rest is named', () => {
		const found = find(files('.DS_Store', 'a/b/Cases.CSV', 'a/b/actions.xlsx', 'a/notes.txt'));
		expect(found).toEqual({
			kind: 'tables',
			cases: 'a/b/Cases.CSV',
			actions: 'a/b/actions.xlsx',
			ignored: ['a/notes.txt']
		});
	});

	it('must be one of each', () => {
		expect(find(files('cases.csv', 'old/cases.csv', 'actions.csv'))).toMatchObject({
			problems: [{ message: 'is there more than once: cases.csv, old/cases.csv. Keep one.' }]
		});
		expect(find(files('x/cases.csv'))).toMatchObject({
			problems: [{ where: 'actions.csv', message: expect.stringContaining('Found: x/cases.csv.') }]
		});
	});
});

describe('a kit', () => {
	it('is found at any depth and in any case; what lies beside it is named', () => {
		const found = find(
			files(
				'up/Kit/Dataset/Items.JSONL',
				'up/Kit/Dataset/Rubrics/Card001.json',
				'up/Kit/Dataset/perturbations/Card001.JSON',
				'up/Kit/Guidance/Card001.yaml',
				'up/Kit/CITATION.cff',
				'up/other.json'
			)
		);
		expect(found).toMatchObject({ kind: 'kit', ignored: ['up/Kit/CITATION.cff', 'up/other.json'] });
		expect(found.kind === 'kit' && [...found.files.keys()]).toEqual([
			'dataset/items.jsonl',
			'dataset/rubrics/Card001.json',
			'dataset/perturbations/Card001.json',
			'guidance/Card001.yaml'
		]);
	});
});

it('says what was found where nothing was, and what was expected', () => {
	const found = find(files('photo.json', '.DS_Store'));
	expect(found).toMatchObject({
		kind: 'neither',
		problems: [
			{
				message: expect.stringMatching(
					/^no cases found\. Expected: cases\.csv.*Found: photo\.json\.$/
				)
			}
		]
	});
	expect(find(new Map())).toMatchObject({
		problems: [{ message: expect.stringContaining('Found: no file at all.') }]
	});
});
