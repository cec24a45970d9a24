/** Submissions to a leaderboard: sending, scoring, deciding. */
export { carryOut, sendToScoring, unfinished } from './scoring.ts';
