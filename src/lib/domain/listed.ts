/** A few things in a sentence. */

/** Words or numbers with commas and an `and`: `3`, `3 and 8`, `3, 6 and 8`; nothing of nothing. */
export function listed(things: readonly (string | number)[]): string {
	if (things.length < 2) return things.join('');
	return `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
}
