/** Studies: which there are, how each is set, and its words with their versions. */
export { changesOfWords, keepRead, wordsNews, type WordsNews } from './reading.ts';
export { changeSettings, settings, type StudyHead } from './settings.ts';
export { create, frame, list, type StudyFrame, type StudyInList } from './studies.ts';
export { changeWords, wordsHistory, type WordsHistory, type WordsVersion } from './words.ts';
