/** What leaves the page of agreement as a file. */

/** Tables, as CSV: each figure with its standard error, its interval and what it rests on. */
export const AGREEMENT_TABLES = [
	'figures',
	'slices',
	'shares',
	'scores',
	'cases',
	'raters',
	'pairs'
] as const;
export type AgreementTable = (typeof AGREEMENT_TABLES)[number];

/** Charts, as SVG. */
export const AGREEMENT_CHARTS = ['forest', 'concordance', 'scores'] as const;
export type AgreementChart = (typeof AGREEMENT_CHARTS)[number];

/** What its authors make a paper's methods from. */
export const METHODS_FILES = ['methods.md', 'grras.csv'] as const;
