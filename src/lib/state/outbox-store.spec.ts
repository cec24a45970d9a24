import { expect, it } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { browserStore, memoryStore } from './outbox-store.ts';
import type { Pending } from './pending.ts';

const entry = (operation: string, change: Partial<Pending>): Pending => ({
	operation,
	account: 1,
	assignment: 7,
	action: 10,
	order: 1,
	version: 0,
	value: EMPTY_RATING,
	activeMs: 0,
	...change
});

it('never hands out what another account entered', async () => {
	const store = memoryStore();
	await store.write({ put: [entry('a', {}), entry('b', { account: 2 })] });
	expect((await store.load(1, 7)).map(({ operation }) => operation)).toEqual(['a']);
	expect(await store.counts(2)).toEqual(new Map([[7, 1]]));
	expect(await store.load(3, 7)).toEqual([]);
});

it('passes the version on when a change is acknowledged', async () => {
	const store = memoryStore();
	await store.write({
		put: [
			entry('a', {}),
			entry('b', { order: 2, version: null }),
			entry('c', { action: 11, order: 3 })
		]
	});
	await store.acknowledge(entry('a', {}), 1);
	expect((await store.load(1, 7)).map(({ operation, version }) => [operation, version])).toEqual([
		['b', 1],
		['c', 0]
	]);
});

it('falls back to memory, and says so, where there is no IndexedDB', async () => {
	expect((await browserStore()).durable).toBe(false);
});
