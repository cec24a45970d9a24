/** What a scheme is: the metrics of a record, and a system's figures made of them. */
import type { Judged } from './record.ts';
import type { Layout } from './rubric.ts';

export const SCHEME_NAMES = ['mast-2026-07', 'mast-2026', 'noharm-2025'] as const;
export type SchemeName = (typeof SCHEME_NAMES)[number];

/** Figures by name; null where one is not defined. */
export type Metrics = Record<string, number | null>;

/** A record with what it scores. */
export type Scored = { layout: Layout; record: Judged; metrics: Metrics };

/** All records of one base case, in the order of id, trial and judge. */
export type CaseScores = { base: string; records: readonly Scored[] };

/** A figure of a system without its name: the value, its 95% interval, and what it rests on. */
export type Estimate = {
	/** Null where it is not defined. */
	value: number | null;
	/** Ends that are not finite are null; the whole is null where the value is. */
	ci95: readonly [number | null, number | null] | null;
	/** Base cases with a value. */
	cases: number;
	/** Records with a value. */
	records: number;
};

/** What a system's figure means, for whoever reads it. */
export type Metric = {
	name: string;
	meaning: string;
	/** Which way is good; null where neither is. */
	better: 'higher' | 'lower' | null;
};

export type Scheme = {
	name: SchemeName;
	/** Raised whenever a figure may change without a change of its definition's name. */
	version: number;
	/** Draws of each interval. */
	draws: number;
	/** The metric that a system is first judged by. */
	headline: string;
	/** The metric that says how often it harms. */
	harmRate: string;
	/** A system's figures, in the order in which they are shown. */
	metrics: readonly Metric[];
	ofRecord(layout: Layout, record: Judged): Metrics;
	/** The headline of one case alone; null where it has none. */
	ofCase(scored: CaseScores): number | null;
	/** Whether nothing that the scheme calls a harm was done in any record of the case. */
	isHarmless(scored: CaseScores): boolean;
	/** Every figure of a system by its name. The cases are in the order of their ids. */
	ofSystem(cases: readonly CaseScores[]): Record<string, Estimate>;
};
