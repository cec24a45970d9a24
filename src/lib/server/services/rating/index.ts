/** Rating: what a specialist does with a case, and what a coordinator may do with what was rated. */
export { lookAtRatings, type RatedByOne } from './looking.ts';
export { myCases } from './my-cases.ts';
export { openCase, type ActionToRate, type CaseToRate } from './opening.ts';
export { saveRating, type Saved } from './saving.ts';
export { saveRatings, type SaveOutcome } from './saving-many.ts';
export { writeSheets, type Sheet } from './sheets.ts';
export { commentCase, submitCase, takeBack } from './submitting.ts';
export { reopenCase } from './reopening.ts';
export { readWords, type ShownWords } from './words.ts';
export { valueOf } from './values.ts';
