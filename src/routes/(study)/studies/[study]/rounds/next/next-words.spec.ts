import { expect, it } from 'vitest';
import { openedWords, pickedWords, timeWords } from './next-words.ts';

const opened = {
	number: 2,
	actions: 212,
	cases: 61,
	assignments: 183,
	raters: 27,
	told: 0,
	ofNobody: 0,
	atAdjudication: 0
};

it.each([
	[opened, 'Round 2 is open: 27 raters are asked about 212 actions of 61 cases.'],
	[
		{ ...opened, told: 25 },
		'Round 2 is open: 27 raters are asked about 212 actions of 61 cases. 25 mails are on the way.'
	],
	[
		{ ...opened, number: 3, actions: 2, cases: 1, raters: 1, told: 1, ofNobody: 1 },
		'Round 3 is open: 1 rater is asked about 2 actions of 1 case. 1 mail is on the way. ' +
			'1 action is left out: nobody who signed can be asked.'
	],
	[
		{ ...opened, atAdjudication: 3 },
		'Round 2 is open: 27 raters are asked about 212 actions of 61 cases. ' +
			'3 actions are left out: an adjudicator is to rule.'
	]
])('says what was opened', (given, words) => {
	expect(openedWords(given)).toBe(words);
});

it('counts what is chosen', () => {
	expect([pickedWords(0, true), pickedWords(1, false), pickedWords(12, true)]).toEqual([
		'No action is chosen.',
		'1 action is chosen.',
		'12 actions are chosen. This is what the round would be; nothing is opened yet.'
	]);
});

it('says a time in minutes, or in hours', () => {
	expect([null, 1, 119, 120, 200].map(timeWords)).toEqual([
		'–',
		'about 1 min',
		'about 119 min',
		'about 2 h',
		'about 3 h'
	]);
});
