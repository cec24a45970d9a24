/** Which rater gets which case. */
export { applyPlan, assignByHand, previewPlan, unassign } from './assigning.ts';
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
export type { Preview } from './planning.ts';
