/** The people in a study. */
export { list, type StudyMember } from './list.ts';
export { add, join, joinWithoutSignIn, remove } from './members.ts';
