import type { Coefficient } from './coefficient.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected, means, prevalence } from './weighted.ts';
import * as weights from './weights.ts';

/**
 * Gwet's AC1 (identity weights) and AC2 (any other): chance agreement T/(q(q-1)) Σ π_k(1-π_k), T
 * the sum of the weights. Unlike the kappas it stays defined, with the value 1, where all ratings
 * are equal, because it expects no agreement by chance there.
 *
 * Source: Gwet, Handbook of Inter-Rater Reliability, 4th edition, 2014, chapters 2 and 3.
 *
 * @throws RangeError where the table is faulty, see tally
 */
export function ac(
	source: Table | Tally,
	kind: weights.Kind,
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	const q = t.categories.length;
	if (q < 2) return { undefined: 'Chance agreement needs at least two categories.', ...t.rated };
	const w = weights.matrix(kind, t.categories);
	const factor = w.reduce((sum, x) => sum + x, 0) / (q * (q - 1));
	const rest = prevalence(t).map((share) => 1 - share);
	const pe = factor * rest.reduce((sum, x) => sum + x * (1 - x), 0);
	const each = means(t, rest).map((mean) => factor * mean);
	return corrected(t, w, { pe, each, per: 'pattern' });
}
