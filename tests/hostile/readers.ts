/** Every reader of files from outside, each with a sound file and what is to hold of whatever it takes. */
import { utils, write } from '@e965/xlsx';
import { asCase, type Case, type ToldCase } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import * as csv from '#lib/formats/csv.ts';
import type { Files } from '#lib/formats/files.ts';
import { released, smallKit, snapshot } from '#lib/formats/fixture.ts';
import { readKit, writeKit } from '#lib/formats/kit.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readPeople } from '#lib/formats/people.ts';
import { linesOf } from '#lib/formats/people-file.ts';
import { columns } from '#lib/formats/records.ts';
import { readSubmission } from '#lib/formats/submission.ts';
import {
	NO_CODES,
	readMatrix,
	readRatings,
	readTables,
	writeActions,
	writeCases,
	writeRatings,
	type RatingRow
} from '#lib/formats/tables.ts';
import type { Content } from '#lib/formats/grid.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import { opened } from '#lib/formats/xlsx.ts';
import { unzip, zip } from '#lib/formats/zip.ts';
import { setOf } from '#lib/scoring/rubric.ts';
import { readCases } from '#lib/server/services/importing/reading.ts';
import { craftedBooks, craftedZips } from './crafted-archives.ts';
import {
	CRAFTED_YAML,
	craftedJson,
	craftedTables,
	wrongOptions,
	type Crafted
} from './crafted-texts.ts';

/** What came of a file: what is wrong with it; or, where it was taken, whether it comes back as it was read. */
export type Outcome = { problems: readonly Problem[] } | { lost: string | null };

export type Reader = {
	name: string;
	/** A file that is well, and how it is changed: as bytes, or as a text too. */
	sound: () => Uint8Array;
	isText: boolean;
	crafted: readonly Crafted[];
	/** Reads it as the product does. @throws Refusal, and nothing else */
	read: (bytes: Uint8Array) => Promise<Outcome> | Outcome;
};

const utf8 = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

const outcome = (problems: readonly Problem[], lost: () => string | null): Outcome =>
	problems.length > 0 ? { problems } : { lost: lost() };

/** The first thing in which two values differ; null where they are equal. */
function difference(before: unknown, after: unknown): string | null {
	const [a, b] = [JSON.stringify(before), JSON.stringify(after)];
	if (a === b) return null;
	const at = [...a].findIndex((sign, index) => sign !== b[index]);
	return `${a.slice(Math.max(0, at - 40), at + 40)} came back as ${b.slice(Math.max(0, at - 40), at + 40)}`;
}

/** Where a line stood is no part of what it says. */
const placeless = (cases: readonly Case[]) =>
	cases
		.map((item) => ({ ...item, variants: item.variants.map((one) => ({ ...one, line: null })) }))
		.sort((a, b) => (a.externalId < b.externalId ? -1 : 1));

type Read = { cases: readonly ToldCase[]; problems: readonly Problem[] };

/** As a study has them: what a file does not say is not held out. */
const inStudy = (told: readonly ToldCase[]): Case[] => told.map((item) => asCase(item));

function ofKit({ cases: told, problems }: Read): Outcome {
	const cases = inStudy(told);
	return outcome(problems, () => {
		const again = readKit(writeKit(cases));
		return difference(placeless(cases), placeless(inStudy(again.cases)));
	});
}

function ofTables({ cases: told, problems }: Read): Outcome {
	const cases = inStudy(told);
	return outcome(problems, () => {
		const again = readTables(writeCases(cases, 'csv'), writeActions(cases, 'csv'));
		return difference(cases, inStudy(again.cases));
	});
}

/** Of either kind, whichever it turned out to be. */
function ofCases(read: Read): Outcome {
	const isTable = read.cases.every(({ source }) => source === null || 'table' in source);
	return isTable ? ofTables(read) : ofKit(read);
}

const ofZip = async (bytes: Uint8Array) =>
	ofCases(await readCases(await unzip(bytes), NO_CODES, DEFAULT_LIMITS));

const said = (rows: readonly RatingRow[]) => rows.map(({ line: _, ...rating }) => rating);

function ofRatings(bytes: Content): Outcome {
	const { rows, problems } = readRatings(bytes);
	return outcome(problems, () => {
		const cells = rows.map((row) => [
			...[row.case, row.action, row.rater, row.round, row.score, row.cannotRate, row.comment],
			...[row.flags.join(';'), row.activeSeconds, row.ratedAt]
		]);
		return difference(said(rows), said(readRatings(csv.write(columns('ratings'), cells)).rows));
	});
}

const { cases, ratings } = snapshot();
const kitWith = (path: string, bytes: Uint8Array): Files => new Map([...smallKit(), [path, bytes]]);
const RUBRIC = 'dataset/rubrics/Card900.json';
const ITEMS = 'dataset/items.jsonl';
const GUIDANCE = 'guidance/Card900.yaml';

