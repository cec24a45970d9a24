import { expect, it } from 'vitest';
import { coarsely, harmsCoarsely } from './coarse.ts';

it('rounds values and their intervals, and leaves alone what is counted or not there', () => {
	const counts = { cases: 7, records: 21 };
	expect(
		coarsely({
			F1: { value: 0.857142857, ci95: [0.7142857, null], ...counts },
			None: { value: null, ci95: null, ...counts }
		})
	).toEqual({
		F1: { value: 0.857, ci95: [0.714, null], ...counts },
		None: { value: null, ci95: null, ...counts }
	});
	expect(harmsCoarsely({ severe: 14.2857, moderate: 0, mild: 28.5714 })).toEqual({
		...{ severe: 14.3, moderate: 0, mild: 28.6 }
	});
});
