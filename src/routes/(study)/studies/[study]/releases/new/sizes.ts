/** How large the files of a release will be, about: from its counts, by what such files take in the demonstration. */
import type { ReleaseCheck } from '#lib/server/services/releasing/index.ts';

export type EstimatedFiles = { path: string; holds: string; bytes: number };

/**
 * Bytes that each record takes, measured in the demonstration at eight times its size; a cell is an action by a rater in
 * the matrix. Comments and times come on top.
 */
const BYTES = {
	kit: { case: 1_900, action: 330 },
	csv: { case: 1_540, action: 134, cell: 1.2, rating: 25 },
	jsonl: { case: 1_630, action: 337, cell: 11.4, rating: 149 },
	parquet: { case: 145, action: 11, cell: 0.13, rating: 1.4 },
	cover: { case: 350 },
	comment: 90,
	times: 30
} as const;

const FIXED = { agreement: 257_000, cover: 222_000 };

export function filesOf({
	holds,
	choices,
	items
}: Pick<ReleaseCheck, 'holds' | 'choices' | 'items'>): EstimatedFiles[] {
	const { cases, actions, kit, ratings, raters } = holds;
	const comments = choices.includeComments ? items.comments.comments * BYTES.comment : 0;
	const times = choices.includeTimes ? ratings * BYTES.times : 0;
	const tables = (of: Record<'case' | 'action' | 'cell' | 'rating', number>) =>
		cases * of.case +
		actions * (of.action + raters * of.cell) +
		ratings * of.rating +
		comments +
		times;
	return [
		{
			path: 'kit/',
			holds: 'Cases with final scores, as a scorer reads them',
			bytes: cases * BYTES.kit.case + kit * BYTES.kit.action
		},
		{
			path: 'tables/*.csv',
			holds: 'Cases, actions, ratings, final scores, matrix, stories',
			bytes: tables(BYTES.csv)
		},
		{ path: 'tables/*.jsonl', holds: 'The same, a record a line', bytes: tables(BYTES.jsonl) },
		{ path: 'tables/*.parquet', holds: 'The same, by columns', bytes: tables(BYTES.parquet) },
		{ path: 'agreement.json', holds: 'Every coefficient', bytes: FIXED.agreement },
		{
			path: 'README.md and others',
			holds: 'Card, manifest, Croissant, data dictionary, schemas',
			bytes: FIXED.cover + cases * BYTES.cover.case
		}
	];
}
