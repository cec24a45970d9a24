import { check } from './table.ts';
import type { Table } from './table.ts';

/** How close the ratings of one unit are, on the scale 1 to 9; from the closest to the farthest. */
export const CLASSES = ['perfect', 'near-perfect', 'concordant', 'discordant'] as const;

export type Class = (typeof CLASSES)[number];

/**
 * Primum's classes: largest - smallest is 0 perfect, 1 near-perfect, 2 concordant, more discordant.
 * A rating of 1 to 3 beside one of 7 to 9 is discordant too, and always more than 2 apart.
 *
 * @param ratings of one unit, from 1 to 9; null where missing
 * @returns undefined below two ratings
 */
export function classify(ratings: readonly (number | null)[]): Class | undefined {
	const given = ratings.filter((value) => value !== null);
	if (given.length < 2) return undefined;
	const range = Math.max(...given) - Math.min(...given);
	return range > 2 ? 'discordant' : CLASSES[Math.ceil(range)];
}

/** Units of a table in each class, and those with fewer than two ratings, which have none. */
export type Count = Record<Class, number> & { unclassed: number };

/**
 * Counts the classes over a table of ratings 1 to 9. Throws RangeError where the table is faulty.
 */
export function count(table: Table): Count {
	check(table);
	const sum: Count = { perfect: 0, 'near-perfect': 0, concordant: 0, discordant: 0, unclassed: 0 };
	for (const row of table) sum[classify(row) ?? 'unclassed']++;
	return sum;
}
