/** Figures of agreement from a panel: counted case by case, kept until the case changes, and added up. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as totals from '#lib/agreement/totals.ts';
import type { Totals } from '#lib/agreement/totals.ts';
import {
	answerOf,
	asked,
	voicesOf,
	scoreIn,
	type PanelCase,
	type PanelRound,
	type StudyPanel
} from '../../panel/index.ts';

/** The figures of one slice; a value that is not defined says why. */
export type Figures = { alpha: Coefficient; exact: Coefficient; withinOne: Coefficient };

/** The same of a whole study, each with its 95% interval by case. */
export type WholeFigures = { alpha: ByCase; exact: ByCase; withinOne: ByCase };

/** The round whose answers are counted alone; null for the newest answer of each rater, whichever round it is of. */
type Of = PanelRound | null;

/** Figures by the round they are of: those of round 1 stay as they were, whatever comes after it. */
type Kept<T> = { stamp: number; of: Map<Of, T> };

const keptOfCase = new WeakMap<PanelCase, Kept<Totals>>();
const keptOfStudy = new WeakMap<StudyPanel, Kept<WholeFigures>>();

/** What is kept of something as it is now, or else is counted. */
function once<Thing extends { stamp: number }, T>(
	kept: WeakMap<Thing, Kept<T>>,
	thing: Thing,
	round: Of,
	count: () => T
): T {
	const known = kept.get(thing);
	const { of } = known?.stamp === thing.stamp ? known : { of: new Map<Of, T>() };
	kept.set(thing, { stamp: thing.stamp, of });
	const found = of.get(round) ?? count();
	of.set(round, found);
	return found;
}

/** Actions down, raters across: what a coefficient reads; null where a rater gave no score. */
export function tableOf(item: PanelCase, round: Of = null): (number | null)[][] {
	const voices = voicesOf(item, round === null ? {} : { only: round.number });
	return item.actions.map((_, at) => voices.map((voice) => scoreIn(answerOf(voice, at))));
}

/** The sums of a case, over every rating so far, submitted or not. */
export function sumsOf(item: PanelCase, round: Of = null): Totals {
	return once(keptOfCase, item, round, () => totals.of(tableOf(item, round)));
}

/** Krippendorff's alpha (ordinal), percent exact and percent within 1 of one case. */
export function figuresOf(item: PanelCase, round: Of = null): Figures {
	const sums = sumsOf(item, round);
	return {
		alpha: totals.alpha(sums),
		exact: totals.percent(sums, 'exact'),
		withinOne: totals.percent(sums, 'withinOne')
	};
}

/** The same over all cases of a study. */
export function wholeOf(panel: StudyPanel, round: Of = null): WholeFigures {
	return once(keptOfStudy, panel, round, () => {
		const cases = casesOf(panel, round).map((item) => sumsOf(item, round));
		const whole = byCase.sumOf(cases);
		const share = (which: 'exact' | 'withinOne') =>
			byCase.interval(cases, (sums) => totals.percent(sums, which), 'percent', whole);
		return {
			alpha: byCase.interval(cases, totals.alpha, 'chance-corrected', whole),
			exact: share('exact'),
			withinOne: share('withinOne')
		};
	});
}

/** The cases of which a round asks something. */
export function casesOf({ cases }: StudyPanel, round: Of): readonly PanelCase[] {
	if (round === null) return cases;
	return cases.filter(({ actions }) => actions.some((action) => asked(round, action)));
}
