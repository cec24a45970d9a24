/** What a study knows of how it was made: the ground of its methods paragraph and of its GRRAS sheet. */
import type { ByCase } from '#lib/agreement/by-case.ts';
import type { CannotRateReason } from './rating.ts';
import type { ConsensusRule } from './study.ts';

/** The figures that a report of agreement needs, each with its interval by case. */
export type ReportedFigures = Record<'alpha' | 'ac2' | 'exact' | 'within' | 'discordant', ByCase>;

/** What was signed in one round. */
export type RoundFacts = {
	number: number;
	/** Milliseconds since 1970, as all times here; null where it is still open. */
	openedAt: number;
	closedAt: number | null;
	/** Of how many cases it asks something, and how many actions. */
	cases: number;
	actions: number;
	sharesComments: boolean;
	asksReason: boolean;
	/** Raters who signed a case in it. */
	raters: number;
	scores: number;
	cannotRate: Record<CannotRateReason, number>;
	/** Actions of signed cases that it asks and that have no answer. */
	unanswered: number;
	/** Answers that nobody has signed: they are in no figure here. */
	unsigned: number;
};

export type MethodsFacts = {
	/** When this was looked at, and with which version of Primum. */
	at: number;
	version: string;
	name: string;
	/** True where the cases are invented. */
	synthetic: boolean;
	cases: number;
	actions: number;
	/** By name, with how many cases or actions. */
	specialties: { name: string; cases: number }[];
	categories: { name: string; actions: number }[];
	k: number;
	rule: ConsensusRule;
	band: number;
	generalistsPerCase: number | null;
	/** Whether raters see the reference recommendation of a case once they have signed it. */
	showsReference: boolean;
	raters: {
		/** Who may rate, who has signed a case, and those of them whose ratings came from elsewhere. */
		invited: number;
		rated: number;
		imported: number;
		/** Specialties that those who rated have named; a rater may have several. */
		specialties: { name: string; raters: number }[];
	};
	/** Plans that were applied, the oldest first; empty where cases were given another way. */
	plans: { at: number; seed: number; made: number; byHand: number }[];
	rounds: RoundFacts[];
	words: {
		version: number;
		isOwn: boolean;
		hasGuidelines: boolean;
		/** Ratings under each version; null where it is not known. */
		ratings: { version: number | null; ratings: number }[];
	};
	/** Null where none is required. */
	qualification: { passMark: number; tries: number; passed: number; accepted: number } | null;
	/** Null where no case is shown twice. */
	repeats: { share: number; gapDays: number } | null;
	/** Actions on which a ruling holds, and how many adjudicators one needs. */
	ruled: number;
	rulingsWanted: number;
	/** Of the first round alone, where raters were independent, and of the newest answers where there are later ones. */
	figures: { first: ReportedFigures; newest: ReportedFigures | null };
};
