/** The header of the card, by which a hub lists a data set and a loader finds its files. */
import { stringify } from 'yaml';
import type { Outline } from '#lib/domain/release.ts';
import type { TableName } from './records.ts';

const SIZES: readonly [number, string][] = [
	[1_000, 'n<1K'],
	[10_000, '1K<n<10K'],
	[100_000, '10K<n<100K'],
	[1_000_000, '100K<n<1M'],
	[10_000_000, '1M<n<10M'],
	[Infinity, '10M<n<100M']
];

/** The order in which tables are offered: the first is what is loaded where none is named. */
const OFFERED: readonly TableName[] = ['ratings', 'final', 'actions', 'cases', 'matrix', 'stories'];

/** The one split there is: a set to judge by is not one to train with. */
export const SPLIT = 'test';

/** Records of the longest table but the stories, of which few actions have one. */
function rows({ actions, ratings }: Outline['counts']): number {
	return Math.max(actions, ratings);
}

/**
 * The header, without the lines around it (https://huggingface.co/docs/hub/datasets-cards). Every configuration is of
 * Parquet: a loader takes one format for all of them.
 */
export function headerOf({ study, number, options, counts }: Outline): string {
	return stringify(
		{
			pretty_name: `${study.name}, release ${number}`,
			license: options.license ?? 'unknown',
			...(options.language !== null && { language: [options.language] }),
			annotations_creators: ['expert-generated'],
			task_categories: ['text-classification'],
			task_ids: ['text-scoring'],
			tags: ['medical', 'clinical', 'expert-ratings', 'appropriateness', 'safety'],
			size_categories: [SIZES.find(([below]) => rows(counts) < below)![1]],
			configs: OFFERED.map((table, at) => ({
				config_name: table,
				...(at === 0 && { default: true }),
				data_files: [{ split: SPLIT, path: `tables/${table}.parquet` }]
			}))
		},
		{ lineWidth: 0 }
	);
}