const CASES = writeCases(cases, 'csv');
const ACTIONS = writeActions(cases, 'csv');
const RATINGS = writeRatings(cases, ratings, 'csv');
const MATRIX = utf8('unit,R01,R02\nCard900#1,9,8\nCard900#2,,1\n');
const PEOPLE = utf8('name,email,specialties,role\nAda Lovelace,ada@example.org,Cardiology,rater\n');

const headOf = (table: Uint8Array) => textOf(table).split('\n')[0]!;
const ROW = 'Card900,1,A. Rater,1,5,,,,,';

/** The small study as the public scorer takes it. */
const SET = setOf([
	{
		id: 'Card900',
		actions: [
			{
				number: 1,
				text: 'Order an ECG',
				category: 'Diagnostic',
				score: 9,
				ownScore: 9,
				group: null,
				groupType: null,
				dependsOn: []
			}
		],
		consults: [],
		items: ['Card900']
	}
]);
const SUBMISSION = utf8(
	`${JSON.stringify({ id: 'Card900', options: [{ id: 1, matched: true }] })}\n`
);

const tableZip = (): Files =>
	new Map([
		['cases.csv', CASES],
		['actions.csv', ACTIONS]
	]);
const RELEASE = released(snapshot());
const release = (): Files => new Map(RELEASE);

