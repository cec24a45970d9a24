/** Which rater gets which case. */
export { applyPlan, previewPlan } from './assigning.ts';
export { assertOpen, inStudy, make, reopen, type Owned } from './assignment-steps.ts';
export { assignByHand } from './by-hand.ts';
export { giveBack, release, takeAway } from './letting-go.ts';
export {
	show,
	workOf,
	type Candidates,
	type GoneAssignment,
	type HistoryLine,
	type ShownAssignment,
	type Standing,
	type Work
} from './looking.ts';
export { move, returnTo, type Moved } from './moving.ts';
export type { Preview } from './planning.ts';
export { showAgain } from './repeats.ts';
