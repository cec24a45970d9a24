/** Whether files are what an import reads as it is: a kit, or tables with the names of formats.md. */
import type { Files } from '#lib/formats/files.ts';
import { find } from '#lib/formats/layout.ts';
import type { LookedTable } from '#lib/formats/mapping/index.ts';
import { headOf } from '#lib/domain/spelling.ts';
import { columnsOf, type Template } from '#lib/formats/templates.ts';

/** What is imported as it is; null for tables that have to be mapped first. */
export type Own = 'cases' | 'ratings' | null;

/** True for a kit, which nobody looks into for tables. */
export const isKit = (files: Files) => find(files).kind === 'kit';

/**
 * @param files by their paths
 * @param tables in them
 */
export function ownOf(files: Files, tables: readonly LookedTable[]): Own {
	const found = find(files);
	if (found.kind === 'tables') {
		const named = (file: string, name: Template) =>
			tables.some((table) => table.file === file && has(table, name));
		return named(found.cases, 'cases') && named(found.actions, 'actions') ? 'cases' : null;
	}
	const [only] = tables;
	return tables.length === 1 && has(only!, 'ratings') ? 'ratings' : null;
}

/** A table that begins with its header and has every column that it cannot be without. */
function has({ header, columns }: LookedTable, name: Template): boolean {
	const heads = new Set(columns.map((column) => headOf(column.name)));
	return (
		header === 1 &&
		columnsOf(name).every((column) => !column.required || heads.has(headOf(column.name)))
	);
}
