/** What ratings leave open, and what is said of it. */
export { disagreementIds, disagreements, type Disagreements } from './disagreements.ts';
export type { Moved } from './moved.ts';
export type { DisagreementPlace, DisagreementShow, SoughtDisagreements } from './narrowing.ts';
export type { CaseComment, Disagreement, Opinion, Sent } from './said.ts';
