/** The people in a study. */
export { addMany, check, type Added, type Checked } from './adding.ts';
export { change, renewLink } from './changing.ts';
export type { Letter } from './letters.ts';
export type { CheckedLine, LineOutcome } from './lines.ts';
export { list, type StudyMember } from './list.ts';
export { add, join, joinWithoutSignIn, remove } from './members.ts';
export { leave, pause, resume, takeBack } from './taking-part.ts';
