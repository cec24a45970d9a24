/** Further columns that are kept with a case or an action, and under which names. */
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import { headOf } from '#lib/domain/spelling.ts';
import { columns } from '../records.ts';
import type { Row } from '../table-read.ts';
import type { Columns } from './sources.ts';

/** A column that is kept, and its name among those of a release's tables. */
export type Kept = { column: string; as: string };

/** Names that mean something else there. */
const TAKEN = new Set([...columns('cases'), ...columns('actions'), '__proto__'].map(headOf));

/** The columns that a mapping keeps, as far as the table has them. */
export function keptOf(names: readonly string[], found: Columns): Kept[] {
	return names.flatMap((name) => {
		const column = found.find(name);
		return column === null
			? []
			: [{ column, as: TAKEN.has(headOf(column)) ? `${column} (source)` : column }];
	});
}

/** What a row holds in a column: as a JSON file has it, or as text. */
export function valueIn(row: Row, column: string): JsonValue {
	if (row.value === undefined) return row.cells.get(column) ?? '';
	const value = row.value(column) ?? null;
	if (typeof value !== 'object' || value === null) return value;
	const isPlain = Array.isArray(value) && value.every((member) => typeof member !== 'object');
	// A cell holds a list of words, and nothing that is deeper.
	return isPlain ? value : JSON.stringify(value);
}

/** What is kept, as the source of a case or an action; null where nothing is. */
export function sourceOf(kept: ReadonlyMap<string, JsonValue>): JsonObject | null {
	return kept.size === 0 ? null : { table: Object.fromEntries(kept) };
}
