import { describe, expect, it } from 'vitest';
import { againstDue, paceInWords, waitingInWords } from './finish-words.ts';

const NOW = Date.UTC(2026, 11, 1, 9, 40);
const DUE = Date.UTC(2026, 11, 13) - 1;
const finish = (at: number, to: number) => ({
	at: Date.UTC(2026, 11, at),
	from: Date.UTC(2026, 11, at - 1),
	to: Date.UTC(2026, 11, to),
	perDay: 247
});

it.each([
	[0.2, 'Less than one rating a day'],
	[1.2, '1 rating a day'],
	[246.7, '247 ratings a day']
])('a pace of %d', (perDay, says) => {
	expect(paceInWords(perDay)).toBe(says);
});

it.each([
	[
		1,
		'Counts on others taking over: 1 rating waits for somebody who has stopped, or for an empty place.'
	],
	[
		1_234,
		'Counts on others taking over: 1,234 ratings wait for somebody who has stopped, or for an empty place.'
	]
])('%d that wait', (waiting, says) => {
	expect(waitingInWords(waiting)).toBe(says);
});

describe('a forecast against the due date', () => {
	it.each([
		[finish(14, 22), { text: '2 days after the due date, 12 Dec', warns: true }],
		[finish(13, 22), { text: '1 day after the due date, 12 Dec', warns: true }],
		[finish(10, 14), { text: 'In time for 12 Dec, but not for certain', warns: true }],
		[finish(8, 11), { text: 'In time for the due date, 12 Dec', warns: false }],
		[{ notKnown: 'Too early.' }, { text: 'Due 12 Dec', warns: false }]
	])('%#', (forecast, says) => {
		expect(againstDue(forecast, DUE, NOW)).toEqual(says);
	});

	it('is nothing without a due date', () => {
		expect(againstDue(finish(14, 22), null, NOW)).toBeNull();
	});

	it('warns of a date that has passed', () => {
		expect(againstDue({ notKnown: 'Silence.' }, NOW - 1, NOW)).toMatchObject({ warns: true });
	});
});
