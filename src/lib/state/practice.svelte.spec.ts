import { expect, it } from 'vitest';
import { PRACTICE_ACTIONS } from '#lib/domain/practice-case.ts';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { STEPS, stepsFor } from './practice-steps.ts';
import { Practice } from './practice.svelte.ts';

const begin = () =>
	new Practice(
		PRACTICE_ACTIONS.map(({ number, category }) => ({
			id: number,
			number,
			category,
			text: `Action ${number}`,
			value: EMPTY_RATING,
			activeMs: 0
		})),
		() => 0
	);

const done = (practice: Practice) => STEPS.filter((step) => practice.has(step));

it('ticks each step off when it is done, in any order, and leads to the first that is left', () => {
	const practice = begin();
	const { session } = practice;
	expect(practice.next(STEPS)).toBe('rate');
	session.cannotRate('outside-specialty');
	expect(done(practice)).toEqual(['cannot-rate']);
	session.rateAndGoOn(3);
	expect(done(practice)).toEqual(['rate', 'cannot-rate']);
	expect(practice.next(STEPS)).toBe('change');
	session.rate(1, 4);
	session.comment(session.focused!, 'A word');
	session.toggleFlag('duplicate');
	session.undo();
	practice.did('keys');
	practice.did('finish');
	expect(done(practice)).toEqual([...STEPS]);
	expect(practice.next(STEPS)).toBeNull();
});

it('does not take a first answer, the same answer or a removed one for a change', () => {
	const practice = begin();
	practice.session.rate(0, 5);
	practice.session.rate(0, 5);
	practice.session.undo();
	expect(done(practice)).toEqual(['rate', 'undo']);
});

it('asks for the flag that says duplicate, and for a comment that says something', () => {
	const practice = begin();
	practice.session.toggleFlag('other');
	practice.session.comment(practice.session.focused!, '  ');
	expect(done(practice)).toEqual([]);
	practice.session.toggleFlag('duplicate');
	practice.session.toggleFlag('duplicate');
	expect(done(practice)).toEqual(['flag']);
});

it('keeps a step that was undone, and does not tick off undo where there is nothing to undo', () => {
	const practice = begin();
	expect(practice.session.undo()).toBe(false);
	expect(done(practice)).toEqual([]);
	practice.session.rate(0, 5);
	practice.session.undo();
	expect(done(practice)).toEqual(['rate', 'undo']);
});

it('knows what was answered last, and what a careful reader would answer otherwise', () => {
	const practice = begin();
	const { session } = practice;
	expect(practice.answered).toBeNull();
	const answers: (Score | null)[] = [7, 9, 5, 8, 1, null, 5, 6];
	for (const score of answers) {
		if (score === null) session.cannotRate('wording-ambiguous');
		else session.rateAndGoOn(score);
	}
	expect(practice.answered?.number).toBe(8);
	expect(practice.outside.map(({ number }) => number)).toEqual([3, 8]);
	session.comment(session.rows[0]!, 'Not an answer');
	expect(practice.answered?.number).toBe(8);
	session.undo();
	session.undo();
	expect(practice.answered).toBeNull();
});

it('leaves out by touch what touch has no way to do', () => {
	expect([...STEPS].sort()).toEqual(
		['change', 'cannot-rate', 'comment', 'finish', 'flag', 'keys', 'rate', 'undo'].sort()
	);
	expect([STEPS[0], STEPS.at(-1)]).toEqual(['rate', 'finish']);
	expect(stepsFor('keys')).toEqual(STEPS);
	expect(stepsFor('pointer')).toEqual(STEPS);
	expect(STEPS.filter((step) => !stepsFor('touch').includes(step))).toEqual(['undo', 'keys']);
});
