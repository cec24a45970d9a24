import { IDBFactory, IDBOpenDBRequest } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { browserStore, memoryStore } from './outbox-store.ts';
import type { Pending } from './pending.ts';

const entry = (operation: string, change: Partial<Pending> = {}): Pending => ({
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

const operations = (entries: Pending[]) => entries.map(({ operation }) => operation);

beforeEach(() => void vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

describe.each([
	['in memory', async () => memoryStore(), false],
	['in the browser', browserStore, true]
])('%s', (_, open, durable) => {
	it('says whether it outlasts the page', async () => {
		expect((await open()).durable).toBe(durable);
	});

	it('hands out the changes of one case in order, and never those of another account', async () => {
		const store = await open();
		await store.write({
			put: [
				entry('c', { order: 3 }),
				entry('a'),
				entry('b', { order: 2 }),
				entry('other account', { account: 2 }),
				entry('other case', { assignment: 8 })
			]
		});
		expect(operations(await store.load(1, 7))).toEqual(['a', 'b', 'c']);
		expect(operations(await store.load(2, 7))).toEqual(['other account']);
		expect(await store.load(3, 7)).toEqual([]);
		expect(await store.counts(1)).toEqual(
			new Map([
				[7, 3],
				[8, 1]
			])
		);
		expect(await store.counts(3)).toEqual(new Map());
	});

	it('removes and adds in one step', async () => {
		const store = await open();
		await store.write({ put: [entry('a'), entry('b', { order: 2 })] });
		await store.write({ remove: ['a'], put: [entry('c', { order: 3 })] });
		expect(operations(await store.load(1, 7))).toEqual(['b', 'c']);
		await store.write({ remove: ['b', 'unknown'] });
		expect(await store.load(1, 7)).toEqual([entry('c', { order: 3 })]);
	});

	it('passes the version on when changes are acknowledged, within one case of one account', async () => {
		const store = await open();
		const first = entry('a');
		const second = entry('b', { order: 2, version: null });
		await store.write({
			put: [
				first,
				second,
				entry('c', { order: 3, version: null }),
				entry('d', { action: 11, order: 4, version: null }),
				entry('other account', { account: 2, version: null }),
				entry('other case', { assignment: 8, version: null })
			]
		});
		await store.acknowledge([
			{ entry: first, version: 1 },
			{ entry: second, version: 2 }
		]);
		expect((await store.load(1, 7)).map(({ operation, version }) => [operation, version])).toEqual([
			['c', 2],
			['d', null]
		]);
		expect((await store.load(2, 7))[0]?.version).toBeNull();
		expect((await store.load(1, 8))[0]?.version).toBeNull();
		await store.acknowledge([]);
		expect(await store.load(1, 7)).toHaveLength(2);
	});
});

it('finds in the browser what an earlier page put there', async () => {
	await (await browserStore()).write({ put: [entry('a')] });
	expect(operations(await (await browserStore()).load(1, 7))).toEqual(['a']);
});

it('says that a change is kept only once it is on disk', async () => {
	const transaction = vi.spyOn(IDBDatabase.prototype, 'transaction');
	const store = await browserStore();
	await store.write({ put: [entry('a')] });
	await store.acknowledge([{ entry: entry('a'), version: 1 }]);
	const writing = transaction.mock.calls.filter(([, mode]) => mode === 'readwrite');
	expect(writing.map(([, , options]) => options)).toEqual([
		{ durability: 'strict' },
		{ durability: 'strict' }
	]);
	transaction.mockRestore();
});

it('takes up what another tab stored meanwhile', async () => {
	const [mine, theirs] = [await browserStore(), await browserStore()];
	const first = entry('a');
	await mine.write({ put: [first] });
	await theirs.write({ put: [entry('b', { order: 2, version: null })] });
	await mine.acknowledge([{ entry: first, version: 4 }]);
	expect(await mine.load(1, 7)).toEqual([entry('b', { order: 2, version: 4 })]);
});

describe('falls back to memory, and says so,', () => {
	it('where there is no IndexedDB', async () => {
		vi.stubGlobal('indexedDB', undefined);
		expect((await browserStore()).durable).toBe(false);
	});

	it('where it has not answered after three seconds', async () => {
		vi.useFakeTimers();
		vi.stubGlobal('indexedDB', { open: () => new IDBOpenDBRequest() });
		const store = vi.fn();
		void browserStore().then(store);
		await vi.advanceTimersByTimeAsync(2_999);
		expect(store).not.toHaveBeenCalled();
		await vi.advanceTimersByTimeAsync(1);
		expect(store).toHaveBeenCalledWith(expect.objectContaining({ durable: false }));
		vi.useRealTimers();
	});
});
