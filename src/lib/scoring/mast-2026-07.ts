/** The public scorer's edition of July 2026: neither a cap nor a correction for length. */
import type { Judged } from './record.ts';
import type { Layout } from './rubric.ts';
import * as mast from './mast.ts';
import type { Metric, Metrics, Scheme } from './scheme.ts';

const DRAWS = 10_000;

function ofRecord(layout: Layout, record: Judged): Metrics {
	const { shared, precision, recall, f1Matched } = mast.partsOf(layout, record);
	return {
		...shared,
		F1_weighted: f1Matched,
		Precision_weighted: precision.matched,
		Precision_all: precision.weighted,
		Recall_weighted: recall.weighted
	};
}

const METRICS: readonly Metric[] = [
	{
		name: 'F1_weighted',
		meaning: 'F1 of the precision on the list and the recall, both by weight',
		better: 'higher'
	},
	{
		name: 'Precision_weighted',
		meaning: 'share of the listed actions recommended that are appropriate, by weight',
		better: 'higher'
	},
	{
		name: 'Recall_weighted',
		meaning: 'share of what is appropriate that was done, by weight',
		better: 'higher'
	},
	...mast.SHARED_METRICS,
	{
		name: 'Precision_all',
		meaning: 'precision by weight, with the actions off the list',
		better: 'higher'
	}
];

export const mast202607: Scheme = mast.edition({
	name: 'mast-2026-07',
	draws: DRAWS,
	metrics: METRICS,
	ofRecord
});
