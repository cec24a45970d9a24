import { describe, expect, it } from 'vitest';
import type { Setup } from '#lib/server/services/studies/index.ts';
import { pressOf, sentencesOf } from './step-words.ts';

const NEW: Setup = {
	steps: { cases: 'next', people: 'open', words: 'open', plan: 'waits', open: 'waits' },
	k: 3,
	cases: { ordinary: 0, gold: 0, actions: 0 },
	people: { raters: 0, joined: 0, specialties: [] },
	words: { guidelines: 0, version: 1, readBy: [], mayRead: true },
	plan: 'none',
	open: { assignments: 0, people: 0, cases: 0, told: null, dueAt: null, begun: false }
};
const setup = (given: Partial<Setup>): Setup => ({ ...NEW, ...given });

const specialty = (name: string, own: number, suits: boolean) => ({ name, cases: 2, own, suits });

describe('the words of the setup list', () => {
	it('say of cases how many there are', () => {
		expect(sentencesOf('cases', NEW)[0]).toContain('There is no case yet.');
		const cases = { ordinary: 100, gold: 2, actions: 4249 };
		expect(sentencesOf('cases', setup({ cases }))).toEqual([
			'100 cases to rate and 2 for qualification, with 4,249 actions.'
		]);
	});

	it('say of people who has joined, and which specialties nobody suits', () => {
		expect(sentencesOf('people', NEW)).toEqual(['Nobody can rate yet. Every case wants 3 raters.']);
		const specialties = [
			specialty('Cardiology', 0, false),
			specialty('Dermatology', 0, true),
			specialty('Neurology', 2, true)
		];
		const people = { raters: 4, joined: 1, specialties };
		expect(sentencesOf('people', setup({ people }))).toEqual([
			'4 raters, 1 of whom has joined. Every case wants 3.',
			'No rater suits the cases of Cardiology. Add somebody, or allow neighbours or generalists in the rules of the plan.'
		]);
		expect(pressOf('people', setup({ people })).path).toBe('people/add');
		const all = { raters: 1, joined: 1, specialties: specialties.slice(1) };
		expect(sentencesOf('people', setup({ people: all }))).toEqual([
			'1 rater, who has joined. Every case wants 3.'
		]);
		expect(pressOf('people', setup({ people: all })).path).toBe('people');
	});

	it('say of guidelines whether they were read through, and by whom', () => {
		const words = { guidelines: 1240, version: 2, readBy: ['Ada', 'Ben'], mayRead: true };
		expect(sentencesOf('words', setup({ words }))).toEqual([
			'The guidelines have 1,240 characters, in version 2.',
			'Read through by Ada and Ben.'
		]);
		const nobody = { ...words, readBy: [], mayRead: false };
		expect(sentencesOf('words', setup({ words: nobody }))[1]).toBe(
			'A coordinator of the study reads them through and says so here.'
		);
	});

	it('say of the plan what it needs, where it stands, and what was given', () => {
		expect(sentencesOf('plan', NEW)[0]).toContain('needs cases and raters');
		const ready = setup({
			...{ cases: { ordinary: 4, gold: 0, actions: 9 }, plan: 'ready' },
			people: { raters: 3, joined: 3, specialties: [] }
		});
		expect(sentencesOf('plan', ready)[0]).toContain('waits to be looked at and applied');
		expect(pressOf('plan', ready).text).toBe('Look at the plan');
		const open = { ...NEW.open, assignments: 12, people: 3, cases: 4 };
		expect(sentencesOf('plan', { ...ready, open })).toEqual([
			'Applied: 4 cases of 4 are with 3 raters.'
		]);
	});

	it('say of the opening who was told, when it is due, and whether somebody has begun', () => {
		expect(sentencesOf('open', NEW)[0]).toContain('opens when its plan is applied');
		const open = { ...NEW.open, assignments: 12, people: 3, cases: 4 };
		expect(sentencesOf('open', setup({ open }))).toEqual([
			'Cases are with 3 raters. No mail can be sent from here: tell the raters yourself. There is no due date.',
			'Nobody has rated yet.'
		]);
		expect(pressOf('open', setup({ open })).text).toBe('Set a due date');
		const due = { ...open, told: 1, dueAt: Date.UTC(2026, 11, 12), begun: true };
		expect(sentencesOf('open', setup({ open: due }))).toEqual([
			'Cases are with 3 raters. 1 person was told by mail. Due on 12 Dec 2026.',
			'The first rating is in.'
		]);
		expect(pressOf('open', setup({ open: { ...due, begun: false } })).path).toBe('remind');
	});
});
