/** Figures of agreement from a panel: counted case by case, kept until the case changes, and added up. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as totals from '#lib/agreement/totals.ts';
import type { Totals } from '#lib/agreement/totals.ts';
import { answerOf, voicesOf, scoreIn, type PanelCase, type StudyPanel } from '../../panel/index.ts';

/** The figures of one slice; a value that is not defined says why. */
export type Figures = { alpha: Coefficient; exact: Coefficient; withinOne: Coefficient };

/** The same of a whole study, each with its 95% interval by case. */
export type WholeFigures = { alpha: ByCase; exact: ByCase; withinOne: ByCase };

const keptOfCase = new WeakMap<PanelCase, { stamp: number; sums: Totals }>();
const keptOfStudy = new WeakMap<StudyPanel, { stamp: number; figures: WholeFigures }>();

/** Actions down, raters across: what a coefficient reads; null where a rater gave no score. */
export function tableOf(item: PanelCase, signedOnly = false): (number | null)[][] {
	const voices = voicesOf(item, signedOnly);
	return item.actions.map((_, at) => voices.map((voice) => scoreIn(answerOf(voice, at))));
}

/** The sums of a case, over every rating so far, submitted or not. */
export function sumsOf(item: PanelCase): Totals {
	const kept = keptOfCase.get(item);
	if (kept?.stamp === item.stamp) return kept.sums;
	const sums = totals.of(tableOf(item));
	keptOfCase.set(item, { stamp: item.stamp, sums });
	return sums;
}

/** Krippendorff's alpha (ordinal), percent exact and percent within 1 of one case. */
export function figuresOf(item: PanelCase): Figures {
	const sums = sumsOf(item);
	return {
		alpha: totals.alpha(sums),
		exact: totals.percent(sums, 'exact'),
		withinOne: totals.percent(sums, 'withinOne')
	};
}

/** The same over all cases of a study. */
export function wholeOf(panel: StudyPanel): WholeFigures {
	const kept = keptOfStudy.get(panel);
	if (kept?.stamp === panel.stamp) return kept.figures;
	const cases = panel.cases.map(sumsOf);
	const whole = byCase.sumOf(cases);
	const share = (which: 'exact' | 'withinOne') =>
		byCase.interval(cases, (sums) => totals.percent(sums, which), 'percent', whole);
	const figures = {
		alpha: byCase.interval(cases, totals.alpha, 'chance-corrected', whole),
		exact: share('exact'),
		withinOne: share('withinOne')
	};
	keptOfStudy.set(panel, { stamp: panel.stamp, figures });
	return figures;
}
