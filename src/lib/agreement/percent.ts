import { NO_PAIRS } from './coefficient.ts';
import type { Coefficient, Figure } from './coefficient.ts';
import * as sumsOf from './sums.ts';
import type { Nearness } from './sums.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';
import type { Table } from './table.ts';
import { corrected } from './weighted.ts';
import * as weights from './weights.ts';

/**
 * Percent agreement, exact: the mean, over units with at least two ratings, of the share of pairs
 * of ratings that are equal, from 0 to 1. With weights other than identity, close pairs count in
 * part. Standard error and interval as in Gwet's family, without any correction for chance.
 *
 * @throws RangeError where the table is faulty, see tally
 */
export function exact(
	source: Table | Tally,
	kind: weights.Kind = 'identity',
	categories?: readonly number[]
): Coefficient {
	const t = tally(source, categories);
	return share(t, weights.matrix(kind, t.categories));
}

/** The same share, where two ratings agree when they are at most 1 apart. */
export function withinOne(source: Table | Tally, categories?: readonly number[]): Coefficient {
	const t = tally(source, categories);
	return share(t, weights.within(1, t.categories));
}

function share(t: Tally, w: weights.Weights): Coefficient {
	const none = { pe: 0, each: new Float64Array(t.sizes.length), per: 'pattern' } as const;
	return { ...corrected(t, w, none), ...t.paired };
}

/** The same from sums of units, for every nearness. */
export function figure(kind: Nearness): Figure {
	return {
		scale: 'percent',
		units: (sums) => sumsOf.paired(sums).units,
		of: (sums) => {
			const counts = sumsOf.paired(sums);
			if (counts.units === 0) return { undefined: NO_PAIRS, ...counts };
			return { value: sumsOf.agreed(sums, kind), ...counts };
		}
	};
}
