/** Rows of figures of one entry beside those of people: its profile across metrics, and one metric in parts of the set. */
import { specialtyName } from '#lib/domain/case.ts';
import type { EntrySeenInDepth, MetricToRead } from '#lib/domain/leaderboard.ts';
import type { Figured } from '#lib/domain/submission.ts';
import { many } from '../figures.ts';
import type { DumbbellRow } from './Dumbbells.svelte';
import { kindOf, rangeWords, valueWords } from './metric-words.ts';

type Pair = { own: Figured | undefined; people: Figured | undefined };

function rowOf(metric: MetricToRead, { own, people }: Pair) {
	return {
		...{ own, people, isDrawn: kindOf(metric) !== 'count' },
		...{ ownWords: valueWords(metric, own), range: rangeWords(metric, own) },
		peopleWords: valueWords(metric, people)
	};
}

/** Every metric of the scheme, in its order. */
export function profileRows(
	metrics: readonly MetricToRead[],
	own: EntrySeenInDepth,
	people: EntrySeenInDepth | null
): DumbbellRow[] {
	return metrics.map((metric) => ({
		key: metric.name,
		label: metric.name,
		title: metric.meaning,
		of: metric.better === 'lower' ? 'lower is better' : '',
		...rowOf(metric, { own: own.figures[metric.name], people: people?.figures[metric.name] })
	}));
}

/** By what the set is divided. */
export type Slicing = 'specialty' | 'category';

/**
 * One metric in each part of the set: where the entry is least ahead of the people first; without people where it is
 * worst. What is not known of either is last.
 */
export function sliceRows(
	slicing: Slicing,
	metric: MetricToRead,
	own: EntrySeenInDepth,
	people: EntrySeenInDepth | null
): DumbbellRow[] {
	const field = slicing === 'specialty' ? 'bySpecialty' : 'byCategory';
	const sign = metric.better === 'lower' ? -1 : 1;
	const rows = Object.entries(own[field]).map(([name, figure]) => {
		const beside = people?.[field][name];
		const mark = people === null ? 0 : (beside?.value ?? null);
		const isKnown = figure.value !== null && mark !== null;
		return {
			ahead: isKnown ? sign * (figure.value! - mark) : Infinity,
			row: {
				key: name,
				label: slicing === 'specialty' ? specialtyName(name) : name,
				of: many(figure.cases, 'case'),
				...rowOf(metric, { own: figure, people: beside })
			}
		};
	});
	return rows
		.sort((a, b) => a.ahead - b.ahead || a.row.label.localeCompare(b.row.label, 'en'))
		.map(({ row }) => row);
}
