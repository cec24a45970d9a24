/** What stands in a file, in the middle of a sentence about it. */

/** Characters by which anybody knows what is meant. */
const MOST = 60;

/** A text as it is; of a long one its beginning. */
export function shortened(text: string): string {
	return text.length > MOST ? `${text.slice(0, MOST - 3)}...` : text;
}

/** The same in double quotes. */
export function quoted(text: string): string {
	return `"${shortened(text)}"`;
}
