import { describe, expect, it } from 'vitest';
import { ITEM_WORDS } from './check-words.ts';

const AT = Date.UTC(2026, 0, 26);
const check = (choices = {}, there = {}) =>
	({
		at: AT,
		choices: { part: 'all', includeComments: false, ...choices },
		there: { heldOut: 12, ...there }
	}) as never;

describe('what a check list says', () => {
	it('of reworded actions', () => {
		const words = (actions: number, given: number, awaited: number) =>
			ITEM_WORDS.reworded({ state: 'look', actions, given, awaited }, check());
		expect(words(5, 9, 6)).toEqual({
			title: '5 reworded actions wait for new ratings',
			text: '9 of 15 answers are in. Made now, they count as unresolved.',
			action: { text: 'See who', href: '../coverage?state=reopened' }
		});
		expect(words(1, 1, 2).text).toBe('1 of 3 answers is in. Made now, it counts as unresolved.');
		expect(words(0, 0, 0)).not.toHaveProperty('action');
	});

	it('of who has not signed, with the answers that stay out', () => {
		const some = [
			{ memberId: 4, name: 'Camille Laurent', sheets: 1, answers: 7 },
			{ memberId: 9, name: 'Rafael Duarte', sheets: 1, answers: 4 }
		];
		const item = { state: 'look' as const, some, of: 2, answers: 11, round: 2 };
		expect(ITEM_WORDS.unsigned(item, check())).toEqual({
			title: '2 raters have not signed everything',
			text:
				'2 sheets of round 2. Camille Laurent, Rafael Duarte. 11 answers in them stay out. ' +
				'What they signed in an earlier round stands instead.',
			action: { text: 'Remind 2', href: '../remind?member=4&member=9' }
		});
		const none = { ...item, some: [], of: 0, answers: 0 };
		expect(ITEM_WORDS.unsigned(none, check()).title).toBe('Every sheet is signed');
	});

	it('of raters who are gone', () => {
		const some = [
			{ memberId: 3, name: 'Pavel Horák', why: 'left' as const, ratings: 341, leftOut: 1 }
		];
		expect(ITEM_WORDS.gone({ state: 'look', some, of: 1 }, check())).toEqual({
			title: '1 rater left during the study',
			text: 'Pavel Horák: 341 ratings count, those of 1 case do not.',
			action: { text: 'Look', href: '../people/3' }
		});
	});

	it('of rounds that are closed, and of one that is open', () => {
		const closed = { number: 1, lockedAt: Date.UTC(2025, 11, 18), dueAt: null };
		const second = { number: 2, lockedAt: Date.UTC(2026, 0, 14), dueAt: null };
		expect(ITEM_WORDS.rounds({ state: 'fine', rounds: [closed, second] }, check())).toEqual({
			title: 'All 2 rounds are closed and locked',
			text: 'Round 1 on 18 Dec 2025, round 2 on 14 Jan.'
		});
		const open = { ...second, lockedAt: null, dueAt: Date.UTC(2026, 1, 2) };
		expect(ITEM_WORDS.rounds({ state: 'look', rounds: [closed, open] }, check())).toMatchObject({
			title: 'Round 2 is open',
			text:
				'Round 1 on 18 Dec 2025. It is open until 2 Feb 2026. ' +
				'What is signed after the release is not in it.'
		});
	});

	it('of rulings', () => {
		const item = { state: 'fine' as const, actions: 127, adjudicators: 2, own: 0 };
		expect(ITEM_WORDS.rulings(item, check())).toMatchObject({
			title: 'Rulings are by people who did not rate',
			text: '127 actions ruled on by 2 adjudicators, each with a reason, which leaves with the release.'
		});
		expect(ITEM_WORDS.rulings({ ...item, state: 'look', own: 1 }, check()).title).toBe(
			'1 ruling by somebody who rated the same case'
		);
	});

	it('of cases that are held out', () => {
		const words = (cases: number, of: number, choices = {}, there = {}) =>
			ITEM_WORDS.heldOut({ state: 'fine', cases, of }, check(choices, there)).text;
		expect(words(12, 100)).toBe('12 of 100 cases are held out; their answers are in no open file.');
		expect(words(0, 88, { part: 'open' })).toBe(
			'12 cases of the study are held out, and are not among these 88.'
		);
		expect(words(12, 12, { part: 'held-out' })).toMatch(/^12 cases, with their answers/);
		expect(words(0, 5, {}, { heldOut: 0 })).toMatch(/^Every answer is open/);
	});

	it('of texts that may name a person', () => {
		const item = { state: 'look' as const, comments: 214, read: { some: [], of: 3 } };
		expect(ITEM_WORDS.comments(item, check({ includeComments: true })).title).toBe(
			'3 texts that leave may name a person'
		);
		expect(ITEM_WORDS.comments({ ...item, state: 'fine' }, check()).text).toMatch(
			/^Comments stay inside/
		);
	});

	it('of the release that holds the same', () => {
		const words = (number: number | null, newest: number | null) =>
			ITEM_WORDS.same({ state: 'fine', number, newest }, check());
		expect(words(2, 2)).toMatchObject({
			title: 'Release 2 holds the same already',
			action: { href: '../releases#release-2' }
		});
		expect(words(null, 2).text).toMatch(/^What changed since release 2/);
		expect(words(null, null).title).toBe('There is no release yet');
	});
});
