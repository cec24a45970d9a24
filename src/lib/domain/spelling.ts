/**
 * How names, ids and codes that people typed in different programs are taken for the same. What a person wrote to be
 * read, a text or a comment, stays as it is.
 */

/** Characters that nobody sees: zero-width spaces and joiners, marks of direction and of byte order. */
const UNSEEN = /[\u200b-\u200f\u2060\ufeff]/g;

/** A name, id or code in one spelling: composed accents, nothing unseen, one space where there was any. */
export function tidied(text: string): string {
	// Most cells are one plain word.
	if (/^[!-~]*$/.test(text)) return text;
	return text.normalize('NFC').replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
}

/** The same for comparing: names that differ in capital letters alone are one. */
export function folded(text: string): string {
	return tidied(text).toLowerCase();
}

/** A name of a column as it is compared: without regard to case, spaces, hyphens and underscores. */
export const headOf = (name: string) => folded(name).replace(/[\s_-]/g, '');

/** Names in two spellings that are taken for one: how it was written, and how it is known. */
export type Folding = { from: string; to: string };

/**
 * The names as they are known, whichever way they are written.
 *
 * @param known names that stand already; of others the first spelling is the one that is kept
 */
export class Spellings {
	readonly #exact: ReadonlySet<string>;
	readonly #known = new Map<string, string>();
	readonly #foldings = new Map<string, Folding>();

	constructor(known: Iterable<string> = []) {
		this.#exact = new Set(known);
		for (const name of this.#exact) this.#note(folded(name), name);
	}

	/** The spelling in which a name is known; its own where it is new. */
	of(written: string): string {
		// Two that differ in capital letters alone may stand already: each is itself.
		if (this.#exact.has(written)) return written;
		const to = this.#note(folded(written), tidied(written));
		if (to !== tidied(written)) this.#foldings.set(written, { from: tidied(written), to });
		else if (!isComposed(written)) this.#foldings.set(written, { from: written, to });
		return to;
	}

	/** What was written otherwise than it is known, in the order it was met. */
	get foldings(): Folding[] {
		return [...this.#foldings.values()];
	}

	#note(key: string, name: string): string {
		const known = this.#known.get(key);
		if (known !== undefined) return known;
		this.#known.set(key, name);
		return name;
	}
}

const isComposed = (text: string) => text === text.normalize('NFC');

/** Words shorter than this are too like each other for one to be a slip of the other. */
const SHORTEST = 5;

/** Whether two words, folded alike, differ by so little that one may be a slip of the other; equal ones do not. */
export function isSlip(a: string, b: string): boolean {
	const shorter = Math.min(a.length, b.length);
	const most = shorter < 8 ? 1 : 2;
	if (a === b || shorter < SHORTEST || Math.abs(a.length - b.length) > most) return false;
	return slipsBetween(a, b) <= most;
}

/**
 * Letters left out, added, changed or swapped with their neighbour between two words: the distance of Damerau
 * and Levenshtein, in its form without a second change of the same letters.
 */
export function slipsBetween(a: string, b: string): number {
	const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)];
	for (let i = 1; i <= a.length; i += 1) {
		const row = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const same = a[i - 1] === b[j - 1] ? 0 : 1;
			row[j] = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
			if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
				row[j] = Math.min(row[j]!, rows[i - 2]![j - 2]! + 1);
			}
		}
		rows.push(row);
	}
	return rows[a.length]![b.length]!;
}
