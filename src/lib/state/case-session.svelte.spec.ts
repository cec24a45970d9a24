import { beforeEach, describe, expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { GivenAction } from './action-rows.svelte.ts';
import { CaseSession } from './case-session.svelte.ts';

const given = (id: number, category: string, value: Partial<RatingValue> = {}): GivenAction => ({
	id,
	number: id,
	text: `Action ${id}`,
	category,
	value: { ...EMPTY_RATING, ...value },
	activeMs: 0
});

let kept: [number, RatingValue, number][];
let now: number;

function sessionOf(actions: GivenAction[], readOnly = false): CaseSession {
	return new CaseSession(actions, {
		keep: (...change) => void kept.push(change),
		now: () => now,
		readOnly
	});
}

const four = () => [
	given(1, 'Diagnostic', { score: 2 }),
	given(2, 'Diagnostic'),
	given(3, 'Medication'),
	given(4, 'Medication')
];

const scores = (session: CaseSession) => session.rows.map(({ value }) => value.score);

beforeEach(() => {
	kept = [];
	now = 0;
});

it('begins at the first unrated action and counts by category', () => {
	const session = sessionOf(four());
	expect(session.focused?.id).toBe(2);
	expect(session.groups.map(({ category, rated, rows }) => [category, rated, rows.length])).toEqual(
		[
			['Diagnostic', 1, 2],
			['Medication', 0, 2]
		]
	);
	expect([session.rated, session.left]).toEqual([1, 3]);
});

it('rates with one key each and wraps to what was left behind', () => {
	const session = sessionOf(four());
	session.move(1);
	for (const score of [7, 8, 9] as Score[]) session.rateAndGoOn(score);
	expect(scores(session)).toEqual([2, 9, 7, 8]);
	expect(session.left).toBe(0);
	expect(session.rows.filter(({ focused }) => focused)).toHaveLength(1);
});

describe('a second answer', () => {
	const correction = ({ second }: CaseSession) =>
		second.correction && [second.correction.number, second.correction.after.score];

	it('is asked for again where the last action was rated a moment ago', () => {
		const session = sessionOf([given(1, 'A', { score: 2 }), given(2, 'A')]);
		session.rateAndGoOn(7);
		session.rateAndGoOn(4);
		expect([scores(session), session.second.asked]).toEqual([[2, 7], 4]);
		session.rateAndGoOn(5);
		expect([scores(session), session.second.asked]).toEqual([[2, 7], 5]);
		session.rateAndGoOn(5);
		expect([scores(session), session.second.asked]).toEqual([[2, 5], null]);
		expect(kept.map(([action, { score }]) => [action, score])).toEqual([
			[2, 7],
			[2, 5]
		]);
	});

	it('takes one digit where the rater came to the action by choice, and is named', () => {
		const session = sessionOf(four());
		session.rateAndGoOn(7);
		expect(session.second.correction).toBeNull();
		session.move(-1);
		session.rateAndGoOn(3);
		expect(scores(session)).toEqual([2, 3, null, null]);
		expect(session.focused?.id).toBe(3);
		expect(correction(session)).toEqual([2, 3]);
		session.undo();
		expect([scores(session)[1], session.second.correction]).toEqual([7, null]);
		session.choose(0);
		session.rateAndGoOn(9);
		expect([scores(session)[0], correction(session)]).toEqual([9, [1, 9]]);
		session.rateAndGoOn(8);
		expect(session.second.correction).toBeNull();
	});

	it('is asked for after whatever else was entered for the action', () => {
		const inputs: ((session: CaseSession) => unknown)[] = [
			(session) => session.rate(1, 7),
			(session) => session.cannotRate('wording-ambiguous'),
			(session) => session.toggleFlag('other'),
			(session) => session.comment(session.focused!, 'why'),
			(session) => session.accept(2, { ...EMPTY_RATING, score: 6 }),
			(session) => {
				session.rateAndGoOn(7);
				session.undo();
			},
			(session) => {
				session.rateAndGoOn(7);
				session.undo();
				session.redo();
			}
		];
		for (const enter of inputs) {
			const session = sessionOf([given(1, 'A', { score: 2 }), given(2, 'A', { score: 5 })]);
			session.move(1);
			enter(session);
			const before = session.rows[1]!.value;
			session.rateAndGoOn(1);
			expect([session.rows[1]!.value, session.second.asked]).toEqual([before, 1]);
			// Choosing the action anew, be it the same one, is a word of its own.
			session.choose(1);
			session.rateAndGoOn(1);
			expect(scores(session)).toEqual([2, 1]);
		}
	});

	it('never stands in the way of a first one, nor of the same score again', () => {
		const session = sessionOf(four());
		session.toggleFlag('other');
		session.rateAndGoOn(7);
		session.rateAndGoOn(7);
		session.rateAndGoOn(7);
		session.rateAndGoOn(7);
		expect([scores(session), session.second.asked]).toEqual([[2, 7, 7, 7], null]);
	});

	it('takes one digit in a case that is opened all rated, whether the server has all of it or not', () => {
		const session = sessionOf([given(1, 'A', { score: 2 })]);
		session.overlay(new Map([[1, { ...EMPTY_RATING, score: 9 }]]));
		session.rateAndGoOn(4);
		expect(scores(session)).toEqual([4]);
	});

	it('keeps a comment that is too long apart, and counts it', () => {
		const session = sessionOf(four());
		const row = session.rows[1]!;
		session.hold(row, 'long');
		session.hold(row, 'longer');
		session.hold(session.rows[2]!, null);
		expect([session.held, row.draft, row.value.comment, kept]).toEqual([1, 'longer', '', []]);
		session.hold(row, null);
		expect([session.held, row.draft]).toEqual([0, null]);
	});

	it('is forgotten once something else is done', () => {
		const session = sessionOf([given(1, 'A')]);
		session.rateAndGoOn(7);
		session.rateAndGoOn(4);
		session.toggle('comment');
		expect(session.second.asked).toBeNull();
		session.closeDrawer();
		session.rateAndGoOn(4);
		expect(scores(session)).toEqual([7]);
	});
});

it('keeps comment and flags when a score changes; a score and a reason exclude each other', () => {
	const session = sessionOf([given(1, 'A', { score: 2, comment: 'why', flags: ['other'] })]);
	session.rateAndGoOn(5);
	expect(session.rows[0]?.value).toEqual({
		score: 5,
		cannotRate: null,
		comment: 'why',
		flags: ['other']
	});
	session.cannotRate('wording-ambiguous');
	expect(session.rows[0]?.value).toMatchObject({ score: null, cannotRate: 'wording-ambiguous' });
	expect(session.rated).toBe(1);
	session.rate(0, 6);
	expect(session.rows[0]?.value).toMatchObject({ score: 6, cannotRate: null, comment: 'why' });
});

it('hands every change on once, with the active time of its action', () => {
	const session = sessionOf(four());
	now = 3_000;
	session.rateAndGoOn(7);
	session.rate(1, 7);
	session.choose(1);
	now = 5_000;
	session.rateAndGoOn(8);
	expect(kept.map(([action, { score }, activeMs]) => [action, score, activeMs])).toEqual([
		[2, 7, 3_000],
		[2, 8, 2_000]
	]);
});

describe('undo', () => {
	it('goes back to the action and can be done again', () => {
		const session = sessionOf(four());
		session.rateAndGoOn(7);
		session.rateAndGoOn(8);
		expect(session.undo()).toBe(true);
		expect(session.focused?.id).toBe(3);
		expect(scores(session)).toEqual([2, 7, null, null]);
		expect(session.rated).toBe(2);
		session.undo();
		expect(session.undo()).toBe(false);
		session.redo();
		session.redo();
		expect(session.redo()).toBe(false);
		expect(scores(session)).toEqual([2, 7, 8, null]);
		expect(kept).toHaveLength(6);
	});

	it('says that there is nothing to undo or to do again, until something is done', () => {
		const session = sessionOf(four());
		expect(session.nothingTo).toBeNull();
		session.redo();
		expect(session.nothingTo).toBe('redo');
		session.undo();
		expect(session.nothingTo).toBe('undo');
		session.rate(1, 7);
		expect(session.nothingTo).toBeNull();
		session.undo();
		expect(session.nothingTo).toBeNull();
		session.undo();
		expect(session.nothingTo).toBe('undo');
		session.redo();
		expect(session.nothingTo).toBeNull();
		session.redo();
		session.move(1);
		expect(session.nothingTo).toBeNull();
	});

	it('takes a whole comment back at once', () => {
		const session = sessionOf(four());
		const row = session.focused!;
		session.toggle('comment');
		session.comment(row, 'Only');
		session.comment(row, 'Only if');
		session.closeDrawer();
		session.undo();
		expect(row.value.comment).toBe('');
	});

	it('does not bring back what was settled elsewhere', () => {
		const session = sessionOf(four());
		session.rateAndGoOn(7);
		session.accept(2, { ...EMPTY_RATING, score: 1 });
		expect(session.undo()).toBe(false);
		expect(scores(session)[1]).toBe(1);
	});
});

it('saves a comment to the action it was typed for, though focus has moved on', () => {
	const session = sessionOf(four());
	const row = session.focused!;
	session.toggle('comment');
	session.move(1);
	expect(session.drawer).toBeNull();
	session.comment(row, 'late');
	expect(session.rows.map(({ value }) => value.comment)).toEqual(['', 'late', '', '']);
});

it('shows what waits in this browser over what the server has', () => {
	const session = sessionOf(four());
	session.overlay(new Map([[2, { ...EMPTY_RATING, score: 9 }]]));
	expect(session.rated).toBe(2);
	expect(session.focused?.id).toBe(3);
	expect(kept).toEqual([]);
});

it('keeps its place, and what can be undone, where what waits is what is shown', () => {
	const session = sessionOf(four());
	session.rate(2, 6);
	session.overlay(new Map([[3, { ...EMPTY_RATING, score: 6 }]]));
	expect(session.focused?.id).toBe(3);
	expect(session.undo()).toBe(true);
	session.redo();
	// Another value than the one on screen: what led to that cannot be undone to anything that was.
	session.overlay(new Map([[3, { ...EMPTY_RATING, score: 6, comment: 'Before' }]]));
	expect(session.focused?.value.comment).toBe('Before');
	expect(session.undo()).toBe(false);
});

describe('minutes left', () => {
	const rated = (id: number, activeMs: number) => ({ ...given(id, 'A', { score: 2 }), activeMs });
	const open = (n: number) => Array.from({ length: n }, (_, index) => given(100 + index, 'B'));

	it('are counted at the pace of the case so far', () => {
		const paced = [rated(1, 20_000), rated(2, 30_000), rated(3, 40_000)];
		expect(sessionOf([...paced, ...open(10)]).minutesLeft).toBe(5);
		expect(sessionOf([...paced, ...open(40)]).minutesLeft).toBe(20);
	});

	it('become fewer with each rating, and are at least one', () => {
		const session = sessionOf(open(15));
		expect(session.minutesLeft).toBe(3);
		for (let count = 0; count < 6; count += 1) session.rateAndGoOn(7);
		expect(session.minutesLeft).toBe(2);
		for (let count = 0; count < 9; count += 1) session.rateAndGoOn(7);
		expect([session.left, session.minutesLeft]).toEqual([0, 1]);
	});
});

it('changes nothing in a submitted case', () => {
	const session = sessionOf(four(), true);
	session.rateAndGoOn(7);
	session.rate(1, 7);
	session.cannotRate('outside-specialty');
	session.toggleFlag('other');
	session.toggle('comment');
	session.comment(session.rows[1]!, 'x');
	expect([session.undo(), session.redo(), session.nothingTo]).toEqual([false, false, null]);
	expect(kept).toEqual([]);
	expect(scores(session)).toEqual([2, null, null, null]);
	expect(session.drawer).toBeNull();
});

it('stands a case without actions', () => {
	const session = sessionOf([]);
	session.rateAndGoOn(5);
	session.move(1);
	expect([session.left, session.focused]).toEqual([0, undefined]);
});

it('says what the case has had, pauses at a word, and goes on with the next rating', () => {
	const session = sessionOf([
		{ ...given(1, 'Diagnostic', { score: 2 }), activeMs: 30_000 },
		given(2, 'Diagnostic')
	]);
	now = 10_000;
	expect(session.clock.activeMs()).toBe(40_000);
	session.togglePause();
	now = 50_000;
	expect([session.clock.paused, session.clock.activeMs()]).toEqual([true, 40_000]);
	session.rateAndGoOn(5);
	now = 53_000;
	expect([session.clock.paused, session.clock.activeMs()]).toEqual([false, 43_000]);
	expect(kept.at(-1)?.[2]).toBe(10_000);
});

it('counts what is written of the case as a whole for no action', () => {
	const session = sessionOf(four());
	session.attend('case');
	now = 8_000;
	session.attend('action');
	now = 9_000;
	session.rateAndGoOn(5);
	expect(kept.at(-1)?.[2]).toBe(1_000);
	expect(session.clock.activeMs()).toBe(9_000);
});
