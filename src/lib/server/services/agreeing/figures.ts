/** The figures of some of a study: of one sample of its ratings, or how far a second is from a first. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase, Difference } from '#lib/agreement/by-case.ts';
import { isDefined } from '#lib/agreement/coefficient.ts';
import type { Sums } from '#lib/agreement/sums.ts';
import type { Measure } from '#lib/domain/agreement-view.ts';
import type { Ground, Hearing } from './hearing.ts';
import { FIGURES, ROW } from './patterns.ts';
import { Rows, type Part } from './rows.ts';

/** What is shown, and what it is compared with; null where it stands by itself. */
export type Heard = { first: Hearing | null; shown: Hearing };

/** A figure or a difference with its 95% interval, or the reason why there is none. */
export type Found = ByCase | Difference;

const rooms = { first: new Rows(), shown: new Rows() };

/** Figures with their intervals by case. */
export function measured<Name extends Measure>(
	ground: Ground,
	{ first, shown }: Heard,
	part: Part,
	names: readonly Name[]
): Record<Name, Found> {
	const rows = rooms.shown.ofCases(ground, shown, part);
	const before = first && rooms.first.ofCases(ground, first, part);
	return stated(rows, before, names);
}

/** The same of a single case, with intervals over its actions. */
export function measuredOverActions<Name extends Measure>(
	ground: Ground,
	{ first, shown }: Heard,
	part: Part,
	names: readonly Name[]
): Record<Name, Found> {
	const rows = rooms.shown.ofActions(ground, shown, part);
	const before = first && rooms.first.ofActions(ground, first, part);
	const found = Object.entries<Found>(stated(rows, before, names));
	return Object.fromEntries(
		// Each action stood in the place of a case, so the reasons are those of actions.
		found.map(([name, { noInterval, ...one }]) => [
			name,
			{
				...one,
				cases: 1,
				...(noInterval && { noInterval: noInterval.replaceAll('case', 'action') })
			}
		])
	) as Record<Name, Found>;
}

function stated<Name extends Measure>(
	rows: readonly Sums[],
	before: readonly Sums[] | null,
	names: readonly Name[]
): Record<Name, Found> {
	if (before === null) {
		const rated = rows.filter((row) => FIGURES.ac2.units(row) > 0);
		const figures = Object.fromEntries(names.map((name) => [name, FIGURES[name]]));
		return byCase.intervals(rated.length === 0 ? [none()] : rated, figures) as Record<Name, Found>;
	}
	const both = rows.map((second, at) => ({ first: before[at]!, second }));
	const pairs = both.length === 0 ? [{ first: none(), second: none() }] : both;
	return Object.fromEntries(
		names.map((name) => [name, byCase.difference(pairs, FIGURES[name])])
	) as Record<Name, Found>;
}

const none = () => new Float64Array(ROW);

/** One figure of each case of a part, without intervals; NaN where it has no value. */
export function valuesOf(
	ground: Ground,
	{ first, shown }: Heard,
	part: Part,
	name: Measure
): Float64Array {
	const rows = rooms.shown.ofCases(ground, shown, part);
	const before = first && rooms.first.ofCases(ground, first, part);
	const { of } = FIGURES[name];
	const valueOf = (row: Sums) => {
		const found = of(row);
		return isDefined(found) ? found.value : Number.NaN;
	};
	return Float64Array.from(rows, (row, at) =>
		before === null ? valueOf(row) : valueOf(row) - valueOf(before[at]!)
	);
}

/** The sums of all of a part. */
export function wholeOf(ground: Ground, shown: Hearing, part: Part): Sums {
	const whole = none();
	for (const row of rooms.shown.ofCases(ground, shown, part)) {
		for (let at = 0; at < ROW; at += 1) whole[at]! += row[at]!;
	}
	return whole;
}
