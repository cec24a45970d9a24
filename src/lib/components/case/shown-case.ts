import type { Block } from '../markdown.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { LaterRound } from '#lib/domain/former.ts';
import type { GivenAction } from '#lib/state/action-rows.svelte.ts';

/** Who sits at the screen. */
export type Rater = { account: number; name: string; email: string | null };

/** A case as its screen shows it. */
export type ShownCase = {
	assignmentId: number;
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	/** The coordinator has locked the round: nothing can change any more. */
	locked: boolean;
	/** The coordinator has taken the case from the rater: it can be read, and nothing can change. */
	released: boolean;
	/** The coordinator has withdrawn the case from the study: it can be read, and nothing is left to do. */
	withdrawn: boolean;
	/** It is shown a second time on purpose. */
	again: boolean;
	/** What the rater has to say of the case as a whole. */
	comment: string;
	/** What a later round says of itself; null where nothing is shown of a round before. */
	later: LaterRound | null;
	/** Whether others may be shown what is remarked here, without a name, in the next round. */
	sharesComments: boolean;
	study: { name: string; synthetic: boolean };
	guidelines: Block[];
	externalId: string;
	specialty: string;
	presentation: string;
	question: string | null;
	reference: string | null;
	actions: (GivenAction & { version: number })[];
	signature: { name: string; at: number; meaning: string } | null;
	signatureMeaning: string;
	/** Among the rater's cases; null for one that was taken from the rater. */
	place: { index: number; of: number } | null;
	nextAssignmentId: number | null;
	/** The submission can still be taken back. */
	mayTakeBack: boolean;
	/** Raised by each submission and each reopening; goes back with the next submission. */
	version: number;
	/** Null for every case that is not for qualification. */
	qualification: {
		/** What it is for, or what came of it. */
		notice: string;
		/** It was not passed. */
		warn: boolean;
		/** The reference score of each action by its id; null until the rater has qualified. */
		key: Record<number, Score> | null;
	} | null;
};
