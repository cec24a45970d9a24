/** Watching a study: coverage, agreement, disagreements. */
export { agreement, reportOfStudy, type StudyAgreement } from './agreement.ts';
export { assigned, type Assigned } from './assigned.ts';
export type { SpecialtyProgress } from './by-specialty.ts';
export { coverage, EVERYTHING, type Asked, type Coverage } from './coverage.ts';
export {
	disagreements,
	type CaseComment,
	type Disagreement,
	type Disagreements,
	type Opinion
} from './disagreements.ts';
export type { Figures, WholeFigures } from './figures.ts';
export { coverageFile } from './files.ts';
export { getReady } from './getting-ready.ts';
export { loads, type Load } from './loads.ts';
export type { Matrix, MatrixRow } from './matrix.ts';
export type { Need, NeedItem, Needs } from './needs.ts';
export type { Pace } from './pace.ts';
export { kChange, type KChange } from './raters-a-case.ts';
export { selfAgreement, type SelfAgreement, type SelfFigures } from './self-agreement.ts';
export type { ShownCase, ShownPlace } from './shown.ts';
export { heldUp, type CaseRow, type Place } from './survey.ts';
export { version } from './version.ts';
export { whatIf, type TurnedAction, type WhatIf } from './what-if.ts';
