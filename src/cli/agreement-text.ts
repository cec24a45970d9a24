/** An account of agreement as a person reads it in a terminal. */
import type { Account, DifferenceEntry, VarianceEntry } from '#lib/agreement/account.ts';
import type { Entry } from '#lib/agreement/entry.ts';
import type { Unanimity } from '#lib/agreement/unanimity.ts';
import { count, table } from './text.ts';

/** What most readers look for first; the others follow as they come. */
const FIRST = 'krippendorff_alpha_ordinal';

/** Below this many cases an interval by case is shown with a caution. */
const FEW_CASES = 15;

/** Its parts as paragraphs and tables: what is most asked for stands first. */
export function agreementText(found: Account): string {
	const parts = [
		head(found),
		found.near_unanimity && unanimous(found.near_unanimity),
		coefficients(found.coefficients),
		found.shares && shares(found.shares),
		found.slices && slices(found.slices),
		found.differences && differences(found.differences),
		raters(found.rater_profiles),
		variance(found.variance)
	];
	return parts.filter((part) => part !== undefined && part !== '').join('\n\n');
}

function head({ units, raters, ratings, cases, categories }: Account): string {
	const scale = `categories ${categories[0]} to ${categories.at(-1)} (${categories.length})`;
	const size = [
		...(cases === undefined ? [] : [count(cases, 'case')]),
		...[count(units, 'unit'), count(raters, 'rater'), count(ratings, 'rating'), scale]
	];
	return `${size.join(', ')}\n${intervalsIn(cases)}`;
}

/** What the intervals treat as independent, and when that is not enough to go by. */
function intervalsIn(cases: number | undefined): string {
	if (cases === undefined) {
		return (
			'Intervals treat the units as independent of each other. Where they are actions of cases, they are far ' +
			'too narrow: give a column "case".'
		);
	}
	const few =
		cases < FEW_CASES ? ` With fewer than ${FEW_CASES} cases, take them with caution.` : '';
	return (
		'Intervals leave out one case at a time. They see how cases differ, not that other raters might have ' +
		`rated.${few}`
	);
}

function unanimous({ byChance, exact, category, share }: Unanimity): string {
	return (
		`Almost all ratings are the same (${percent(share)} are a ${category}): agreement by chance alone would be ` +
		`${percent(byChance)}, and ${percent(exact)} of pairs agree. A coefficient corrected for chance says little here.`
	);
}

const HEAD = ['value', 'standard error', '95% interval', 'cases', 'units'];

function coefficients(found: Account['coefficients']): string {
	const rows = Object.entries(found)
		.toSorted(([a], [b]) => Number(b === FIRST) - Number(a === FIRST))
		.map(([name, entry]) => [name, ...cells(entry)]);
	return table(['coefficient', ...HEAD], rows);
}

function shares(found: NonNullable<Account['shares']>): string {
	const rows = Object.entries(found).map(([name, entry]) => [
		name,
		String(entry.count),
		...cells(entry)
	]);
	return table(['share of units', 'count', ...HEAD], rows);
}

function slices(found: NonNullable<Account['slices']>): string {
	const rows = found.flatMap(({ name, coefficients, discordant }) => {
		const all = { ...coefficients, ...(discordant && { discordant }) };
		return Object.entries(all).map(([figure, entry]) => [name, figure, ...cells(entry)]);
	});
	return table(['slice', 'figure', ...HEAD], rows);
}

function differences(found: Readonly<Record<string, DifferenceEntry>>): string {
	const rows = Object.entries(found).map(([name, entry]) => [
		name,
		...cells(entry),
		entry.t?.toFixed(2) ?? ''
	]);
	return table(['difference, later less first', ...HEAD, 't'], rows);
}

function raters(found: Account['rater_profiles']): string {
	if (found.length === 0) return '';
	const rows = found.map(({ rater, ratings, shared, severity, alpha_without, middle, ends }) => [
		...[rater, String(ratings), String(shared), severity?.toFixed(2) ?? ''],
		...[alpha_without.value?.toFixed(4) ?? '', percent(middle), percent(ends)]
	]);
	const names = ['rater', 'ratings', 'shared', 'severity', 'alpha without', 'middle', 'ends'];
	return table(names, rows);
}

function variance(found: VarianceEntry): string {
	if (!('parts' in found)) return `Parts of the variance: ${found.undefined}`;
	const { parts, dependability, raters_needed: needed } = found;
	const rows = [
		['case', parts.case],
		['action in case', parts.action],
		['rater', parts.rater],
		['rater in case', parts.raterInCase],
		['rest', parts.rest]
	] as const;
	const sum = rows.reduce((total, [, part]) => total + part, 0);
	const of = Object.entries(dependability).map(([k, value]) => `${k}: ${value.toFixed(3)}`);
	const enough = Object.entries(needed).map(
		([wanted, k]) => `${wanted} needs ${count(k, 'rater')}`
	);
	return [
		table(
			['part of the variance', 'points squared', 'share'],
			rows.map(([name, part]) => [name, part.toFixed(4), percent(part / sum)])
		),
		`Dependability of the mean of k raters: ${of.join(', ')}.`,
		...(enough.length === 0 ? [] : [`A dependability of ${enough.join(', of ')}.`])
	].join('\n');
}

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function cells(entry: Entry): string[] {
	const { value, se, ci95, cases, units, undefined: reason, no_interval: none } = entry;
	const digits = (n: number | undefined) => n?.toFixed(4) ?? '';
	const rests = [cases === undefined ? '' : String(cases), String(units)];
	if (value === undefined) return ['', '', `not defined: ${reason}`, ...rests];
	const ends = ci95 === undefined ? (none ?? '') : ci95.map(digits).join(' to ');
	return [digits(value), digits(se), ends, ...rests];
}
