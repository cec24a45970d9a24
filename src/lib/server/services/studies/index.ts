/** Studies: which there are, how each is set, its words with their versions, and how one begins and ends. */
export { archive, unarchive } from './archiving.ts';
export { CLONE, clone, cloneSoon, runClone, stopClone, type Making } from './cloning.ts';
export { remove, type Deleted } from './deleting.ts';
export {
	list,
	listPage,
	partIn,
	type ListedStudy,
	type StudiesPage,
	type StudyInList
} from './listing.ts';
export { keeping, type Keeping } from './keeping.ts';
export { changesOfWords, keepRead, wordsNews, type WordsNews } from './reading.ts';
export { changeSettings, settings, type StudyHead } from './settings.ts';
export { beginning, markWordsRead, setup, type Setup } from './setup.ts';
export { create, frame, type StudyFrame } from './studies.ts';
export { changeWords, wordsHistory, type WordsHistory, type WordsVersion } from './words.ts';
