import { describe, expect, it } from 'vitest';
import * as byCase from './by-case.ts';
import * as sums from './sums.ts';
import { sparse } from './table.ts';

/** Six units of three cases, which are not in the order of these; the third case has none that is rated. */
const TABLE = sparse([
	[1, 2, null],
	[9, 9, 9],
	[null, 4, 5],
	[7, null, null],
	[3, 3, 1],
	[null, null, null]
]);
const CASE_OF = [0, 1, 0, 1, 0, 2];
const LAYOUT = sums.layout(undefined, 3);

describe('the sums of one case after the other', () => {
	const all = sums.ofCases(LAYOUT, TABLE, CASE_OF, 3);
	const each = sums.eachCase(LAYOUT, TABLE, CASE_OF, 3);

	it('are those of all of them at once, as often as they are asked for', () => {
		for (const _twice of [1, 2]) {
			expect([...each].length).toBe(3);
			let at = 0;
			for (const one of each) expect([...one]).toEqual([...all[at++]!]);
		}
	});

	it('give the same intervals', () => {
		const figures = {
			agreed: {
				scale: 'percent' as const,
				units: (one: sums.Sums) => sums.paired(one).units,
				of: (one: sums.Sums) => ({ value: sums.agreed(one, 'linear'), ...sums.paired(one) })
			}
		};
		expect(byCase.intervals(each, figures)).toEqual(byCase.intervals(all, figures));
	});
});
