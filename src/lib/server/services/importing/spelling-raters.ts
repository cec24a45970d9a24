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
	const known = rows.map((row) => ({ ...row, rater: names.of(row.rater) }));
	const inFile = [...new Set(known.map(({ rater }) => rater))];
	const added = inFile.filter((name) => !members.includes(name));
	return {
		rows: known,
		notes: [
			...foldedInWords('rater', names.foldings),
			...nearInWords('rater', near(added, [...members, ...added]))
		]
	};
}

/** New names beside those that differ from them by a slip; each two once. */
function near(added: readonly string[], all: readonly string[]): [string, string][] {
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
