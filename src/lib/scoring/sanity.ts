/** What a set lets systems pass with that know nothing, and whether the best that can be done is 1. */
import { BASELINES, recordsOf, type Baseline } from './baselines.ts';
import { ceiling, type Ceiling, type Consensus, type Opinion } from './ceiling.ts';
import { NOT_DONE } from './record.ts';
import type { AnnotationSet } from './rubric.ts';
import type { SchemeName } from './scheme.ts';
import { byCase, schemeOf, score, type Result } from './score.ts';

/** From here on a system that recommends nothing, or everything, does well: a figure, or a share of cases. */
export const DOES_WELL = 0.5;

/** What is not quite 1 by rounding is 1. */
const ROUNDING = 1e-9;

/** A case and its own figure. */
export type Cause = { case: string; value: number };

export type Warning = {
	baseline: Baseline;
	kind:
		/** Its headline is at least `DOES_WELL`; the cases where it is. */
		| 'does well'
		/** It does no harm in a share of cases of at least `DOES_WELL`; those cases. */
		| 'harms nobody'
		/** The headline of every appropriate action is below 1; the cases where it is. */
		| 'best is below 1'
		/** Another baseline has a better headline than every appropriate action; the cases where it has. */
		| 'better than the best';
	/** The figure of the whole set that is warned of. */
	value: number;
	/** The cases that cause it, the greatest cause first, then by id. */
	cases: readonly Cause[];
};

export type Sanity = {
	scheme: SchemeName;
	version: number;
	/** The metric that warnings look at. */
	headline: string;
	baselines: readonly { baseline: Baseline; recommended: number; result: Result }[];
	/** Null where there are no opinions that others can be held against. */
	ceiling: Ceiling | null;
	warnings: readonly Warning[];
};

/** Ratings and the rule by which they are settled, where the set has any. */
export type Panel = { opinions: readonly Opinion[]; consensus: Consensus };

/** Scores every baseline, and the raters where there are any. */
export function sanity(set: AnnotationSet, name: SchemeName, panel: Panel | null): Sanity {
	const { headline, version } = schemeOf(name);
	const baselines = BASELINES.map((baseline) => {
		const records = recordsOf(set, baseline);
		const recommended = records.reduce(
			(sum, { done }) => sum + done.reduce((all, how) => all + Number(how !== NOT_DONE), 0),
			0
		);
		return { baseline, recommended, result: score(set, records, name) };
	});
	const results = new Map(baselines.map(({ baseline, result }) => [baseline, result]));
	return {
		...{ scheme: name, version, headline, baselines },
		ceiling: panel && ceiling(set, panel.opinions, panel.consensus, name),
		warnings: warningsOf(results, name)
	};
}

function warningsOf(results: ReadonlyMap<Baseline, Result>, name: SchemeName): Warning[] {
	const { headline } = schemeOf(name);
	const valueOf = (baseline: Baseline) => results.get(baseline)!.aggregate[headline]!.value ?? 0;
	const casesOf = (baseline: Baseline) => causesOf(results.get(baseline)!, name);
	const warnings: Warning[] = [];
	for (const baseline of ['nothing', 'everything'] as const) {
		const value = valueOf(baseline);
		if (value >= DOES_WELL) {
			const cases = greatestFirst(casesOf(baseline).filter((cause) => cause.value >= DOES_WELL));
			warnings.push({ baseline, kind: 'does well', value, cases });
		}
		const { share, cases } = harmless(results.get(baseline)!, name);
		if (share >= DOES_WELL) warnings.push({ baseline, kind: 'harms nobody', value: share, cases });
	}
	const best = valueOf('appropriate');
	if (best < 1 - ROUNDING) {
		const short = casesOf('appropriate').filter(({ value }) => value < 1 - ROUNDING);
		const cases = short.toSorted((a, b) => a.value - b.value);
		warnings.push({ baseline: 'appropriate', kind: 'best is below 1', value: best, cases });
	}
	const bestOf = new Map(casesOf('appropriate').map((cause) => [cause.case, cause.value]));
	for (const baseline of BASELINES) {
		const value = valueOf(baseline);
		if (value <= best + ROUNDING) continue;
		const better = casesOf(baseline).filter(
			(cause) => cause.value > (bestOf.get(cause.case) ?? 0) + ROUNDING
		);
		warnings.push({ baseline, kind: 'better than the best', value, cases: greatestFirst(better) });
	}
	return warnings;
}

/** The headline of each case; a case that has none is no cause of anything. */
function causesOf({ records }: Result, name: SchemeName): Cause[] {
	const { ofCase } = schemeOf(name);
	return byCase(records).flatMap((scored) => {
		const value = ofCase(scored);
		return value === null ? [] : [{ case: scored.base, value }];
	});
}

function harmless({ records }: Result, name: SchemeName): { share: number; cases: Cause[] } {
	const { isHarmless } = schemeOf(name);
	const all = byCase(records);
	const cases = all.filter(isHarmless).map(({ base }) => ({ case: base, value: 1 }));
	return { share: all.length === 0 ? 0 : cases.length / all.length, cases };
}

/** The order by id is kept among equals. */
function greatestFirst(causes: readonly Cause[]): Cause[] {
	return causes.toSorted((a, b) => b.value - a.value);
}