export const READERS: readonly Reader[] = [
	{
		name: 'kit folder, a rubric',
		sound: () => smallKit().get(RUBRIC)!,
		isText: true,
		crafted: [
			...craftedJson(textOf(smallKit().get(RUBRIC)!)),
			{ name: '2,000 wrong options', make: () => wrongOptions(2_000) },
			{ name: '90,000 wrong options', make: () => wrongOptions(90_000), isLarge: true }
		],
		read: async (bytes) => ofKit(await readCases(kitWith(RUBRIC, bytes), NO_CODES, DEFAULT_LIMITS))
	},
	{
		name: 'kit folder, items.jsonl',
		sound: () => smallKit().get(ITEMS)!,
		isText: true,
		crafted: craftedJson(textOf(smallKit().get(ITEMS)!).split('\n')[0]!),
		read: async (bytes) => ofKit(await readCases(kitWith(ITEMS, bytes), NO_CODES, DEFAULT_LIMITS))
	},
	{
		name: 'guidance in YAML',
		sound: () => smallKit().get(GUIDANCE)!,
		isText: true,
		crafted: CRAFTED_YAML,
		read: async (bytes) =>
			ofKit(await readCases(kitWith(GUIDANCE, bytes), NO_CODES, DEFAULT_LIMITS))
	},
	{
		name: 'kit zip',
		sound: () => zip(smallKit()),
		isText: false,
		crafted: craftedZips(smallKit()),
		read: ofZip
	},
	{
		name: 'tables zip',
		sound: () => zip(tableZip()),
		isText: false,
		crafted: craftedZips(tableZip()),
		read: ofZip
	},
	{
		name: 'cases.csv',
		sound: () => CASES,
		isText: true,
		crafted: craftedTables(headOf(CASES), 'Card900,Card,A case,,'),
		read: async (bytes) =>
			ofTables(
				await readCases(
					new Map([
						['cases.csv', bytes],
						['actions.csv', ACTIONS]
					]),
					NO_CODES,
					DEFAULT_LIMITS
				)
			)
	},
	{
		name: 'actions.csv',
		sound: () => ACTIONS,
		isText: true,
		crafted: craftedTables(headOf(ACTIONS), 'Card900,1,Order an ECG,Diagnostic,,,,false'),
		read: async (bytes) =>
			ofTables(
				await readCases(
					new Map([
						['cases.csv', CASES],
						['actions.csv', bytes]
					]),
					NO_CODES,
					DEFAULT_LIMITS
				)
			)
	},
	{
		name: 'actions.tsv',
		sound: () => utf8(textOf(ACTIONS).replaceAll(',', '\t')),
		isText: true,
		crafted: craftedTables(headOf(ACTIONS), 'Card900,1,Order an ECG,Diagnostic,,,,false'),
		read: async (bytes) =>
			ofTables(
				await readCases(
					new Map([
						['t/Cases.csv', CASES],
						['t/Actions.TSV', bytes]
					]),
					NO_CODES,
					DEFAULT_LIMITS
				)
			)
	},
	{
		name: 'actions.csv in UTF-16',
		sound: () => new Uint8Array(Buffer.from(`\ufeff${textOf(ACTIONS)}`, 'utf16le')),
		isText: false,
		crafted: [],
		read: async (bytes) =>
			ofTables(
				await readCases(
					new Map([
						['cases.csv', CASES],
						['actions.csv', bytes]
					]),
					NO_CODES,
					DEFAULT_LIMITS
				)
			)
	},
	{
		name: 'ratings.csv',
		sound: () => RATINGS,
		isText: true,
		crafted: [
			...craftedTables(headOf(RATINGS), ROW),
			{
				name: '90,000 raters',
				make: () =>
					utf8(
						`${headOf(RATINGS)}\n${Array.from({ length: 90_000 }, (_, at) => `Card900,1,Rater ${at},1,5,,,,,`).join('\n')}`
					),
				isLarge: true
			}
		],
		read: ofRatings
	},
	{
		name: 'ratings.xlsx',
		sound: () => book(RATINGS),
		isText: false,
		crafted: [
			...craftedZips(new Map([['xl/workbook.xml', utf8('<workbook/>')]])),
			...craftedBooks(columns('ratings'), ROW.split(','))
		],
		read: async (bytes) => ofRatings(await opened(bytes, 'ratings'))
	},
	{
		name: 'cases.xlsx',
		sound: () => book(CASES),
		isText: false,
		crafted: craftedBooks(columns('cases'), ['Card900', 'Card', 'A case', '', '']),
		read: async (bytes) =>
			ofTables(
				await readCases(
					new Map([
						['cases.xlsx', bytes],
						['actions.csv', ACTIONS]
					]),
					NO_CODES,
					DEFAULT_LIMITS
				)
			)
	},
	{
		name: 'matrix.csv',
		sound: () => MATRIX,
		isText: true,
		crafted: craftedTables('unit,R01,R02', 'Card900#1,5,6'),
		read(bytes) {
			const { units, raters, table, problems } = readMatrix(bytes);
			return outcome(problems, () => {
				const rows = units.map((unit, at) => [unit, ...table[at]!]);
				const again = readMatrix(csv.write(['unit', ...raters], rows));
				return difference([units, table], [again.units, again.table]);
			});
		}
	},
	{
		name: 'people.csv',
		sound: () => PEOPLE,
		isText: true,
		crafted: craftedTables('name,email', 'Ada Lovelace,ada@example.org'),
		read: async (bytes) => ofPeople(await linesOf(bytes, 'people.csv'))
	},
	{
		name: 'people.xlsx',
		sound: () => book(PEOPLE),
		isText: false,
		crafted: craftedBooks(['name', 'email'], ['Ada Lovelace', 'ada@example.org']),
		read: async (bytes) => ofPeople(await linesOf(bytes, 'people.xlsx'))
	},
	{
		name: 'submission.jsonl',
		sound: () => SUBMISSION,
		isText: true,
		crafted: craftedJson(textOf(SUBMISSION)),
		read: (bytes) => outcome(readSubmission(SET, bytes, 'submission.jsonl').problems, () => null)
	},
	{
		name: 'submission.csv',
		sound: () => utf8('case,action,recommend\nCard900,1,true\n'),
		isText: true,
		crafted: craftedTables('case,action,recommend', 'Card900,1,true'),
		read: (bytes) => outcome(readSubmission(SET, bytes, 'submission.csv').problems, () => null)
	},
	{
		name: 'release zip',
		sound: () => zip(release()),
		isText: false,
		crafted: craftedZips(release()),
		read: async (bytes) => outcome(verifyRelease(await unzip(bytes)).problems, () => null)
	},
	{
		name: 'release folder, manifest.json',
		sound: () => release().get('manifest.json')!,
		isText: true,
		crafted: craftedJson(textOf(release().get('manifest.json')!)),
		read: (bytes) =>
			outcome(verifyRelease(release().set('manifest.json', bytes)).problems, () => null)
	},
	{
		name: 'release folder, ratings.jsonl',
		sound: () => release().get('tables/ratings.jsonl')!,
		isText: true,
		crafted: craftedJson(textOf(release().get('tables/ratings.jsonl')!).split('\n')[0]!),
		read: (bytes) =>
			outcome(verifyRelease(release().set('tables/ratings.jsonl', bytes)).problems, () => null)
	}
];

function ofPeople(text: string): Outcome {
	const people = readPeople(text);
	const wrong = people.filter(({ line, email }) => line < 1 || typeof email !== 'string');
	return { lost: wrong.length === 0 ? null : `${wrong.length} people have no line` };
}

/** A table as a spreadsheet saves it. */
function book(table: Uint8Array): Uint8Array {
	const workbook = utils.book_new(
		utils.aoa_to_sheet([...textOf(table).trim().split('\n')].map((line) => line.split(','))),
		'Sheet1'
	);
	return new Uint8Array(write(workbook, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}
