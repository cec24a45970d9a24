/** How alike ratings are: of a study and its slices, of its raters, what a paper needs of it, and what hangs on the rule. */

export { agreementFile } from './agreement-files.ts';
export { agreement, type StudyAgreement } from './agreement.ts';
export type { Concordance, RoundShares, Scores, Share } from './concordance.ts';
export type { CaseFigures } from './count-agreement.ts';
export type { Found } from './figures.ts';
export { figuresOf } from './chosen-figures.ts';
export { getReady } from './getting-ready.ts';
export { methods } from './methods.ts';
export { raters, type PairRow, type RaterLook, type RaterRow, type StudyRaters } from './raters.ts';
export { showNames } from './raters-names.ts';
export {
	computeVariance,
	stopVariance,
	type StudyVariance,
	type VarianceFound
} from './raters-variance.ts';
export { reportOfStudy } from './report.ts';
export type { ReportView } from './report-of-panel.ts';
export { selfAgreement, type SelfAgreement, type SelfFigures } from './self-agreement.ts';
export type { Slice, SliceKind, Slices } from './slices.ts';
export { whatIf, type TurnedAction, type WhatIf } from './what-if.ts';
