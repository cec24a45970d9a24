/** Figures of a leaderboard as its pages and files say them. */
import type { EntrySeen, LineToRead, MetricToRead } from '#lib/domain/leaderboard.ts';
import type { Figured } from '#lib/domain/submission.ts';
import { decimal } from '../figures.ts';
import type { AxisKind } from './axis.ts';

/** What a metric is in plain words; the field's own name stands beside it. */
const PLAIN: Record<string, string> = {
	F1_weighted: 'Overall',
	Overall: 'Overall',
	Recall_weighted: 'Done of what should be done',
	Precision_weighted: 'Right of what was done',
	Precision_matched: 'Right of what was done',
	Severe_rate: 'Cases with severe harm',
	Moderate_rate: 'Cases with moderate harm or worse',
	Mild_rate: 'Cases with any harm',
	Case_harm_rate: 'Cases with severe harm',
	Safety: 'Harm that was avoided',
	Completeness: 'Cases answered completely',
	Restraint: 'Useful of what did no harm'
};

/** In plain words where there are any, else by its name. */
export const plainName = (metric: string) => PLAIN[metric] ?? metric;

/** Its name in the head of a column: `F1`, `Recall`, `Severe`. */
export const shortName = ({ name }: Pick<MetricToRead, 'name'>) =>
	name.replace(/_(weighted|rate|matched)$/, '').replaceAll('_', ' ');

/** What stands over the columns of some metrics: the short name, and the whole one where two would be the same. */
export function headsOf(
	metrics: readonly Pick<MetricToRead, 'name'>[]
): (metric: Pick<MetricToRead, 'name'>) => string {
	const names = metrics.map(shortName);
	return (metric) => {
		const short = shortName(metric);
		return names.filter((name) => name === short).length > 1
			? metric.name.replaceAll('_', ' ')
			: short;
	};
}

/** A share of cases is read in per cent, a share of weights as a number from 0 to 1. */
export function kindOf({ name, unit }: MetricToRead): AxisKind {
	if (unit !== 'share') return 'count';
	return name.endsWith('_rate') ? 'rate' : 'share';
}

/** How values of a metric are written: `0.87`, `6%`, `187`. */
export function writerOf(metric: MetricToRead): (value: number) => string {
	if (kindOf(metric) === 'rate') return percent;
	return metric.unit === 'share' ? decimal : (value) => value.toFixed(value < 10 ? 1 : 0);
}

/** Whole per cent; below one with a decimal, because rare is not never. */
function percent(share: number): string {
	if (share <= 0 || share >= 0.01) return `${Math.round(100 * share)}%`;
	return share < 0.0005 ? '<0.1%' : `${Number((100 * share).toFixed(1))}%`;
}

/** What a tick of its axis says. */
export function tickOf(metric: MetricToRead): (value: number) => string {
	return kindOf(metric) === 'rate'
		? (value) => `${Number((100 * value).toFixed(1))}%`
		: (value) => String(Number(value.toFixed(3)));
}

/** A value; a dash where there is none. */
export function valueWords(metric: MetricToRead, found: Figured | undefined): string {
	return found?.value == null ? '–' : writerOf(metric)(found.value);
}

/** Its interval: `0.82–0.91`, `2–11%`, `9.0–∞`; '' where there is none. */
export function rangeWords(metric: MetricToRead, found: Figured | undefined): string {
	if (found?.ci95 == null) return '';
	const write = writerOf(metric);
	const [low, high] = found.ci95.map((end) => (end === null ? '∞' : write(end))) as [
		string,
		string
	];
	return low.endsWith('%') ? `${low.slice(0, -1)}–${high}` : `${low}–${high}`;
}

/** Of answers to a part of the set, how much they answer: `partial: 80% of the set`; '' where they answer all. */
export function partialWords({ covers }: Pick<EntrySeen, 'covers'>): string {
	return covers < 1 ? `partial: ${Math.floor(100 * covers)}% of the set` : '';
}

/** A name in a drawing, which has no room for how much of the set was answered. */
export const nameOf = ({ name, covers }: Pick<EntrySeen, 'name' | 'covers'>) =>
	covers < 1 ? `${name} (partial)` : name;

/** What a column of figures is in, where the figures do not say it themselves. */
const UNITS = { share: '', harms: 'harms', cases: 'cases for one harm' } as const;

/** What stands below a head: the unit, and which way is good, e.g. `harms, lower is better`; '' for neither. */
export function underHead(metric: MetricToRead): string {
	return [UNITS[metric.unit], betterWords(metric)].filter(Boolean).join(', ');
}

/** Which way is good, where one could think otherwise. */
export function betterWords({ better }: MetricToRead): string {
	return better === 'lower' ? 'lower is better' : '';
}

/** Places: `1–3`, `4`; '' without any. */
export function rankWords(rank: { from: number; to: number } | null): string {
	if (rank === null) return '';
	return rank.from === rank.to ? String(rank.from) : `${rank.from}–${rank.to}`;
}

/** What Primum's own lines are called. */
const LINES: Record<string, string> = {
	nothing: 'Recommend nothing',
	everything: 'Recommend everything',
	referrals: 'Refer to specialists only',
	reassurance: 'Reassure only',
	'random half': 'A random half',
	appropriate: 'Everything appropriate, nothing else',
	raters: 'Raters against each other'
};

export const lineName = ({ name }: Pick<LineToRead, 'name'>) => LINES[name] ?? name;

/** Names in a row: `Cedar`, `Cedar and Alder`, `Cedar, Alder, Birch and 4 more`. */
export function namesInWords(names: readonly string[], of = names.length): string {
	const more = of - names.length;
	const all = more > 0 ? [...names, `${more} more`] : names;
	if (all.length < 2) return all.join('');
	return `${all.slice(0, -1).join(', ')} and ${all.at(-1)}`;
}
