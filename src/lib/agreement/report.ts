import * as brennanPrediger from './brennan-prediger.ts';
import { isDefined } from './coefficient.ts';
import type { Coefficient } from './coefficient.ts';
import * as cohen from './cohen.ts';
import * as conger from './conger.ts';
import * as fleiss from './fleiss.ts';
import * as gwet from './gwet.ts';
import * as icc from './icc.ts';
import * as kendall from './kendall.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as krippendorff from './krippendorff.ts';
import * as percent from './percent.ts';
import { dense, packed, SCALE } from './table.ts';
import type { Sparse, Table } from './table.ts';
import { tally } from './tally.ts';
import { KINDS } from './weights.ts';

/** A coefficient as it is written into files: its value, or the reason why it has none. */
export type Entry = {
	value?: number;
	se?: number;
	ci95?: [number, number];
	undefined?: string;
};

export type Report = {
	units: number;
	raters: number;
	ratings: number;
	categories: number[];
	coefficients: Record<string, Entry>;
};

/** Beyond this many raters their pairs are too many to list. */
const MOST_RATERS_IN_PAIRS = 10;

/**
 * Every coefficient of this room over one table. A table without its holes costs what its ratings cost,
 * however many raters there are.
 *
 * @param categories the values a rating may take, ascending
 * @param names of the raters, for the pairs in `cohen_kappa_…_a_b`; r1, r2, … unless given
 * @returns units (rows of the table, rated or not), raters, ratings present, and the coefficients
 * under names such as `gwet_ac2_quadratic`
 * @throws RangeError where the table is faulty, see tally, or the names are not one for each rater
 */
export function report(
	source: Table | Sparse,
	categories: readonly number[] = SCALE,
	names?: readonly string[]
): Report {
	const t = tally(source, categories);
	const raters = names ?? Array.from({ length: t.raters }, (_, at) => `r${at + 1}`);
	if (raters.length !== t.raters)
		throw new RangeError(`${raters.length} names for ${t.raters} raters: give one for each.`);

	const found: Record<string, Coefficient> = {};
	for (const metric of krippendorff.METRICS)
		found[`krippendorff_alpha_${metric}`] = krippendorff.alpha(t, metric);
	found['percent_agreement_within_1'] = percent.withinOne(t);
	for (const kind of KINDS) {
		const weighting = kind === 'identity' ? 'unweighted' : kind;
		found[`percent_agreement_${weighting}`] = percent.exact(t, kind);
		found[kind === 'identity' ? 'gwet_ac1' : `gwet_ac2_${kind}`] = gwet.ac(t, kind);
		found[`fleiss_kappa_${weighting}`] = fleiss.kappa(t, kind);
		found[`conger_kappa_${weighting}`] = conger.kappa(t, kind);
		found[`brennan_prediger_${weighting}`] = brennanPrediger.kappa(t, kind);
		found[`krippendorff_alpha_cac_${weighting}`] = krippendorffCac.alpha(t, kind);
	}
	const rows = packed(t.given);
	const complete = rows.filter((row) => row.length === t.raters);
	for (const form of icc.FORMS) found[`icc_${form}_listwise`] = icc.icc(complete, form, categories);
	found['icc_1_1_unbalanced_anova'] = icc.oneWay(evenly(rows), categories);
	for (const ties of ['uncorrected', 'corrected'] as const)
		found[`kendall_w_${ties === 'corrected' ? 'ties_corrected' : ties}_listwise`] = kendall.w(
			complete,
			ties,
			categories
		);
	if (t.raters <= MOST_RATERS_IN_PAIRS)
		Object.assign(found, pairs(dense(t.given), categories, raters));

	return {
		units: rows.length,
		raters: t.raters,
		ratings: t.rated.ratings,
		categories: [...categories],
		coefficients: Object.fromEntries(
			Object.entries(found).map(([name, coefficient]) => [name, entry(coefficient)])
		)
	};
}

/** A table as wide as the most ratings of a unit: who gave which does not matter to a one-way ICC. */
function evenly(rows: readonly number[][]): Table {
	const widest = rows.reduce((most, { length }) => Math.max(most, length), 0);
	return rows.map((row) => [...row, ...Array<null>(widest - row.length).fill(null)]);
}

function pairs(table: Table, categories: readonly number[], names: readonly string[]) {
	const found: Record<string, Coefficient> = {};
	names.forEach((first, a) =>
		names.forEach((second, b) => {
			if (b <= a) return;
			for (const [kind, weighting] of [
				['identity', 'unweighted'],
				['linear', 'linear'],
				['quadratic', 'quadratic']
			] as const)
				found[`cohen_kappa_${weighting}_${first}_${second}`] = cohen.kappa(
					table,
					a,
					b,
					kind,
					categories
				);
		})
	);
	return found;
}

/** Without the counts, and without keys that hold nothing: the same before and after JSON. */
function entry(coefficient: Coefficient): Entry {
	if (!isDefined(coefficient)) return { undefined: coefficient.undefined };
	const { value, se, ci95 } = coefficient;
	return { value, ...(se !== undefined && { se }), ...(ci95 && { ci95 }) };
}
