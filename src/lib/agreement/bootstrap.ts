import { isDefined } from './coefficient.ts';
import type { Estimate, Undefined } from './coefficient.ts';
import * as krippendorff from './krippendorff.ts';
import { percentile } from './quantile.ts';
import * as random from './random.ts';
import type { Table } from './table.ts';
import { tally } from './tally.ts';
import type { Tally } from './tally.ts';

/** How an interval was made: state it wherever the interval is shown. */
export type Made = { replicates: number; usable: number };

/**
 * Krippendorff's alpha with a bootstrap interval: units with at least two ratings are drawn with
 * replacement, as many as there are, `replicates` times. Drawing a unit is drawing its pattern, so
 * a replicate is a multinomial count over patterns. `se` is the standard deviation of the
 * replicates and `ci95` their 2.5th and 97.5th percentiles (type 7). Replicates in which all ratings
 * are equal have no alpha: they are left out, and `usable` counts the rest; both are absent where
 * fewer than two are left.
 *
 * @param options.random a seeded generator (random.seeded), so that the interval can be repeated
 * @param options.replicates B, 1000 unless given; at least 2
 * @throws RangeError where the table is faulty, see tally, or B is below 2
 */
export function alpha(
	source: Table | Tally,
	metric: krippendorff.Metric,
	options: { random: random.Random; replicates?: number; categories?: readonly number[] }
): (Estimate & Made) | Undefined {
	const { replicates = 1000 } = options;
	if (!Number.isInteger(replicates) || replicates < 2)
		throw new RangeError(`A bootstrap of ${replicates} replicates: ask for a whole number from 2.`);
	const t = tally(source, options.categories);
	const whole = krippendorff.alpha(t, metric);
	if (!isDefined(whole)) return whole;

	const units = t.patternOf.filter((pattern) => pattern >= 0 && t.sizes[pattern]! >= 2);
	const times = new Int32Array(t.times.length);
	const values: number[] = [];
	for (let replicate = 0; replicate < replicates; replicate++) {
		times.fill(0);
		for (let draw = 0; draw < units.length; draw++)
			times[units[random.below(options.random, units.length)]!]!++;
		const value = krippendorff.fromTimes(t, times, metric);
		if (value !== undefined) values.push(value);
	}
	const made = { replicates, usable: values.length };
	if (values.length < 2) return { ...whole, ...made };
	values.sort((a, b) => a - b);
	return {
		...whole,
		se: deviation(values),
		ci95: [percentile(values, 0.025), percentile(values, 0.975)],
		...made
	};
}

function deviation(values: readonly number[]): number {
	const mean = values.reduce((sum, x) => sum + x, 0) / values.length;
	return Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1));
}
