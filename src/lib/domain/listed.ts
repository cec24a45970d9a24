/** Things counted or listed in a sentence. */

/**
 * A count with its noun: `1 case`, `1,204 cases`.
 *
 * @param more the plural, where it is not the singular with an s
 */
export function many(count: number, one: string, more = `${one}s`): string {
	return `${count.toLocaleString('en')} ${count === 1 ? one : more}`;
}

/** Words or numbers with commas and an `and`: `3`, `3 and 8`, `3, 6 and 8`; nothing of nothing. */
export function listed(things: readonly (string | number)[]): string {
	if (things.length < 2) return things.join('');
	return `${things.slice(0, -1).join(', ')} and ${things.at(-1)}`;
}

/**
 * The first of many, and how many more there are: `a, b, c and 1,204 more`.
 *
 * @param of how many there are, where `things` are only some of them
 */
export function shortened(
	things: readonly (string | number)[],
	most: number,
	of = things.length
): string {
	const some = things.slice(0, most);
	const more = of - some.length;
	return `${some.join(', ')}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}
