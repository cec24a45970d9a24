/** What is drawn of those on a board: from figures to marks. */
import type { BoardToRead, EntrySeen, MetricToRead } from '#lib/domain/leaderboard.ts';
import type { Figured } from '#lib/domain/submission.ts';
import { barDomain, type Axis } from './axis.ts';
import type { Guide, Mark } from './marks.ts';
import { kindOf } from './metric-words.ts';

/** Whoever has figures: an entry, or a line of Primum's own. */
export type Holder = { figures: Record<string, Figured> };

/** The mark of a figure; null where it has no value. */
export function markOf(
	{ figures }: Holder,
	metric: string,
	kind: Mark['kind'],
	isSelected = false
): Mark | null {
	const { value, ci95 } = figures[metric] ?? { value: null, ci95: null };
	return value === null ? null : { kind, isSelected, value, ends: endsOf(ci95) };
}

/** An interval that goes on without an end ends nowhere: at infinity, so that it is drawn to the end of the axis. */
export function endsOf(ci95: Figured['ci95']): Mark['ends'] {
	return ci95 === null ? null : [ci95[0] ?? 0, ci95[1] ?? Infinity];
}

/** The people and the ceiling of a metric, as far as there are any. */
export function guidesOf(
	metric: string,
	people: EntrySeen | null,
	ceiling: BoardToRead['ceiling']
): Guide[] {
	const of = (kind: Guide['kind'], holder: Holder | null): Guide[] => {
		const value = holder?.figures[metric]?.value ?? null;
		return value === null ? [] : [{ kind, value }];
	};
	return [...of('human', people), ...of('ceiling', ceiling)];
}

/** Where the lines stand on an axis in per cent, for all `Lane`s within: a style of what is around them. */
export function guideStyle(axis: Axis, guides: readonly Guide[]): string {
	const names = { human: '--people', ceiling: '--ceiling' } as const;
	return guides.map(({ kind, value }) => `${names[kind]}: ${axis.at(value)}`).join('; ');
}

/** The axis of bars on which all of these have a place. */
export function barsOf(
	metric: MetricToRead,
	holders: readonly Holder[],
	guides: readonly Guide[]
): [number, number] {
	const values = holders.flatMap(({ figures }) => {
		const { value, ci95 } = figures[metric.name] ?? { value: null, ci95: null };
		return [value ?? 0, ci95?.[1] ?? 0];
	});
	return barDomain(kindOf(metric), Math.max(0, ...values, ...guides.map(({ value }) => value)));
}
