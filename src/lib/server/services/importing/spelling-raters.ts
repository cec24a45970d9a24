/** Whose ratings the lines of a file are: every rater in the spelling in which the study, or the file, knows the name. */
import { folded, isSlip, Spellings } from '#lib/domain/spelling.ts';
import { foldedInWords, nearInWords } from '#lib/formats/notes.ts';
import type { RatingRow } from '#lib/formats/tables.ts';

export type Spelt = {
	/** The lines, each with its rater's name as it is known. */
	rows: RatingRow[];
	/** Which spellings were taken for one name, and which names are so near each other that they may be one. */
	notes: string[];
};

/**
 * @param rows as they stand in the file
 * @param members names in the study
 */
export function spelt(rows: readonly RatingRow[], members: readonly string[]): Spelt {
	const names = new Spellings(members);
	const spellings = new Map<string, string>();
	const spellingOf = (written: string) => {
		const known = spellings.get(written) ?? names.of(written);
		spellings.set(written, known);
		return known;
	};
	const known = rows.map((row) => ({ ...row, rater: spellingOf(row.rater) }));
	const inFile = [...new Set(spellings.values())];
	const added = inFile.filter((name) => !members.includes(name));
	return {
		rows: known,
		notes: [
			...foldedInWords('rater', names.foldings),
			...nearInWords('rater', near(added, [...members, ...added]))
		]
	};
}

/** More names than these are no panel: nobody would look at which of them are nearly alike. */
const MOST_NAMES = 2_000;

/** New names beside those that differ from them by a slip; each two once. */
function near(added: readonly string[], all: readonly string[]): [string, string][] {
	if (all.length > MOST_NAMES) return [];
	const known = all.map((name) => ({ name, key: folded(name) }));
	const seen = new Set<string>();
	return added.flatMap((name) => {
		const key = folded(name);
		seen.add(name);
		return known
			.filter((other) => !seen.has(other.name) && isSlip(key, other.key))
			.map((other): [string, string] => [name, other.name]);
	});
}
