/** Watching a study: coverage, agreement, disagreements. */
export { agreement, reportOfStudy, type StudyAgreement } from './agreement.ts';
export { coverage, type Coverage, type CoverageRow, type Place } from './coverage.ts';
export {
	disagreements,
	type CaseComment,
	type Disagreement,
	type Disagreements,
	type Opinion
} from './disagreements.ts';
export type { Figures, WholeFigures } from './figures.ts';
export { loads, type Load } from './loads.ts';
export { selfAgreement, type SelfAgreement, type SelfFigures } from './self-agreement.ts';
export type { NeedKind, Needs } from './needs.ts';
