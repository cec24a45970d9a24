/**
 * A spreadsheet runs a cell that begins like a formula. Such a text leaves with an apostrophe in front
 * and loses it on the way in; so that this can be undone, a text that begins with apostrophes followed
 * by such a character gets one more. Numbers are never touched.
 */

/** The text as it may stand in a cell: with an apostrophe where a spreadsheet would run it. */
export function defuse(text: string): string {
	return /^'*[=+\-@\t\0]/.test(text) ? `'${text}` : text;
}

/** The text of a cell: what `defuse` was given. */
export function restore(cell: string): string {
	return cell.startsWith("'") && /^'+[=+\-@\t\0]/.test(cell) ? cell.slice(1) : cell;
}
