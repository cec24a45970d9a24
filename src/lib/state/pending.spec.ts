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
	expect(pending.nextOrder(queue)).toBe(4);
	expect(pending.nextOrder([])).toBe(1);
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
		const { queue: rest, next } = pending.acknowledge(queue, queue[0]!, 1);
		expect(rest.map(({ order, version }) => [order, version])).toEqual([
			[2, 4],
			[3, 1],
			[4, null]
		]);
		expect(next?.operation).toBe('op-3');
	});

	it('leaves a version that a change already has: it was made on what was seen then', () => {
		const queue = [entry(1, 10, { version: 0 }), entry(2, 10, { version: 0 })];
		const { queue: rest, next } = pending.acknowledge(queue, queue[0]!, 1);
		expect(rest[0]?.version).toBe(0);
		expect(next).toBeNull();
	});

	it('is nothing for a change that is not there any more', () => {
		const queue = [entry(2, 11, { version: 0 })];
		expect(pending.acknowledge(queue, entry(1, 10), 1)).toEqual({ queue, next: null });
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
