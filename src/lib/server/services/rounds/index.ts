/** The rounds of a study. */
export { present, setDue, setLocked } from './rounds.ts';
