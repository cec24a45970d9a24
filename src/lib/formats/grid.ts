/** A table before anybody knows what its columns mean: lines of cells, wherever they come from. */
import type { JsonValue } from '#lib/domain/case.ts';
import type { Problem } from '#lib/domain/refusal.ts';
import * as csv from './csv.ts';
import { textIn, unstorable } from './files.ts';
import type { Limits } from './limits.ts';

/** A line; `values` are its cells as they are where the file knows more than text. */
export type Line = csv.Line & { values?: readonly (JsonValue | undefined)[] };

export type Grid = {
	/** One after the other, the header among them, without those that are empty. They can be taken once. */
	lines: Iterator<Line, void>;
	/** Gets a problem where the text turns out to be no table after all; then no line counts. */
	broken: Problem[];
	/** True where no cell can hold what a database cannot keep. */
	isStorable: boolean;
};

/** A table that is read as it lies, or that was opened already. */
export type Content = Uint8Array | Grid;

/**
 * Opens a text file.
 *
 * @param isKnown whether a cell of the header is the name of a column: by that the delimiter is found
 * @param problems gets one more where the file is too large or no text; then null is returned
 */
export function gridOf(
	bytes: Uint8Array,
	at: { where: string; limits: Limits },
	isKnown: (name: string) => boolean,
	problems: Problem[]
): Grid | null {
	const text = textIn(bytes, at, problems);
	if (text === null) return null;
	const broken: Problem[] = [];
	const lines = csv.linesOf(text, at.where, isKnown, broken);
	return { lines, broken, isStorable: unstorable(text) === null };
}
