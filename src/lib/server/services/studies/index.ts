/** Studies: which there are, and how each is set. */
export {
	changeSettings,
	create,
	frame,
	list,
	setNotice,
	settings,
	type StudyFrame,
	type StudyHead,
	type StudyInList
} from './studies.ts';
