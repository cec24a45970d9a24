/** The people in a study. */
export { addMany, check, type Added, type Checked } from './adding.ts';
export { change, inviteAgain } from './changing.ts';
export { changeCaps } from './duties.ts';
export { peopleFile } from './file.ts';
export type { Letter } from './letters.ts';
export type { CheckedLine, LineOutcome } from './lines.ts';
export { list, type StudyMember } from './list.ts';
export { choose, look, type Chosen, type MemberInFull } from './looking.ts';
export { add, join, joinWithoutSignIn, remove } from './members.ts';
export {
	EVERYBODY,
	overview,
	PEOPLE_KEYS,
	type Overview,
	type PeopleKey,
	type PeopleView,
	type PersonRow
} from './overview.ts';
export { leave, pause, resume, takeBack } from './taking-part.ts';
