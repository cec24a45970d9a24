/**
 * How alike two texts are, as a hint to whoever writes them. Texts are compared by their words: without regard to
 * case, accents, punctuation and order. The likeness of two texts is the share of words that they have in common,
 * |A ∩ B| / |A ∪ B|, each word counted once (P. Jaccard, The distribution of the flora in the alpine zone, New
 * Phytologist 11 (1912), 37-50).
 */
import { fold } from './search.ts';

/** From this share of common words on, two texts are said to be much alike: 4 of 5 words. */
export const MUCH_ALIKE = 0.8;

/** The words of a text, each once. */
export function wordsOf(text: string): Set<string> {
	return new Set(fold(text).match(/[\p{L}\p{N}]+/gu) ?? []);
}

/** @returns 0 for texts without a common word, or without any, to 1 for texts of the same words */
export function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
	const [few, many] = a.size <= b.size ? [a, b] : [b, a];
	if (few.size === 0) return 0;
	let common = 0;
	for (const word of few) if (many.has(word)) common += 1;
	return common / (a.size + b.size - common);
}

/** A text, and one before it that it is like. */
export type Alike = { at: number; like: number; same: boolean };

/**
 * The texts that say what one before them says, or nearly so.
 *
 * @returns for each of them its place and that of the one it is most like; `same` where the words are the same in the
 *   same order
 */
export function alikeAmong(texts: readonly string[]): Alike[] {
	const read = texts.map((text) => ({ words: wordsOf(text), said: plain(text) }));
	const found: Alike[] = [];
	for (const [at, { words, said }] of read.entries()) {
		let best: Alike | null = null;
		let most = MUCH_ALIKE;
		for (let like = 0; like < at && best?.same !== true; like += 1) {
			const other = read[like]!;
			// However many words two texts share, they are no more alike than the shorter is long.
			const bound =
				Math.min(words.size, other.words.size) / Math.max(words.size, other.words.size, 1);
			if (bound < most) continue;
			const share = likeness(words, other.words);
			const same = said !== '' && said === other.said;
			if (!same && (share < most || (best !== null && share === most))) continue;
			most = share;
			best = { at, like, same };
		}
		if (best !== null) found.push(best);
	}
	return found;
}

/** The words of a text in their order. */
const plain = (text: string) => (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
