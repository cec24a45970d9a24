/** Makes cases or ratings of files by a mapping. */
import { lacks, type CaseMapping, type Mapping, type RatingMapping } from '#lib/domain/mapping.ts';
import { shortened } from '#lib/domain/listed.ts';
import { together, type Problem } from '#lib/domain/refusal.ts';
import { tooLarge, type Files } from '../files.ts';
import { DEFAULT_LIMITS, type Limits } from '../limits.ts';
import type { RatingRows } from '../ratings-read.ts';
import {
	casesOf,
	codesInWords,
	codesOf,
	NO_CODES,
	type KnownCodes,
	type TableRows,
	type Tables
} from '../tables-read.ts';
import { CaseMaker, type MadeRow } from './cases.ts';
import { RatingMaker } from './ratings.ts';
import { MappedTables, type Found } from './tables.ts';

/** What is wrong before any file is opened. */
function unfit(mapping: Mapping, files: Files, limits: Limits): Problem[] {
	const unsaid = lacks(mapping).map((message) => ({ where: mapping.name, message }));
	return [...unsaid, ...tooLarge(files, limits)];
}

/** Rows as the reader of tables takes them. */
const asRows = (rows: MadeRow[]): TableRows => ({
	where: shortened([...new Set(rows.map(({ where }) => where))], 3),
	...{ rows, hasScores: true },
	kept: (row) => (row as MadeRow).kept
});

/**
 * Cases with their actions.
 *
 * @param codes that the study has: files may write them otherwise
 * @returns as `readTables`, with the files that no table of the mapping is in
 */
export async function applyCases(
	mapping: CaseMapping,
	files: Files,
	codes: KnownCodes = NO_CODES,
	limits: Limits = DEFAULT_LIMITS
): Promise<Tables & { ignored: string[] }> {
	const problems = unfit(mapping, files, limits);
	if (problems.length > 0) return { cases: [], problems, notes: [], ignored: [] };
	const found: Found = { problems, notes: [] };
	const tables = new MappedTables(files, limits);
	const maker = new CaseMaker(limits);
	// Those that tell cases come first: others name them only.
	const told = mapping.tables.filter(({ case: item }) => item.presentation !== undefined);
	const others = mapping.tables.filter((table) => !told.includes(table));
	let isRead = true;
	for (const table of [...told, ...others]) {
		isRead = (await tables.read(table, maker.prepare, found)) && isRead;
	}
	const { ignored } = tables;
	if (!isRead) return { cases: [], problems: together(problems), notes: found.notes, ignored };
	const spelt = codesOf(codes);
	const cases = casesOf(asRows(maker.cases), asRows(maker.actions), spelt, problems);
	return {
		cases,
		problems: together(problems),
		notes: [...found.notes, ...maker.notes(), ...codesInWords(spelt)],
		ignored
	};
}

/** Ratings. @returns as `readRatings` */
export async function applyRatings(
	mapping: RatingMapping,
	files: Files,
	limits: Limits = DEFAULT_LIMITS
): Promise<RatingRows> {
	const problems = unfit(mapping, files, limits);
	if (problems.length > 0) return { rows: [], problems, notes: [] };
	const found: Found = { problems, notes: [] };
	const tables = new MappedTables(files, limits);
	const maker = new RatingMaker(limits);
	for (const table of mapping.tables) await tables.read(table, maker.prepare, found);
	const { rows } = maker;
	return { rows, problems: together(problems), notes: [...found.notes, ...maker.notes()] };
}
