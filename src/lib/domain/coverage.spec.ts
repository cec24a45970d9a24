import { describe, expect, it } from 'vitest';
import { daysSince, holdOf, percent, placeState, quietSince, type Working } from './coverage.ts';

describe('how far a rater is', () => {
	it('says 100 per cent only when every action is rated', () => {
		expect(percent({ rated: 999, actions: 1000 })).toBe(99);
		expect(percent({ rated: 1000, actions: 1000 })).toBe(100);
		expect(percent({ rated: 0, actions: 3 })).toBe(0);
		expect(percent({ rated: 0, actions: 0 })).toBe(0);
	});
});

describe('the state of a place', () => {
	it.each([
		['assigned', 0, 'not-begun'],
		['in-progress', 3, 'begun'],
		// The rater has taken every answer back.
		['in-progress', 0, 'not-begun'],
		['in-progress', 8, 'unsigned'],
		['reopened', 8, 'reopened'],
		['submitted', 8, 'signed']
	] as const)('%s with %i of 8 is %s', (state, rated, is) => {
		expect(placeState({ state, rated, actions: 8 })).toBe(is);
	});
});

describe('what holds up a person’s open work', () => {
	const DAY = 24 * 60 * 60 * 1000;
	const NOW = Date.UTC(2026, 11, 1, 9, 40);
	const ago = (days: number) => NOW - days * DAY;
	/** Somebody who was given work ten days ago and rated yesterday. */
	const busy: Working = {
		canRate: true,
		goneAt: null,
		joined: true,
		invitedAt: ago(20),
		openedAt: ago(19),
		pausedAt: null,
		pausedUntil: null,
		seenAt: ago(1),
		ratedAt: ago(1),
		openSince: ago(10)
	};
	const hold = (change: Partial<Working>) => holdOf({ ...busy, ...change }, 7, NOW);

	it('is nothing while the work goes on', () => {
		expect(hold({})).toBeNull();
	});

	it('is silence, counted from the last rating, visit or new work', () => {
		const quiet = { ratedAt: ago(9), seenAt: ago(9) };
		expect(hold(quiet)).toEqual({ kind: 'silent', since: ago(9), until: null });
		expect(hold({ ...quiet, ratedAt: ago(7) })).toMatchObject({ since: ago(7) });
		expect(hold({ ...quiet, ratedAt: ago(7) + 1 })).toBeNull();
		expect(hold({ ...quiet, seenAt: ago(2) })).toBeNull();
		expect(hold({ ...quiet, openSince: ago(2) })).toBeNull();
		expect(hold({ ...quiet, seenAt: null })).toMatchObject({ kind: 'silent' });
	});

	it('is that nothing was begun, a day after it was given', () => {
		expect(hold({ ratedAt: null })).toEqual({ kind: 'not-begun', since: ago(10), until: null });
		expect(hold({ ratedAt: null, openSince: ago(1) + 1 })).toBeNull();
	});

	it('is the invitation', () => {
		const invited = { joined: false, ratedAt: null, seenAt: null };
		expect(hold({ ...invited, openedAt: null })).toMatchObject({
			kind: 'unopened',
			since: ago(20)
		});
		expect(hold({ ...invited, openedAt: null, invitedAt: null })).toMatchObject({ since: ago(10) });
		expect(hold(invited)).toMatchObject({ kind: 'not-joined', since: ago(19) });
	});

	it('is a pause while it lasts, whatever else there is', () => {
		const paused = { pausedAt: ago(3), pausedUntil: NOW + DAY, ratedAt: null };
		expect(hold(paused)).toEqual({ kind: 'paused', since: ago(3), until: NOW + DAY });
		expect(hold({ ...paused, pausedUntil: ago(1) })).toMatchObject({ kind: 'not-begun' });
	});

	it('is that the person cannot sign in, before all', () => {
		expect(hold({ canRate: false, goneAt: ago(2), pausedAt: ago(3) })).toEqual({
			kind: 'disabled',
			since: ago(2),
			until: null
		});
	});
});

describe('how long something has lasted', () => {
	it('is whole days, and none where a clock is ahead', () => {
		const hour = 60 * 60 * 1000;
		expect(daysSince(0, 47 * hour)).toBe(1);
		expect(daysSince(0, 48 * hour)).toBe(2);
		expect(daysSince(hour, 0)).toBe(0);
	});
});

it.each([
	[{ ratedAt: 5, seenAt: 4, openSince: 3 }, 5],
	[{ ratedAt: 4, seenAt: 5, openSince: 3 }, 5],
	[{ ratedAt: null, seenAt: null, openSince: 3 }, 3]
])('nothing was heard since the last of what was: %o', (heard, since) => {
	expect(quietSince(heard)).toBe(since);
});
