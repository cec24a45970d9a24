/** Figures of agreement from a panel: counted case by case, kept until the case changes, and added up. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import * as percent from '#lib/agreement/percent.ts';
import * as sums from '#lib/agreement/sums.ts';
import type { Sums } from '#lib/agreement/sums.ts';
import { sparse } from '#lib/agreement/table.ts';
import { answerOf, voicesOf, scoreIn, type PanelCase, type StudyPanel } from '../../panel/index.ts';

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

const keptOfCase = new WeakMap<PanelCase, { stamp: number; sums: Sums }>();
const keptOfStudy = new WeakMap<StudyPanel, { stamp: number; figures: WholeFigures }>();

/** Actions down, raters across: what a coefficient reads; null where a rater gave no score. */
export function tableOf(item: PanelCase, signedOnly = false): (number | null)[][] {
	const voices = voicesOf(item, signedOnly);
	return item.actions.map((_, at) => voices.map((voice) => scoreIn(answerOf(voice, at))));
}

/** The sums of a case, over every rating so far, submitted or not. */
export function sumsOf(item: PanelCase): Sums {
	const kept = keptOfCase.get(item);
	if (kept?.stamp === item.stamp) return kept.sums;
	const found = sums.ofCases(LAYOUT, sparse(tableOf(item)))[0]!;
	keptOfCase.set(item, { stamp: item.stamp, sums: found });
	return found;
}

/** The figures of one case. */
export function figuresOf(item: PanelCase): Figures {
	const found = sumsOf(item);
	return {
		alpha: FIGURES.alpha.of(found),
		exact: FIGURES.exact.of(found),
		withinOne: FIGURES.withinOne.of(found)
	};
}

/** The same over all cases of a study. */
export function wholeOf(panel: StudyPanel): WholeFigures {
	const kept = keptOfStudy.get(panel);
	if (kept?.stamp === panel.stamp) return kept.figures;
	const cases = panel.cases.length === 0 ? [sums.none(LAYOUT)] : panel.cases.map(sumsOf);
	const figures = byCase.intervals(cases, FIGURES);
	keptOfStudy.set(panel, { stamp: panel.stamp, figures });
	return figures;
}
