/** Reads files of cases: a NOHARM kit, or cases.csv with actions.csv. */
import type { Files } from '#lib/formats/files.ts';
import { readKit } from '#lib/formats/kit.ts';
import { DEFAULT_LIMITS } from '#lib/formats/limits.ts';
import { readTables } from '#lib/formats/tables.ts';
import { unzip } from '#lib/formats/zip.ts';
import type { Incoming } from './incoming.ts';

/**
 * Reads cases from files: a NOHARM kit, or cases.csv with actions.csv.
 *
 * @param files paths relative to the folder or archive, with their bytes
 */
export function readCases(files: Files): Incoming {
	const cased = files.get('cases.csv');
	const actioned = files.get('actions.csv');
	if (cased !== undefined && actioned !== undefined) {
		const ignored = [...files.keys()].filter(
			(path) => path !== 'cases.csv' && path !== 'actions.csv'
		);
		return { ...readTables(cased, actioned, DEFAULT_LIMITS), ignored };
	}
	if (cased !== undefined || actioned !== undefined) {
		const lacking = cased === undefined ? 'cases.csv' : 'actions.csv';
		return {
			cases: [],
			problems: [
				{ where: lacking, message: 'is missing: tables come as cases.csv and actions.csv.' }
			],
			ignored: []
		};
	}
	return readKit(files, DEFAULT_LIMITS);
}

/** The same of a zip. @throws Refusal as `unzip` */
export async function readZip(bytes: Uint8Array): Promise<Incoming> {
	return readCases(await unzip(bytes));
}
