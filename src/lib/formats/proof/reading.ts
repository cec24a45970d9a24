/** What the proofs of this room read by themselves, without the readers of Primum. */
import type { Files } from '../files.ts';

export type Row = Record<string, unknown>;

export const TABLES = ['cases', 'actions', 'ratings', 'final', 'matrix', 'stories'] as const;
export type Table = (typeof TABLES)[number];

export function textOf(files: Files, path: string): string {
	const bytes = files.get(path);
	if (bytes === undefined) throw new Error(`${path} is not in the release.`);
	return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
}

export function documentOf(files: Files, path: string): unknown {
	return JSON.parse(textOf(files, path));
}

/** Records that stand one a line. */
export function rowsIn(text: string): Row[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Row);
}

/** The records of a table by its JSONL. */
export function linesOf(files: Files, table: Table): Row[] {
	return rowsIn(textOf(files, `tables/${table}.jsonl`));
}

/** The same with the matrix as wide as CSV and Parquet have it, and what a record does not say as null. */
export function wideOf(files: Files, table: Table): Row[] {
	const rows = linesOf(files, table).map((row): Row => {
		if (table !== 'matrix') return row;
		const { unit, scores } = row as { unit: string; scores: Row };
		return { unit, ...scores };
	});
	const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
	return rows.map((row) => Object.fromEntries(names.map((name) => [name, row[name] ?? null])));
}
