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

/** A figure with its interval, the cases it is a mean over, and its records. */
export type Figured = {
	value: number | null;
	ci95: [number, number] | null;
	cases: number;
	records: number;
};

/** Harms a hundred cases, by severity. */
export type Harms = { severe: number; moderate: number; mild: number };

/** What a submission is worth under one scheme, as it is kept. Metrics by their names in the scheme. */
export type Figures = {
	aggregate: Record<string, Figured>;
	/** By the code of a specialty. */
	bySpecialty: Record<string, Record<string, Figured>>;
	/** By the category of actions: the same metrics where nothing but its actions counts. */
	byCategory: Record<string, Record<string, Figured>>;
	omissions: Harms;
	commissions: Harms;
};
