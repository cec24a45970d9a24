/**
 * A text with more characters than fit. No field cuts what is typed or pasted, as the attribute `maxlength`
 * does: it says how many are too many, and nothing is saved until they are gone.
 */
import type { RaterText } from '#lib/text/messages.ts';

/** How many characters are too many, in UTF-16 units, as the server counts; 0 where the text fits. */
export const tooMany = (text: string, limit: number): number => Math.max(0, text.length - limit);

/**
 * Says how many are too many.
 *
 * @param what a form is not sent until they are gone, a text that is saved as one types is not saved
 * @returns '' where the text fits
 */
export function tooLongWords(
	words: RaterText,
	text: string,
	limit: number,
	what: keyof RaterText['tooLong']
): string {
	const over = tooMany(text, limit);
	if (over === 0) return '';
	return words.tooLong[what]({ over, limit: limit.toLocaleString(words.locale()) });
}
