/** Watching a study: coverage, agreement, disagreements. */
export { agreementFile } from './agreement-files.ts';
export { agreement, type StudyAgreement } from './agreement.ts';
export { assigned, type Assigned } from './assigned.ts';
export type { SpecialtyProgress } from './by-specialty.ts';
export { coverage, EVERYTHING, type Asked, type Coverage } from './coverage.ts';
export { disagreementIds, disagreements, type Disagreements } from './disagreements.ts';
export type { Concordance, RoundShares, Scores, Share } from './concordance.ts';
export type { CaseFigures } from './count-agreement.ts';
export type { Found } from './figures.ts';
export type { Slice, SliceKind, Slices } from './slices.ts';
export { coverageFile } from './files.ts';
export { getReady } from './getting-ready.ts';
export { loads, type Load } from './loads.ts';
export type { Matrix, MatrixRow } from './matrix.ts';
export { methods } from './methods.ts';
export type { Moved } from './moved.ts';
export type { DisagreementPlace, DisagreementShow, SoughtDisagreements } from './narrowing.ts';
export type { Need, NeedItem, Needs } from './needs.ts';
export type { Pace } from './pace.ts';
export { raters, type PairRow, type RaterLook, type RaterRow, type StudyRaters } from './raters.ts';
export { showNames } from './raters-names.ts';
export {
	computeVariance,
	stopVariance,
	type StudyVariance,
	type VarianceFound
} from './raters-variance.ts';
export { kChange, type KChange } from './raters-a-case.ts';
export { reportOfStudy } from './report.ts';
export type { ReportView } from './report-of-panel.ts';
export type { CaseComment, Disagreement, Opinion, Sent } from './said.ts';
export { selfAgreement, type SelfAgreement, type SelfFigures } from './self-agreement.ts';
export type { ShownCase, ShownPlace } from './shown.ts';
export { heldUp, type CaseRow, type Place } from './survey.ts';
export { version } from './version.ts';
export { whatIf, type TurnedAction, type WhatIf } from './what-if.ts';
