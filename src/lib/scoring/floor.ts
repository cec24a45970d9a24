/** The floor: how low a system falls in each case. */
import { median } from '#lib/agreement/quantile.ts';
import type { Column } from './columns.ts';
import type { CaseScores } from './scheme.ts';

/** With fewer records a case, in the median, there is no worst one to speak of. */
const LEAST_RECORDS = 2;

/** The smallest `metric` of each case; no value in any case where the median number of records is under two. */
export function floorOf(cases: readonly CaseScores[], metric: string): Column {
	const name = 'F1_floor';
	const sizes = cases.map(({ records }) => records.length);
	if (sizes.length === 0 || median(sizes) < LEAST_RECORDS) {
		return { name, values: cases.map(() => null), records: 0 };
	}
	return {
		name,
		values: cases.map(({ records }) => Math.min(...records.map(({ metrics }) => metrics[metric]!))),
		records: sizes.reduce((sum, size) => sum + size, 0)
	};
}
