/** Watching a study: coverage, agreement, disagreements. */
export { loads, type Load } from './loads.ts';
