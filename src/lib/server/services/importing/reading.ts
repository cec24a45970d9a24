/** Reads files of cases: a NOHARM kit, or the tables cases and actions, in any of the forms a table comes in. */
import type { Mapping } from '#lib/domain/mapping.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { find, mayBeRead } from '#lib/formats/layout.ts';
import type { Limits } from '#lib/formats/limits.ts';
import { applyCases, applyRatings } from '#lib/formats/mapping/index.ts';
import { readRatings, readTables, type KnownCodes, type RatingRows } from '#lib/formats/tables.ts';
import { opened } from '#lib/formats/xlsx.ts';
import type { Incoming } from './incoming.ts';

/**
 * Reads cases from files: a NOHARM kit, or the tables cases and actions, wherever among the files they lie.
 *
 * @param files paths relative to the folder or archive, with their bytes
 * @param codes that the study has, where there is one: tables may write them otherwise
 * @throws Refusal as `opened`
 */
export async function readCases(
	files: Files,
	codes: KnownCodes | undefined,
	limits: Limits
): Promise<Incoming> {
	const found = find(files);
	if (found.kind === 'neither') {
		return { cases: [], problems: found.problems, ignored: [], notes: [] };
	}
	if (found.kind === 'kit') {
		const { ignored, ...read } = readKit(found.files, limits);
		return { ...read, ignored: [...found.ignored, ...ignored], notes: [] };
	}
	const cases = await opened(files.get(found.cases)!, 'cases', limits);
	const actions = await opened(files.get(found.actions)!, 'actions', limits);
	return { ...readTables(cases, actions, limits, codes), ignored: found.ignored };
}

/** The same of tables as people have them, by a mapping. @throws Refusal ('invalid') for a mapping of ratings */
export async function readMapped(
	files: Files,
	mapping: Mapping,
	codes: KnownCodes | undefined,
	limits: Limits
): Promise<Incoming> {
	if (mapping.purpose !== 'cases') {
		throw new Refusal('invalid', 'This mapping is of ratings: it makes no cases.');
	}
	return applyCases(mapping, files, codes, limits);
}

/** Reads ratings from the table of that name, as a text file or a workbook. @throws Refusal as `opened` */
export async function readRatingsIn(bytes: Uint8Array, limits: Limits): Promise<RatingRows> {
	return readRatings(await opened(bytes, 'ratings', limits), limits);
}

/**
 * Reads ratings from files: the one table they hold, or tables as people have them by a mapping.
 *
 * @throws Refusal as `opened`; ('invalid') for a mapping of cases
 */
export async function readRatingsOf(
	files: Files,
	mapping: Mapping | null,
	limits: Limits
): Promise<RatingRows> {
	if (mapping === null) {
		const table = [...files].find(([path]) => mayBeRead(path));
		if (table === undefined) throw new Refusal('invalid', 'The files hold no table of ratings.');
		return readRatingsIn(table[1], limits);
	}
	if (mapping.purpose !== 'ratings') {
		throw new Refusal('invalid', 'This mapping is of cases: it makes no ratings.');
	}
	return applyRatings(mapping, files, limits);
}
