/** Studies: which there are, and how each is set. */
export {
	changeSettings,
	create,
	list,
	setNotice,
	settings,
	type StudyHead,
	type StudyInList
} from './studies.ts';
