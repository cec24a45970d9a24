/** Whether the three forms of each table have the same records, and the dictionary all of their columns. */
import { parquetMetadata } from 'hyparquet';
import type { Problem } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import * as csv from './csv.ts';
import { decode, type Files } from './files.ts';
import type { Lines } from './verify-records.ts';

/** How many records a file of CSV has below its header: a line feed in quotes ends none. */
function rowsOf(bytes: Uint8Array): number {
	let rows = -1;
	let isQuoted = false;
	for (const byte of bytes) {
		if (byte === 34) isQuoted = !isQuoted;
		else if (byte === 10 && !isQuoted) rows += 1;
	}
	return rows;
}

/** How many rows a file of Parquet says that it has, and its columns. */
function parquetOf(bytes: Uint8Array): { rows: number; columns: string[] } {
	// A copy, and not `slice`: of what was read from a folder that gives a view of a larger buffer.
	const { num_rows, schema } = parquetMetadata(new Uint8Array(bytes).buffer);
	const columns: string[] = [];
	// The root, then each column with all that is below it.
	for (let at = 1; at < schema.length; at = past(schema, at)) columns.push(schema[at]!.name);
	return { rows: Number(num_rows), columns };
}

/** The place after an element of a schema and its children. */
function past(schema: readonly { num_children?: number }[], at: number): number {
	let next = at + 1;
	for (let child = 0; child < (schema[at]?.num_children ?? 0); child += 1) {
		next = past(schema, next);
	}
	return next;
}

/** The records of a small file of CSV, the header among them. */
function parsed(bytes: Uint8Array, where: string, problems: Problem[]): string[][] {
	const text = decode(bytes, where, problems) ?? '';
	return [...csv.linesOf(text, where, () => true, problems)].map(({ cells }) => cells);
}

/** The header alone: what follows may be large. */
function headerOf(bytes: Uint8Array, where: string, problems: Problem[]): string[] {
	const end = bytes.indexOf(10);
	return parsed(bytes.subarray(0, end === -1 ? bytes.length : end), where, problems)[0] ?? [];
}

/**
 * Checks that CSV and Parquet have as many records as JSONL and the same columns as each other, and that the dictionary
 * explains each; a release of format 1 has Parquet of some tables only.
 */
export function formProblems(
	files: Files,
	{ formatVersion }: Manifest,
	tables: ReadonlyMap<string, Lines>
): Problem[] {
	const problems: Problem[] = [];
	const explained = new Map<string, Set<string>>();
	const dictionary = files.get('data-dictionary.csv');
	if (dictionary !== undefined) {
		for (const [table, column] of parsed(dictionary, 'data-dictionary.csv', problems)) {
			explained.set(table!, (explained.get(table!) ?? new Set()).add(column!));
		}
	}
	for (const table of tables.keys()) {
		const path = (ending: string) => `tables/${table}.${ending}`;
		const wanted = linesOf(files.get(path('jsonl'))!);
		const fault = (ending: string, message: string) =>
			problems.push({ where: path(ending), message });
		const text = files.get(path('csv'));
		const columns = text === undefined ? [] : headerOf(text, path('csv'), problems);
		if (text === undefined) fault('csv', `is missing: ${path('jsonl')} is there.`);
		else if (rowsOf(text) !== wanted) {
			fault('csv', `has ${rowsOf(text)} records and ${path('jsonl')} has ${wanted}.`);
		}
		if (formatVersion > 1) {
			problems.push(...parquetProblems(files.get(path('parquet')), { table, wanted, columns }));
			if (table !== 'matrix') {
				for (const column of columns) {
					if (explained.get(table)?.has(column)) continue;
					const message = `does not explain the column ${column} of ${path('csv')}.`;
					problems.push({ where: 'data-dictionary.csv', message });
				}
			}
		}
	}
	return problems;
}

/** Records are one a line, the last too ends with a line feed. */
function linesOf(bytes: Uint8Array): number {
	let lines = 0;
	for (const byte of bytes) if (byte === 10) lines += 1;
	return lines;
}

function parquetProblems(
	bytes: Uint8Array | undefined,
	{ table, wanted, columns }: { table: string; wanted: number; columns: readonly string[] }
): Problem[] {
	const where = `tables/${table}.parquet`;
	if (bytes === undefined) {
		return [{ where, message: `is missing: tables/${table}.jsonl is there.` }];
	}
	try {
		const found = parquetOf(bytes);
		const problems: Problem[] = [];
		if (found.rows !== wanted) {
			const message = `has ${found.rows} records and tables/${table}.jsonl has ${wanted}.`;
			problems.push({ where, message });
		}
		if (found.columns.join('\n') !== columns.join('\n')) {
			problems.push({ where, message: `has other columns than tables/${table}.csv.` });
		}
		return problems;
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		return [{ where, message: `is no Parquet: ${reason}.` }];
	}
}
