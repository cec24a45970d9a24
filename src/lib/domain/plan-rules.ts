/** The rules of a plan, as a coordinator sets them. */
import { z } from 'zod';
import { specialtyName } from './case.ts';
import { wholeNumber } from './study.ts';

/** An empty field for none, or the digits of a whole number. */
function perhaps(least: number, most: number) {
	return z.union(
		[NOTHING, wholeNumber(least, most)],
		`must be a whole number from ${least} to ${most.toLocaleString('en')}, or empty`
	);
}

const NOTHING = z
	.string()
	.trim()
	.pipe(z.literal(''))
	.transform(() => null);

/** The most cases that may stand as a cap. */
const MOST_CASES = 100_000;

/** How many cases a plan may bring somebody to; null for no limit. */
export const capSchema = perhaps(0, MOST_CASES);

/** The largest seed that is taken: nine digits, a date among them. */
const MOST_SEED = 999_999_999;

export const planRulesSchema = z.object({
	generalistsPerCase: perhaps(0, 50),
	repeatShare: wholeNumber(0, 100),
	repeatGapDays: wholeNumber(1, 365),
	seed: wholeNumber(0, MOST_SEED)
});

/**
 * The code of a specialty that somebody names by its code or its name, in whatever case.
 *
 * @param known codes
 * @returns undefined where none is meant
 */
export function codeOf(text: string, known: readonly string[]): string | undefined {
	const folded = text.trim().toLowerCase();
	return known.find(
		(code) => code.toLowerCase() === folded || specialtyName(code).toLowerCase() === folded
	);
}
