/** Raters leave a study as R01, R02, ...: stable, in random order, the key kept in the database only. */

/**
 * Gives a pseudonym to everyone who has none.
 *
 * @param members of one study, with the pseudonyms given before
 * @param random numbers from 0 to below 1; decides the order
 * @returns the new pseudonyms by member id
 */
export function assignPseudonyms(
	members: readonly { id: number; pseudonym: string | null }[],
	random: () => number
): Map<number, string> {
	const taken = members.flatMap(({ pseudonym }) => (pseudonym === null ? [] : [pseudonym]));
	const newest = Math.max(0, ...taken.map((name) => Number(name.slice(1))));
	const open = members.filter(({ pseudonym }) => pseudonym === null).map(({ id }) => id);
	// Fisher and Yates's shuffle: every order is equally likely.
	for (let last = open.length - 1; last > 0; last -= 1) {
		const other = Math.floor(random() * (last + 1));
		[open[last], open[other]] = [open[other]!, open[last]!];
	}
	return new Map(open.map((id, index) => [id, name(newest + index + 1)]));
}

const name = (number: number) => `R${String(number).padStart(2, '0')}`;
