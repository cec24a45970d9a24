/** A mapping that was guessed, printed to be looked at and mended. */
import { lacks, type Purpose } from '#lib/domain/mapping.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Files } from '#lib/formats/files.ts';
import type { Limits } from '#lib/formats/limits.ts';
import {
	guess,
	look,
	titleOf,
	writeMapping,
	type LookedTable,
	type Why
} from '#lib/formats/mapping/index.ts';
import { note } from './notes.ts';
import { count } from './text.ts';

/**
 * Guesses what the columns of tables mean. The mapping is the answer; why it is so, and what is not used, is said beside it.
 *
 * @throws Refusal ('invalid') where the files hold no table
 */
export async function guessAnswer(
	files: Files,
	{ purpose, file, limits }: { purpose: Purpose; file: string; limits: Limits }
) {
	const { tables, problems } = await look(files, limits);
	if (tables.length === 0) {
		const message = 'No table was found: a mapping reads .xlsx, .csv, .tsv, .txt and .jsonl.';
		throw new Refusal('invalid', message, { problems });
	}
	const { mapping, why } = guess(tables, purpose, titleOf(file));
	const unsaid = lacks(mapping);
	for (const table of tables) note(tableInWords(table));
	for (const reason of why) note(whyInWords(reason));
	for (const sentence of unsaid) note(sentence);
	return { json: { mapping, why, lacks: unsaid, tables }, text: writeMapping(mapping).trimEnd() };
}

function tableInWords({ file, sheet, header, rows, columns }: LookedTable): string {
	const place = sheet === null ? file : `${file}, ${sheet}`;
	const names = columns.map((column) => `"${column.name}"`).join(', ');
	return `${place}: ${count(rows, 'row')} below line ${header}, which names ${names}.`;
}

const whyInWords = ({ table, field, sure, why }: Why) =>
	`table ${table + 1}, ${field}: ${sure}, ${why}`;
