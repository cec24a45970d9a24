/** Studies: which there are, how each is set, and how one begins and ends. */
export { archive, unarchive } from './archiving.ts';
export {
	CLONE,
	clone,
	cloneSoon,
	giveUpClone,
	runClone,
	stopClone,
	type Making
} from './cloning.ts';
export { remove, type Deleted } from './deleting.ts';
export {
	list,
	listPage,
	partIn,
	watched,
	watchedOne,
	type ListedStudy,
	type Part,
	type StudiesPage,
	type StudyInList,
	type WatchedStudy
} from './listing.ts';
export { keeping, type Keeping } from './keeping.ts';
export { changeSettings, settings, type StudyHead } from './settings.ts';
export { beginning, markWordsRead, setup, type Setup } from './setup.ts';
export { create, frame, type StudyFrame } from './studies.ts';
