import type { Block } from '../markdown.ts';
import type { GivenAction } from '#lib/state/action-rows.svelte.ts';

/** Who sits at the screen. */
export type Rater = { account: number; name: string; email: string | null };

/** A case as its screen shows it. */
export type ShownCase = {
	assignmentId: number;
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	/** The coordinator has locked the round: nothing can change any more. */
	locked: boolean;
	/** What the rater has to say of the case as a whole. */
	comment: string;
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
	place: { index: number; of: number };
	nextAssignmentId: number | null;
};
