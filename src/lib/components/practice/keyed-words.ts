/** Keys inside a sentence: the catalogue says where each stands, the screen shows it as a key. */

/** Marks of Unicode that set apart what stands between them, and are never typed. */
const OPEN = '\u2068';
const CLOSE = '\u2069';

/** Marks a key to be put into a message. */
export function asKey(key: string): string {
	return `${OPEN}${key}${CLOSE}`;
}

/** The parts of a message, in order; those that were marked are keys. */
export function partsOf(message: string): { words: string; key: boolean }[] {
	return message
		.split(OPEN)
		.flatMap((part, index) => {
			if (index === 0) return [{ words: part, key: false }];
			const [key = '', rest = ''] = part.split(CLOSE);
			return [
				{ words: key, key: true },
				{ words: rest, key: false }
			];
		})
		.filter(({ words }) => words !== '');
}
