/** The rounds of a study. */
export { openNext, type NextRound, type Opened } from './opening.ts';
export { present, setDue, setLocked } from './rounds.ts';
