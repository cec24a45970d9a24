/** Which rater gets which case. */
export { assignByHand, unassign } from './assigning.ts';
export {
	assertOpen,
	giveBack,
	inStudy,
	make,
	release,
	reopen,
	takeAway,
	type Owned
} from './assignment-steps.ts';
export { applyPlan, planAtOnce, type Applied } from './plan-applying.ts';
export { choosePlace, undoChoice } from './plan-by-hand.ts';
export { COMPUTE, computePlan, runPlan, stopPlan } from './plan-computing.ts';
export { planFile, planPage, type PlanPage } from './plan-page.ts';
export { changeCaps, changePlanRules, planRules } from './plan-rules.ts';
