import type { Block } from '../markdown.ts';
import type { Compared } from '#lib/domain/comparison.ts';
import type { LaterRound } from '#lib/domain/former.ts';
import type { Score, ScaleWords } from '#lib/domain/scale.ts';
import type { GivenAction } from '#lib/state/action-rows.svelte.ts';

/** What was changed in the words of a study since its rater has read them. */
export type WordsChanges = Compared & {
	at: number;
	note: string;
	parts: ('guidelines' | 'scale')[];
};

/** Who sits at the screen. */
export type Rater = { account: number; name: string; email: string | null };

/** A case as its screen shows it. */
export type ShownCase = {
	assignmentId: number;
	state: 'assigned' | 'in-progress' | 'submitted' | 'reopened';
	/** The coordinator has closed the round: nothing can change any more. */
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
	words: {
		/** The version of guidelines and scale words on this screen, and the one that was read last. */
		version: number;
		read: number | null;
		/** The study's own words for the scale; null where the catalogue's hold. */
		scale: ScaleWords | null;
		/** What was changed since; null for nothing. */
		changes: WordsChanges | null;
	};
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
