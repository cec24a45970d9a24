/** Submissions: what a system, or people, answered to the cases of a release, and what it is worth. */

/** Baselines are Primum's own, and have no rank. */
export const SUBMISSION_KINDS = ['model', 'human', 'baseline'] as const;
export type SubmissionKind = (typeof SUBMISSION_KINDS)[number];

/**
 * Being scored; scored and waiting for a coordinator; decided on; or taken back by whoever sent it. `failed` could not
 * be scored, `superseded` has a later version that was approved.
 */
export const SUBMISSION_STATES = [
	'scoring',
	'waiting',
	'approved',
	'rejected',
	'withdrawn',
	'failed',
	'superseded'
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];

/** The longest terms that whoever submits can be asked to agree to, in characters. */
export const MAX_TERMS = 20_000;

/** A figure with its interval, the cases it is a mean over, and its records. */
export type Figured = {
	value: number | null;
	/** Ends that are not finite are null; the whole is null where the value is. */
	ci95: [low: number | null, high: number | null] | null;
	cases: number;
	records: number;
};

/** Harms a hundred cases, by severity; an omitted group is one, at its gravest. */
export type Harms = { severe: number; moderate: number; mild: number };

/** What a submission is worth under one scheme, as it is kept. Metrics by their names in the scheme. */
export type Figures = {
	/** Of all cases, held-out ones among them. */
	aggregate: Record<string, Figured>;
	/** By the code of a specialty, of its open cases. */
	bySpecialty: Record<string, Record<string, Figured>>;
	/** By the category of actions, of open cases: the same metrics where nothing but its actions counts. */
	byCategory: Record<string, Record<string, Figured>>;
	omissions: Harms;
	commissions: Harms;
	/** Of its open cases; left out where all that it answers are open. */
	open?: Record<string, Figured>;
};
