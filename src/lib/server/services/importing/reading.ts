/** Reads files of cases: a NOHARM kit, or the tables cases and actions, in any of the forms a table comes in. */
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { find } from '#lib/formats/layout.ts';
import type { Limits } from '#lib/formats/limits.ts';
import { readTables, type KnownCodes } from '#lib/formats/tables.ts';
import { asCsv } from '#lib/formats/xlsx.ts';
import { unzip } from '#lib/formats/zip.ts';
import type { Incoming } from './incoming.ts';

/**
 * Reads cases from files: a NOHARM kit, or the tables cases and actions, wherever among the files they lie.
 *
 * @param files paths relative to the folder or archive, with their bytes
 * @param codes that the study has: tables may write them otherwise
 * @throws Refusal as `asCsv`
 */
export async function readCases(
	files: Files,
	codes: KnownCodes,
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
	const cases = await asCsv(files.get(found.cases)!, 'cases', limits);
	const actions = await asCsv(files.get(found.actions)!, 'actions', limits);
	return { ...readTables(cases, actions, limits, codes), ignored: found.ignored };
}

/** The same of a zip. @throws Refusal as `unzip` */
export async function readZip(
	bytes: Uint8Array,
	codes: KnownCodes,
	limits: Limits
): Promise<Incoming> {
	return readCases(await unzip(bytes, limits), codes, limits);
}
