/** Guesses what columns mean, from their names and from what stands in them. */
import type { Mapping, Purpose } from '#lib/domain/mapping.ts';
import type { LookedTable } from './look.ts';

export type Sure = 'sure' | 'likely' | 'unsure';

/** Why a field was guessed as it was. */
export type Why = {
	/** The place of the table in the mapping. */
	table: number;
	/** The field in that table: `case.presentation`, `actions.0.text`, `place.unit`, `ratings.2.score`. */
	field: string;
	sure: Sure;
	/** A word or two for the screen: `by its name`, `long texts`, `whole numbers from 1 to 9`. */
	why: string;
};

export type Guess = {
	/** As far as anything could be guessed: see `lacks`. */
	mapping: Mapping;
	why: Why[];
};

/**
 * Guesses a mapping.
 *
 * @param tables as `look` gives them
 * @param name of the mapping
 */
export declare function guess(
	tables: readonly LookedTable[],
	purpose: Purpose,
	name?: string
): Guess;
