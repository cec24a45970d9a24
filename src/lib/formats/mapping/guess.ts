/** Guesses what columns mean, from their names and from what stands in them. */
import {
	MAPPING_VERSION,
	type CaseMapping,
	type Mapping,
	type Purpose,
	type RatingMapping
} from '#lib/domain/mapping.ts';
import { guessCases, type GuessedTable, type Reason } from './guess-cases.ts';
import type { Sure } from './guess-fields.ts';
import { guessRatings } from './guess-ratings.ts';
import type { LookedTable } from './look.ts';

export type { Sure };

/** Why a field was guessed as it was. */
export type Why = Reason & {
	/** The place of the table in the mapping. */
	table: number;
};

export type Guess = {
	/** As far as anything could be guessed: see `lacks`. */
	mapping: Mapping;
	why: Why[];
};

/** What a mapping of a file is called: as the file, without its ending. */
export const titleOf = (name: string) =>
	name
		.replace(/\.\w{1,5}$/, '')
		.slice(0, 100)
		.trim() || name;

/**
 * Guesses a mapping.
 *
 * @param tables as `look` gives them, one of them at least
 * @param name of the mapping
 */
export function guess(tables: readonly LookedTable[], purpose: Purpose, name = 'My table'): Guess {
	const head = { mapping: MAPPING_VERSION, name } as const;
	if (purpose === 'cases') {
		const found = guessCases(tables);
		const mapping: CaseMapping = { ...head, purpose, tables: tablesOf(found) };
		return { mapping, why: whyOf(found) };
	}
	const found = guessRatings(tables);
	const mapping: RatingMapping = { ...head, purpose, tables: tablesOf(found) };
	return { mapping, why: whyOf(found) };
}

const tablesOf = <T>(found: readonly GuessedTable<T>[]) => found.map(({ table }) => table);

const whyOf = (found: readonly GuessedTable<unknown>[]) =>
	found.flatMap(({ reasons }, table) => reasons.map((reason) => ({ table, ...reason })));
