/** The guidelines and scale words of a study, their versions, and what of them its raters have read. */
export { changesOfWords, keepRead, wordsNews, type WordsNews } from './reading.ts';
export { changeWords, wordsHistory, type WordsHistory, type WordsVersion } from './words.ts';
