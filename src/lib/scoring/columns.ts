/** One metric over the cases of a submission: the values that means and intervals are taken of. */
import { meanOf } from './mean.ts';
import type { CaseScores } from './scheme.ts';

export type Column = {
	name: string;
	/** One value a case, in the order of the cases; null where it has none. */
	values: readonly (number | null)[];
	/** Records with a value, in all cases. */
	records: number;
};

/** The flat mean of a metric over all records of each case, variants, trials and judges alike. */
export function columnOf(name: string, cases: readonly CaseScores[]): Column {
	let counted = 0;
	const values = cases.map(({ records }) => {
		const own = records.map(({ metrics }) => metrics[name]!);
		for (const value of own) counted += Number(value !== null);
		return meanOf(own);
	});
	return { name, values, records: counted };
}
