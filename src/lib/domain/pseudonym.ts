/**
 * Raters leave a study as R01, R02, ... and adjudicators as A1, A2, ...: stable, in random order, the key kept in the
 * database only.
 */

/** Whom a pseudonym is for: R a rater, A an adjudicator. */
export type Letter = 'R' | 'A';

/** Digits of a number, at least. */
const DIGITS: Record<Letter, number> = { R: 2, A: 1 };

/**
 * Gives a pseudonym to everyone who has none.
 *
 * @param members of one study, with the pseudonyms given before
 * @param random numbers from 0 to below 1; decides the order
 * @param letter which the new ones begin with; numbers go on after the highest of it
 * @returns the new pseudonyms by member id
 */
export function assignPseudonyms(
	members: readonly { id: number; pseudonym: string | null }[],
	random: () => number,
	letter: Letter = 'R'
): Map<number, string> {
	const taken = members.flatMap(({ pseudonym }) =>
		pseudonym?.startsWith(letter) ? [pseudonym] : []
	);
	const newest = Math.max(0, ...taken.map((name) => Number(name.slice(1))));
	const open = members.filter(({ pseudonym }) => pseudonym === null).map(({ id }) => id);
	// Fisher and Yates's shuffle: every order is equally likely.
	for (let last = open.length - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		[open[last], open[other]] = [open[other]!, open[last]!];
	}
	const name = (number: number) => letter + String(number).padStart(DIGITS[letter], '0');
	return new Map(open.map((id, index) => [id, name(newest + index + 1)]));
}
