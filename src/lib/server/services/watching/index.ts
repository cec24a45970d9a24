/** Watching a study: how far it is, what it waits for, and when it will be done. */
export { assigned, type Assigned } from './assigned.ts';
export type { SpecialtyProgress } from './by-specialty.ts';
export { coverage, EVERYTHING, type Asked, type Coverage } from './coverage.ts';
export { coverageFile } from './files.ts';
export { loads, type Load } from './loads.ts';
export type { Matrix, MatrixRow } from './matrix.ts';
export type { Need, NeedItem, Needs } from './needs.ts';
export type { Pace } from './pace.ts';
export { kChange, type KChange } from './raters-a-case.ts';
export type { ShownCase, ShownPlace } from './shown.ts';
export { heldUp, type CaseRow, type Place } from './survey.ts';
export { version } from './version.ts';
