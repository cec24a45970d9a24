/** The people in a study. */
export { list, type StudyMember } from './list.ts';
export { add, join, remove } from './members.ts';
