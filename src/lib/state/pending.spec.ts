import { describe, expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import * as pending from './pending.ts';
import type { Pending } from './pending.ts';

const scored = (score: Score): RatingValue => ({ ...EMPTY_RATING, score });

const entry = (order: number, action: number, change: Partial<Pending> = {}): Pending => ({
	operation: `op-${order}`,
	account: 1,
	assignment: 7,
	action,
	order,
	version: null,
	value: scored(5),
	activeMs: 100,
	...change
});

it('sends in the order in which changes were made', () => {
	const queue = [entry(3, 10), entry(1, 11), entry(2, 10)];
	expect(pending.inOrder(queue).map(({ order }) => order)).toEqual([1, 2, 3]);
});

describe('a new change', () => {
	const { order, version, ...change } = entry(0, 10);
	void [order, version];

	it('is the last, on what the server has', () => {
		expect(pending.asLast([], change, 7)).toEqual({ ...change, order: 1, version: 7 });
		const queue = [entry(3, 11), entry(5, 12), entry(4, 13)];
		expect(pending.asLast(queue, change, 7)).toEqual({ ...change, order: 6, version: 7 });
	});

	it('has no version while an earlier one of its action waits', () => {
		expect(pending.asLast([entry(3, 10)], change, 7)).toMatchObject({ order: 4, version: null });
	});
});

describe('the next request', () => {
	const none = () => false;

	it('carries what waits in order, and fills in only the first version of an action', () => {
		const queue = [entry(2, 10), entry(1, 10), entry(3, 11, { version: 4 }), entry(4, 12)];
		const known = { version: (action: number) => action * 2 };
		expect(
			pending.nextBatch(queue, none, known).map(({ order, version }) => [order, version])
		).toEqual([
			[1, 20],
			[2, null],
			[3, 4],
			[4, 24]
		]);
	});

	it('leaves a later version as it is: another tab made it on what was seen there', () => {
		const queue = [entry(1, 10, { version: 3 }), entry(2, 10, { version: 3 })];
		expect(pending.nextBatch(queue, none, { version: () => 9 })).toEqual(queue);
	});

	it('carries at most fifty, and nothing of an action that waits for a person', () => {
		const queue = Array.from({ length: 70 }, (_, index) => entry(index + 1, index % 2));
		const batch = pending.nextBatch(queue, (action) => action === 0, { version: () => 0 });
		expect(batch.map(({ action }) => action)).toEqual(Array.from({ length: 35 }, () => 1));
		expect(pending.nextBatch(queue, none, { version: () => 0 }).map(({ order }) => order)).toEqual(
			Array.from({ length: 50 }, (_, index) => index + 1)
		);
	});
});

it('shows the newest value of each action', () => {
	const queue = [
		entry(2, 10, { value: scored(9) }),
		entry(1, 10, { value: scored(2) }),
		entry(3, 11, { value: scored(4) })
	];
	expect([...pending.overlay(queue)]).toEqual([
		[10, scored(9)],
		[11, scored(4)]
	]);
});

describe('acknowledge', () => {
	it('gives the new version to the next change of the same action only', () => {
		const queue = [
			entry(1, 10, { version: 0 }),
			entry(2, 11, { version: 4 }),
			entry(3, 10),
			entry(4, 10)
		];
		const after = pending.acknowledge(queue, [{ entry: queue[0]!, version: 1 }]);
		expect(after.queue.map(({ order, version }) => [order, version])).toEqual([
			[2, 4],
			[3, 1],
			[4, null]
		]);
		expect(after.changed).toEqual([entry(3, 10, { version: 1 })]);
	});

	it('takes several at once, and names only what still waits', () => {
		const queue = [entry(1, 10, { version: 0 }), entry(2, 10), entry(3, 10), entry(4, 11)];
		const { queue: rest, changed } = pending.acknowledge(queue, [
			{ entry: queue[0]!, version: 1 },
			{ entry: queue[1]!, version: 2 }
		]);
		expect(rest).toEqual([entry(3, 10, { version: 2 }), entry(4, 11)]);
		expect(changed).toEqual([entry(3, 10, { version: 2 })]);
	});

	it('leaves a version that a change already has: it was made on what was seen then', () => {
		const queue = [entry(1, 10, { version: 0 }), entry(2, 10, { version: 0 })];
		const after = pending.acknowledge(queue, [{ entry: queue[0]!, version: 1 }]);
		expect(after).toEqual({ queue: [queue[1]], changed: [] });
	});

	it('is nothing for a change that is not there any more', () => {
		const queue = [entry(2, 11, { version: 0 })];
		const gone = { entry: entry(1, 10), version: 1 };
		expect(pending.acknowledge(queue, [gone])).toEqual({ queue, changed: [] });
	});
});

describe('a conflict', () => {
	const queue = [
		entry(1, 10, { version: 0, value: scored(3) }),
		entry(2, 11, { version: 0 }),
		entry(3, 10, { value: scored(8), activeMs: 50 })
	];

	it('keeps mine as one new change on what the server has', () => {
		const kept = pending.keepMine(queue, 10, { version: 5, value: scored(1) }, 'new');
		expect(kept.removed).toEqual(['op-1', 'op-3']);
		expect(kept.entry).toMatchObject({
			operation: 'new',
			order: 1,
			version: 5,
			value: scored(8),
			activeMs: 150
		});
		expect(kept.queue.map(({ operation }) => operation)).toEqual(['new', 'op-2']);
	});

	it('keeps theirs and leaves the other actions waiting', () => {
		const { queue: rest, removed } = pending.keepTheirs(queue, 10);
		expect(removed).toEqual(['op-1', 'op-3']);
		expect(rest.map(({ operation }) => operation)).toEqual(['op-2']);
	});
});
