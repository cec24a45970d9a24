/** What an adjudicator is shown of an action: everything that was said of it, and nobody who said it. */
import type { Basis } from './consensus.ts';
import type { RatingValue } from './rating.ts';
import type { Score } from './scale.ts';

/** What one rater said in one round. */
export type Answered = { round: number; value: RatingValue; signed: boolean };

/** A rater by position: which one it is says nothing of any other action. */
export type Position = {
	/** A, B, C, ... */
	name: string;
	/** In the order of the rounds; at least one. */
	rounds: Answered[];
};

/** A ruling that was given. */
export type ShownRuling = { score: Score; reason: string };

/** Why an action is open, as figures: why-words.ts makes a line of it. */
export type Why = {
	/** The newest of each rater, in ascending order. */
	scores: number[];
	/** Scores wanted an action. */
	wanted: number;
	unable: number;
	flags: number;
	/** The last round in which it was asked. */
	round: number;
	/** Raters who answered it more than once, and those of them who ended elsewhere than they began. */
	again: number;
	moved: number;
};

/** An action of the same case that is settled. */
export type Settled = {
	number: number;
	text: string;
	score: Score;
	basis: Exclude<Basis, 'unresolved'>;
	/** In ascending order. */
	scores: number[];
};

/**
 * How an action stands for one adjudicator: `open` for a ruling; `ruled` by this person, which may be superseded;
 * `apart` where adjudicators differ, this person or not; `settled` by others, or `gone` from adjudication.
 */
export type RuleState = 'open' | 'ruled' | 'apart' | 'settled' | 'gone';

export type ItemToRule = {
	actionId: number;
	number: number;
	text: string;
	category: string;
	externalId: string;
	specialty: string;
	presentation: string;
	question: string | null;
	state: RuleState;
	why: Why;
	/** What whoever referred it has to say; '' for nothing. */
	note: string;
	positions: Position[];
	/** On the case as a whole, and how many raters the case has. */
	comments: string[];
	raters: number;
	settled: Settled[];
	/** This person's ruling that counts; null for none. It goes back with the next one. */
	mine: (ShownRuling & { id: number; at: number }) | null;
	/** Those that were superseded, the newest first. */
	former: (ShownRuling & { at: number })[];
	/** The other adjudicators' rulings, once there is nothing left to influence. */
	others: ShownRuling[];
	/** How many adjudicators have to agree. */
	rulingsWanted: number;
};

/** Where an action stands in a person's queue. */
export type Around = {
	/** What is ruled of all that is, or was, this person's. */
	ruled: number;
	of: number;
	/** Seconds that the rest takes at this person's pace; null where too little is known of it. */
	secondsLeft: number | null;
	/** The actions of the same case, by number. */
	chips: Chip[];
	/** Cases before and after, as the keys move; null at either end. */
	previous: number | null;
	next: number | null;
	/** The next one to rule on, after this one or from the beginning; null where none is left. */
	nextOpen: number | null;
	/** The case that comes after this one. */
	nextCase: { externalId: string; open: number } | null;
	/** What this person ruled on last. */
	last: number | null;
};

export type Chip = {
	actionId: number;
	number: number;
	/** This person's score; null where there is none. */
	score: Score | null;
	/** True where it waits for this person. */
	open: boolean;
};
