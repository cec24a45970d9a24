/** Reads files of cases: a NOHARM kit, or the tables cases and actions, as .csv or .xlsx. */
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readTables } from '#lib/formats/tables.ts';
import { asCsv } from '#lib/formats/xlsx.ts';
import { unzip } from '#lib/formats/zip.ts';
import type { Incoming } from './incoming.ts';

/** As a table may be called. */
const ENDINGS = ['csv', 'xlsx'];

/**
 * Reads cases from files: a NOHARM kit, or cases.csv with actions.csv, each of which may be a .xlsx instead.
 *
 * @param files paths relative to the folder or archive, with their bytes
 * @throws Refusal as `asCsv`
 */
export async function readCases(files: Files): Promise<Incoming> {
	const [cased, actioned] = [tableIn(files, 'cases'), tableIn(files, 'actions')];
	if (cased !== undefined && actioned !== undefined) {
		const ignored = [...files.keys()].filter((path) => path !== cased && path !== actioned);
		const [cases, actions] = [await csvIn(files, cased), await csvIn(files, actioned)];
		return { ...readTables(cases, actions, DEFAULT_LIMITS), ignored };
	}
	if (cased !== undefined || actioned !== undefined) {
		const lacking = cased === undefined ? 'cases.csv' : 'actions.csv';
		return {
			cases: [],
			problems: [
				{
					where: lacking,
					message: 'is missing: tables come as cases.csv and actions.csv, or both as .xlsx.'
				}
			],
			ignored: []
		};
	}
	return readKit(files, DEFAULT_LIMITS);
}

const tableIn = (files: Files, name: string) =>
	ENDINGS.map((ending) => `${name}.${ending}`).find((path) => files.has(path));

const csvIn = (files: Files, path: string) => asCsv(files.get(path)!);

/** The same of a zip. @throws Refusal as `unzip` */
export async function readZip(bytes: Uint8Array): Promise<Incoming> {
	return readCases(await unzip(bytes));
}
