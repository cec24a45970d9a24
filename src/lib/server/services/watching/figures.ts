/** Figures of agreement from a panel: counted case by case, kept until the case changes, and added up. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import * as percent from '#lib/agreement/percent.ts';
import * as sums from '#lib/agreement/sums.ts';
import type { Sums } from '#lib/agreement/sums.ts';
import { sparse } from '#lib/agreement/table.ts';
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

/** Raters are not told apart: the figures of a page ask how alike the ratings are, whoever gave them. */
const LAYOUT = sums.layout();

/** Krippendorff's alpha (ordinal), percent exact and percent within 1. */
const FIGURES = {
	alpha: krippendorff.figure(LAYOUT, 'ordinal'),
	exact: percent.figure('identity'),
	withinOne: percent.figure('within-1')
};

/** The round whose answers are counted alone; null for the newest answer of each rater, whichever round it is of. */
type Of = PanelRound | null;

/** Figures by the round they are of: those of round 1 stay as they were, whatever comes after it. */
type Kept<T> = { stamp: number; of: Map<Of, T> };

const keptOfCase = new WeakMap<PanelCase, Kept<Sums>>();
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
export function sumsOf(item: PanelCase, round: Of = null): Sums {
	const count = () => sums.ofCases(LAYOUT, sparse(tableOf(item, round)))[0]!;
	return once(keptOfCase, item, round, count);
}

/** The figures of one case. */
export function figuresOf(item: PanelCase, round: Of = null): Figures {
	const found = sumsOf(item, round);
	return {
		alpha: FIGURES.alpha.of(found),
		exact: FIGURES.exact.of(found),
		withinOne: FIGURES.withinOne.of(found)
	};
}

/** The same over all cases of a study. */
export function wholeOf(panel: StudyPanel, round: Of = null): WholeFigures {
	return once(keptOfStudy, panel, round, () => {
		const theirs = casesOf(panel, round).map((item) => sumsOf(item, round));
		return byCase.intervals(theirs.length === 0 ? [sums.none(LAYOUT)] : theirs, FIGURES);
	});
}

/** The cases of which a round asks something. */
export function casesOf({ cases }: StudyPanel, round: Of): readonly PanelCase[] {
	if (round === null) return cases;
	return cases.filter(({ actions }) => actions.some((action) => asked(round, action)));
}
