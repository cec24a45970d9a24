/** Ids of cases as people write them, as names of files can be. */
import { folded, tidied } from '#lib/domain/spelling.ts';
import { shortened } from '#lib/domain/listed.ts';
import { idFault } from '#lib/domain/case-ids.ts';

/** As many ids as one sentence names. */
const NAMED = 5;

/** Makes ids that can be names of files: `Case 1` is `Case-1`. */
export class SafeIds {
	readonly #made = new Map<string, string>();
	readonly #byMade = new Map<string, string>();

	/**
	 * @param written not empty
	 * @returns the id, or what other id would be the same
	 */
	of(written: string): { id: string } | { other: string } {
		const own = tidied(written);
		const id = this.#made.get(own) ?? safe(own);
		this.#made.set(own, id);
		const other = this.#byMade.get(id) ?? own;
		this.#byMade.set(id, other);
		return other === own ? { id } : { other };
	}

	/** What was written otherwise than it could be kept. */
	notes(): string[] {
		const changed = [...this.#made].filter(([own, id]) => own !== id);
		if (changed.length === 0) return [];
		const said = changed.map(([own, id]) => `"${own}" is "${id}"`);
		return [`case: ids become names of files, so ${shortened(said, NAMED)}.`];
	}
}

/** The id with a hyphen in place of what cannot be in the name of a file; as it is where nothing would be left. */
function safe(id: string): string {
	if (idFault(id) === null) return id;
	const made = id
		.replace(/[^\p{L}\p{N}_.-]+/gu, '-')
		.replace(/^[^\p{L}\p{N}_]+/u, '')
		.replace(/[.-]+$/, '');
	return idFault(made) === null ? made : id;
}

/** Digits of a number in an id that is made. */
const DIGITS = 3;

const numbered = (word: string, number: number) => `${word}${String(number).padStart(DIGITS, '0')}`;

/** Ids for cases that have none. */
export class MadeIds {
	readonly #counts = new Map<string, number>();
	readonly #by: 'by-specialty' | 'by-row';

	constructor(by: 'by-specialty' | 'by-row') {
		this.#by = by;
	}

	/** The id of the next case. @param line on which it begins */
	next(specialty: string, line: number): string {
		if (this.#by === 'by-row') return numbered('Row', line);
		const word = specialty.replace(/[^\p{L}]/gu, '') || 'Case';
		const count = (this.#counts.get(folded(word)) ?? 0) + 1;
		this.#counts.set(folded(word), count);
		return numbered(word, count);
	}
}
