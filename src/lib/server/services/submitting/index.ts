/** Submissions to a leaderboard: sending, scoring, deciding. */
export { sendToScoring } from './scoring.ts';
