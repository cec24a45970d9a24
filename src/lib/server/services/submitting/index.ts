/** Submissions to a leaderboard: checking what is sent, sending it, scoring, deciding. */
export { check, type CheckReport, type SentFile } from './checking.ts';
export { approve, reject } from './deciding.ts';
export { example, EXAMPLES, type Example } from './examples.ts';
export {
	admit,
	list,
	mine,
	portal,
	submitter,
	type BoardHead,
	type ListedBoard,
	type ListedSubmission,
	type Portal,
	type SubmitterHead
} from './listing.ts';
export type { AtBoard } from './places.ts';
export { carryOut, sendToScoring, unfinished } from './scoring.ts';
export { send, type Sending } from './sending.ts';
export { show, type OwnResult, type ShownSubmission } from './showing.ts';
export { withdraw } from './withdrawing.ts';
