/** What raters see of their own cases, before one is opened. */
import type { Cell } from './coverage.ts';
import type { Standing } from './qualification.ts';

export type MyCase = Cell & {
	externalId: string;
	specialty: string;
	submittedAt: number | null;
	/** True where the case is shown a second time on purpose. */
	again: boolean;
	/** True for the first time of such a case while the second is to be rated: its answers are out of sight. */
	hidden: boolean;
};

export type MyStudy = {
	slug: string;
	name: string;
	synthetic: boolean;
	/** The present round: 1, 2, ... */
	round: number;
	/** Median active seconds this person needs for an answer; null until ten have been timed. */
	paceSeconds: number | null;
	/** By when the coordinator asks to be done, in milliseconds since 1970; null where no date is set. */
	dueAt: number | null;
	/** Since when nothing in the present round can change any more; null while it is open. */
	lockedAt: number | null;
	/** What the coordinator has to say to the raters just now; '' for nothing. */
	notice: string;
	/** What was changed in guidelines and scale words since the rater has read them; null for nothing. */
	words: {
		version: number;
		at: number;
		note: string;
		parts: ('guidelines' | 'scale')[];
	} | null;
	/** The ordinary cases. */
	cases: MyCase[];
	/** Where "continue" leads: the case in progress, else the first one left that may be begun. */
	continueWith: MyCase | null;
	/** Null where the study requires none. */
	qualification: MyQualification | null;
};

/** How a rater qualifies: while it is not passed, an ordinary case that was not begun stays closed. */
export type MyQualification = {
	standing: Standing;
	/** In per cent. */
	passMark: number;
	/** Points by which an answer may differ from the key and still agree. */
	band: number;
	/** The qualification cases. */
	cases: MyCase[];
	/** As for the ordinary cases; null once the result stands. */
	continueWith: MyCase | null;
};
