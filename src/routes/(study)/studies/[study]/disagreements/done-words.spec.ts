import { expect, it } from 'vitest';
import { calledBackWords, chosenWords, excludedWords, referredWords } from './done-words.ts';

it('says how many were sent where, and what was left out and why', () => {
	expect(referredWords({ to: 'round', done: [7], leftOut: [] })).toBe(
		'1 action is sent to the next round.'
	);
	const leftOut = [
		{ why: 'unsigned' as const, of: 1, some: ['Card001 #3'] },
		{ why: 'gone' as const, of: 2, some: [] }
	];
	expect(referredWords({ to: 'adjudication', done: [7, 8], leftOut })).toBe(
		'2 actions are sent to adjudication. 1 action is left out, still open to change, because a rater of the case ' +
			'has not signed it: Card001 #3. 2 actions are left out, no longer in the study as it was worded.'
	);
});

it('says what was called back, excluded and chosen', () => {
	expect(calledBackWords({ done: [1, 2, 3], leftOut: [] })).toBe('3 actions are called back.');
	expect(excludedWords({ done: [1], leftOut: [] })).toBe(
		'1 action is excluded. It is kept, with all that was rated; the page of the case brings one back.'
	);
	expect([0, 1, 1200].map(chosenWords)).toEqual([
		'No action is chosen.',
		'1 action is chosen.',
		'1,200 actions are chosen.'
	]);
});
