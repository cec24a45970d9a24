/** How a text is looked for: without regard to case and accents. */

/** A text as it is compared: whoever looks for nystrom finds Nyström. */
export function fold(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/**
 * What tells whether texts hold what is looked for.
 *
 * @param find as it was typed; nothing but space finds everything
 * @returns true where one of the texts holds it
 */
export function finder(find: string): (...texts: string[]) => boolean {
	const wanted = fold(find.trim());
	return (...texts) => wanted === '' || texts.some((text) => fold(text).includes(wanted));
}
