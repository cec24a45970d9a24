/** A case in a later round: former answers are kept by one key, changed by another, and some changes explained. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Former, FormerAnswer } from '#lib/domain/former.ts';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { CaseSession } from './case-session.svelte.ts';

const said = (score: Score): FormerAnswer => ({ score, cannotRate: null, comment: 'As before.' });
const UNABLE: FormerAnswer = { score: null, cannotRate: 'outside-specialty', comment: '' };

let kept: [number, RatingValue][];
beforeEach(() => {
	kept = [];
});

/** Actions 1, 2, ... with these former answers of the rater. */
function sessionOf(answers: (FormerAnswer | null)[], asksReason = true): CaseSession {
	const actions = answers.map((own, index) => {
		const others = { others: [0, 0, 1, 0, 0, 0, 0, 1, 0], unable: 0, median: 4, comments: [] };
		const former: Former = { own, ...others };
		const words = { number: index + 1, text: `Action ${index + 1}`, category: 'Diagnostic' };
		return { id: index + 1, ...words, value: EMPTY_RATING, activeMs: 0, former };
	});
	return new CaseSession(actions, {
		keep: (action, value) => void kept.push([action, value]),
		now: () => 0,
		readOnly: false,
		asksReason
	});
}

const scores = (session: CaseSession) => session.rows.map(({ value }) => value.score);

it('begins with nothing answered, whatever was said before', () => {
	const session = sessionOf([said(4), UNABLE, null]);
	expect([session.rated, session.left, session.focused?.id]).toEqual([0, 3, 1]);
	expect(session.rows.map(({ own }) => own)).toEqual([said(4), UNABLE, null]);
});

it('keeps a score or a reason with one command, without the former comment, and goes on', () => {
	const session = sessionOf([said(4), UNABLE, said(9)]);
	session.keepFormer();
	session.keepFormer();
	expect(session.focused?.id).toBe(3);
	expect(kept).toEqual([
		[1, { ...EMPTY_RATING, score: 4 }],
		[2, { ...EMPTY_RATING, cannotRate: 'outside-specialty' }]
	]);
	session.undo();
	expect(session.focused?.id).toBe(2);
	expect(session.focused?.rated).toBe(false);
	session.redo();
	expect(session.rated).toBe(2);
});

it('keeps nothing where nothing was said before', () => {
	const session = sessionOf([null, said(4)]);
	session.keepFormer();
	expect([kept, session.focused?.id]).toEqual([[], 1]);
	session.rateAndGoOn(9);
	expect([scores(session), session.drawer, session.focused?.id]).toEqual([[9, null], null, 2]);
});

it('takes the former score given by its digit for keeping it', () => {
	const session = sessionOf([said(4), said(4)]);
	session.rateAndGoOn(4);
	expect([scores(session), session.focused?.id]).toEqual([[4, null], 2]);
});

it('keeps nothing in the place of what was entered a moment ago, unless it is asked for twice', () => {
	const session = sessionOf([said(4)]);
	session.rateAndGoOn(5);
	session.keepFormer();
	expect([scores(session), session.second.asked]).toEqual([[5], 4]);
	session.keepFormer();
	expect(scores(session)).toEqual([4]);

	const unable = sessionOf([UNABLE]);
	unable.rateAndGoOn(5);
	unable.keepFormer();
	expect(scores(unable)).toEqual([5]);
	unable.choose(0);
	unable.keepFormer();
	expect(unable.focused?.value.cannotRate).toBe('outside-specialty');
});

it('changes nothing by keeping what is kept', () => {
	const session = sessionOf([said(4), said(5)]);
	session.keepFormer();
	session.keepFormer();
	session.keepFormer();
	expect(kept).toHaveLength(2);
	expect(session.focused?.id).toBe(2);
});

describe('a score that moves to another zone', () => {
	it('is saved at once, and its reason asked for before the frame goes on', () => {
		const session = sessionOf([said(4), said(4)]);
		session.rateAndGoOn(7);
		expect(kept).toEqual([[1, { ...EMPTY_RATING, score: 7 }]]);
		expect([session.focused?.id, session.drawer]).toEqual([1, 'comment']);
		expect(session.rows.map(({ lacksReason }) => lacksReason)).toEqual([true, false]);
		session.comment(session.rows[0]!, 'The dose is too low.');
		expect(session.rows[0]!.lacksReason).toBe(false);
		session.goOn();
		expect([session.focused?.id, session.drawer]).toEqual([2, null]);
	});

	it('is undone in two steps: first the reason, then the score', () => {
		const session = sessionOf([said(4), said(4)]);
		session.rateAndGoOn(7);
		session.comment(session.rows[0]!, 'The d');
		session.comment(session.rows[0]!, 'The dose is too low.');
		session.goOn();
		session.undo();
		expect(session.focused?.value).toEqual({ ...EMPTY_RATING, score: 7 });
		expect(session.focused?.lacksReason).toBe(true);
		session.undo();
		expect(session.focused?.value).toEqual(EMPTY_RATING);
	});

	it('asks again by the same digit as long as there is no reason, and not once there is', () => {
		const session = sessionOf([said(4), said(4)]);
		session.rateAndGoOn(7);
		session.closeDrawer();
		session.rateAndGoOn(7);
		expect([session.focused?.id, session.drawer]).toEqual([1, 'comment']);
		session.comment(session.rows[0]!, 'The dose is too low.');
		session.closeDrawer();
		session.rateAndGoOn(7);
		expect([session.focused?.id, session.drawer]).toEqual([2, null]);
	});

	it('asks whoever stays with the action too', () => {
		const session = sessionOf([said(4), said(4)]);
		session.rate(1, 9);
		expect([session.focused?.id, session.drawer]).toEqual([2, 'comment']);
	});

	it('asks nothing within a zone, for a reason not to rate, or where the round does not want it', () => {
		const session = sessionOf([said(4), said(4), said(4)]);
		session.rateAndGoOn(6);
		session.cannotRate('wording-ambiguous');
		expect([session.focused?.id, session.drawer]).toEqual([3, null]);
		expect(session.rows.some(({ lacksReason }) => lacksReason)).toBe(false);
		const silent = sessionOf([said(4), said(4)], false);
		silent.rateAndGoOn(9);
		expect([silent.focused?.id, silent.drawer]).toEqual([2, null]);
	});
});
