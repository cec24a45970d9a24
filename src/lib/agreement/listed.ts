/** The coefficients of this room under the names that reports have for them. */
import * as bootstrap from './bootstrap.ts';
import * as brennanPrediger from './brennan-prediger.ts';
import { isDefined, type Coefficient, type Figure } from './coefficient.ts';
import * as conger from './conger.ts';
import * as fleiss from './fleiss.ts';
import * as gwet from './gwet.ts';
import * as icc from './icc.ts';
import * as oneWay from './icc-one-way.ts';
import * as krippendorffCac from './krippendorff-cac.ts';
import * as krippendorff from './krippendorff.ts';
import * as percent from './percent.ts';
import { seeded } from './random.ts';
import type { Layout } from './sums.ts';
import type { Tally } from './tally.ts';
import { KINDS, type Kind } from './weights.ts';

/** How often units are drawn again, and from which seed. */
export type Resampling = { replicates: number; seed: number };

/** How an interval over actions was made where no formula gives one; `usable` replicates had a coefficient. */
export type Resampled = { bootstrap?: Resampling & { usable: number } };

/** A coefficient by its name: of a whole table, and as it is computed from sums of units. */
export type Listed = {
	name: string;
	figure: Figure;
	/** @param resampling makes an interval over units where no formula gives one */
	whole(t: Tally, resampling?: Resampling): Coefficient & Resampled;
};

/** The coefficients that read all units, in the order in which they are listed. */
export function* family(given: Layout): Generator<Listed> {
	for (const metric of krippendorff.METRICS) {
		yield {
			name: `krippendorff_alpha_${metric}`,
			figure: krippendorff.figure(given, metric),
			whole: (t, resampling) =>
				resampling === undefined ? krippendorff.alpha(t, metric) : resampled(t, metric, resampling)
		};
	}
	yield {
		name: 'percent_agreement_within_1',
		figure: percent.figure('within-1'),
		whole: (t) => percent.withinOne(t)
	};
	for (const kind of KINDS) yield* weighted(given, kind);
}

function resampled(
	t: Tally,
	metric: krippendorff.Metric,
	{ replicates, seed }: Resampling
): Coefficient & Resampled {
	const found = bootstrap.alpha(t, metric, { random: seeded(seed), replicates });
	if (!isDefined(found)) return found;
	const { usable, replicates: of, ...estimate } = found;
	return { ...estimate, bootstrap: { replicates: of, seed, usable } };
}

function* weighted(given: Layout, kind: Kind): Generator<Listed> {
	const weighting = kind === 'identity' ? 'unweighted' : kind;
	yield {
		name: `percent_agreement_${weighting}`,
		figure: percent.figure(kind),
		whole: (t) => percent.exact(t, kind)
	};
	yield {
		name: kind === 'identity' ? 'gwet_ac1' : `gwet_ac2_${kind}`,
		figure: gwet.figure(given, kind),
		whole: (t) => gwet.ac(t, kind)
	};
	for (const [name, room] of [
		['fleiss_kappa', fleiss],
		['conger_kappa', conger],
		['brennan_prediger', brennanPrediger]
	] as const) {
		yield {
			name: `${name}_${weighting}`,
			figure: room.figure(given, kind),
			whole: (t) => room.kappa(t, kind)
		};
	}
	yield {
		name: `krippendorff_alpha_cac_${weighting}`,
		figure: krippendorffCac.figure(given, kind),
		whole: (t) => krippendorffCac.alpha(t, kind)
	};
}

/** The ratings of each unit that no rater left out; null for every other one. */
export type Complete = readonly (readonly number[] | null)[];

/** ICCs over the units no rater left out, and the one-way ICC, which reads all. */
export function* iccs(given: Layout, complete: Complete): Generator<Listed> {
	const { categories } = given;
	const whole = complete.filter((row) => row !== null);
	for (const form of icc.FORMS) {
		yield {
			name: `icc_${form}_listwise`,
			figure: icc.figure(given, form),
			whole: () => icc.icc(whole, form, categories)
		};
	}
	yield {
		name: 'icc_1_1_unbalanced_anova',
		figure: oneWay.figure,
		whole: (t) => oneWay.ofGiven(t.given)
	};
}
