/** A few cases of the demonstration as tables: what an import takes, to look at or to try. */
import type { Files } from '#lib/formats/files.ts';
import { kitFiles } from './seed-kit.ts';

/** As many as one reads through. */
const CASES = 3;

/** `cases.csv` and `actions.csv` of invented patients. */
export async function sampleFiles(): Promise<Files> {
	// What reads and writes files is loaded where that is done.
	const { readKit } = await import('#lib/formats/kit.ts');
	const { writeActions, writeCases } = await import('#lib/formats/tables.ts');
	const { cases } = readKit(kitFiles(1));
	// What a kit has beside its columns stays with the kit.
	const plain = cases.slice(0, CASES).map((item) => ({
		...item,
		...{ source: null, variants: [], guidance: null },
		actions: item.actions.map((action) => ({ ...action, source: null }))
	}));
	return new Map([
		['cases.csv', writeCases(plain, 'csv')],
		['actions.csv', writeActions(plain, 'csv')]
	]);
}
