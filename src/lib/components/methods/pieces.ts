/** Text of a paper as far as a study can write it: what only a person knows is left as a gap and marked. */

/** Words, or a gap that says what belongs there. */
export type Piece = string | { gap: string };
export type Text = readonly Piece[];

export const gap = (what: string): Piece => ({ gap: what });

/** As plain text; a gap stands in square brackets. */
export function plain(text: Text): string {
	return text
		.map((piece) => (typeof piece === 'string' ? piece : `[TO WRITE: ${piece.gap}]`))
		.join('');
}

/** Characters that Markdown takes for marks. */
const MARKS = /[\\`*_[\]<>#|~]/g;

/** As Markdown; a gap is bold, in square brackets. */
export function markdown(text: Text): string {
	return text
		.map((piece) =>
			typeof piece === 'string'
				? piece.replace(MARKS, (mark) => `\\${mark}`)
				: `**\\[TO WRITE: ${piece.gap.replace(MARKS, (mark) => `\\${mark}`)}\\]**`
		)
		.join('');
}

/** What is left to a person in a text. */
export function gapsIn(text: Text): string[] {
	return text.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.gap]));
}

/** Words with commas and an `and`: `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[]): string {
	if (words.length < 2) return words.join('');
	return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
