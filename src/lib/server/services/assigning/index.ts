/** Which rater gets which case. */
export { assertOpen, giveAll, inStudy, make, reopen, type Owned } from './assignment-steps.ts';
export { assignByHand, takers, type Takers } from './by-hand.ts';
export type { Candidate, Candidates } from './candidates.ts';
export { giveGoldCases } from './gold.ts';
export { askToo, leftOut, type LeftOut } from './later-round.ts';
export { giveBack, isBegun, release, takeAway } from './letting-go.ts';
export {
	show,
	workOf,
	type GoneAssignment,
	type HistoryLine,
	type ShownAssignment,
	type Standing,
	type Work
} from './looking.ts';
export { move, returnTo, type Moved } from './moving.ts';
export { applyPlan, planAtOnce, type Applied } from './plan-applying.ts';
export { choosePlace, undoChoice } from './plan-by-hand.ts';
export { COMPUTE, computePlan, runPlan, stopPlan } from './plan-computing.ts';
export { readRules } from './plan-basis.ts';
export { planFile } from './plan-file.ts';
export type { PlanLook } from './plan-look.ts';
export { planPage, type PlanPage } from './plan-page.ts';
export { changePlanRules, planRules } from './plan-rules.ts';
export { showAgain } from './repeats.ts';
