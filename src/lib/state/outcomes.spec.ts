import { expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { sortOut } from './outcomes.ts';
import { scored, waiting } from './testing/outbox.ts';
import type { Outcome } from './transport.ts';

const later: Outcome = { kind: 'later', retryAfterMs: 2_000 };
const gone: Outcome = { kind: 'refused', message: 'Gone.', code: 'action-gone' };
const elsewhere: Outcome = { kind: 'conflict', current: { version: 4, value: scored(2) } };

it('answers each change for itself', () => {
	const batch = [10, 11, 12, 13].map((action) => waiting(action, scored(7)));
	const saved: Outcome = { kind: 'saved', version: 3 };
	expect(sortOut(batch, [elsewhere, saved, gone, saved])).toEqual({
		saved: [
			{ entry: batch[1], version: 3 },
			{ entry: batch[3], version: 3 }
		],
		held: [
			{ kind: 'conflict', entry: batch[0], current: { version: 4, value: scored(2) } },
			{ kind: 'refused', entry: batch[2], message: 'Gone.', code: 'action-gone' }
		],
		pause: null
	});
});

it('counts nothing of an action after its first change that was not saved', () => {
	const batch = [scored(7), scored(8), scored(9)].map((value) => waiting(10, value));
	for (const first of [elsewhere, gone]) {
		const { saved, held } = sortOut(batch, [first, { kind: 'saved', version: 5 }, gone]);
		expect(saved).toEqual([]);
		expect(held.map(({ entry }) => entry)).toEqual([batch[0]]);
	}
	const untried: Outcome = { kind: 'untried' };
	expect(sortOut(batch, [untried, gone, gone])).toEqual({ saved: [], held: [], pause: null });
});

it('has nothing to decide where the server has the same value', () => {
	const batch = [waiting(10, scored(2)), waiting(10, scored(9)), waiting(11, EMPTY_RATING)];
	const { saved, held } = sortOut(batch, [elsewhere, { kind: 'untried' }, elsewhere]);
	expect(saved).toEqual([{ entry: batch[0], version: 4 }]);
	expect(held.map(({ entry }) => entry)).toEqual([batch[2]]);
});

it('pauses for the first reason there is', () => {
	const batch = [10, 11, 12].map((action) => waiting(action, scored(7)));
	const saved: Outcome = { kind: 'saved', version: 1 };
	expect(sortOut(batch, [saved, later, { kind: 'signed-out' }])).toEqual({
		saved: [{ entry: batch[0], version: 1 }],
		held: [],
		pause: later
	});
	expect(sortOut(batch, [{ kind: 'signed-out' }, later, later]).pause).toEqual({
		kind: 'signed-out'
	});
});
