/** What whoever sent a submission sees of what it is worth. */
import type { SubmissionState } from './submission.ts';

/** How much of a set a submission answers. */
export type Covers = {
	/** Items with a record that can be scored, and items of the set. */
	items: number;
	of: number;
	/** Cases with such a record, and cases of the set. */
	cases: number;
	ofCases: number;
	/** Of the cases with one, those that are held out. */
	heldOut: number;
};

/** Why a sender sees no result. */
export type Hidden =
	/** There is none, or none yet. */
	| 'none'
	/** The study shows results with the leaderboard only. */
	| 'kept'
	/** It answers held-out cases, and is partial or has no totals of open cases. */
	| 'held-out';

/** What says whether a sender sees a result. */
export type Shows = {
	state: SubmissionState;
	covers: Covers;
	/** As the board is set. */
	showsOwnResult: boolean;
	/** True once everyone may see the board. */
	isPublished: boolean;
};

/**
 * Why a sender does not see the result; null where it is shown. What stands on a published board is seen by everyone.
 * Of what answers held-out cases and leaves others out, nothing is shown before.
 */
export function whyHidden({ state, covers, showsOwnResult, isPublished }: Shows): Hidden | null {
	if (state === 'scoring' || state === 'failed') return 'none';
	if (state === 'approved' && isPublished) return null;
	if (!showsOwnResult) return 'kept';
	return covers.heldOut > 0 && covers.items < covers.of ? 'held-out' : null;
}
