import { expect, it } from 'vitest';
import { aCase, alternative, judged, offList, type Sketch } from './fixture.ts';
import { errorRates } from './harm-rates.ts';
import type { Judged } from './record.ts';
import type { CaseScores } from './scheme.ts';

function answeredCase(base: string, sketches: readonly Sketch[], records: Judged[]): CaseScores {
	const layout = aCase(sketches);
	return { base, records: records.map((record) => ({ layout, record, metrics: {} })) };
}

const none = { severe: 0, moderate: 0, mild: 0 };

it('are the mean over the records of each case, then over cases, for a hundred of them', () => {
	// The first record of two leaves out a 9 and does a 3, the second does neither: half of each in this case.
	const first = answeredCase('Card001', [9, 3], [judged('-x'), judged('x-', { trial: 2 })]);
	// A group of a 9 and an 8 is left out: one harm, at its gravest.
	const second = answeredCase(
		'Card002',
		[9, 8].map((score) => alternative(score, 'A')),
		[judged('--')]
	);
	expect(errorRates([first, second])).toEqual({
		omissions: { ...none, severe: 75 },
		commissions: { ...none, mild: 25 }
	});
});

it('count what is off the list, by its own score', () => {
	const record = judged('x', { answer: [offList(2), offList(5)] });
	expect(errorRates([answeredCase('Card001', [9], [record])])).toEqual({
		omissions: none,
		commissions: { ...none, moderate: 100 }
	});
});

it('are 0 of no case', () => {
	expect(errorRates([])).toEqual({ omissions: none, commissions: none });
});
