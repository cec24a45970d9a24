import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryStore, type OutboxStore } from './outbox-store.ts';
import { Outbox } from './outbox.svelte.ts';
import { FakeServer, outboxWith, scored, settle, shape, upTo, waiting } from './testing/outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('sends what waits in one request, in order', async () => {
	const server = new FakeServer();
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	for (const [action, score] of [
		[10, 1],
		[11, 2],
		[10, 3],
		[10, 4]
	] as const) {
		void outbox.add(action, scored(score), 0);
	}
	expect(outbox.waiting).toBe(4);
	expect(outbox.state).toBe('saving');
	await settle();
	// Of one action, each is made on the one before it in the list.
	expect(server.requests.map(shape)).toEqual([
		[
			[10, 0],
			[11, 0],
			[10, null],
			[10, null]
		]
	]);
	expect(server.ratings.get(10)).toEqual({ version: 3, value: scored(4) });
	expect([outbox.state, outbox.waiting]).toEqual(['saved', 0]);
});

it('says under which words each change was made; what waits since before that was kept says none', async () => {
	const server = new FakeServer();
	const store = memoryStore();
	await store.write({ put: [waiting(9, scored(1))] });
	const { send } = server;
	const open = async () => store;
	const outbox = new Outbox({ account: 1, assignment: 7, open, send, words: 3 });
	await outbox.start();
	void outbox.add(10, scored(2), 0);
	await settle();
	const sent = server.requests.flat().map(({ action, words }) => [action, words]);
	expect(sent).toEqual([
		[9, undefined],
		[10, 3]
	]);
});

it('brings ten ratings at a latency of 1.5 s to the server in two requests', async () => {
	const server = new FakeServer();
	server.latency = 1_500;
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	for (let action = 1; action <= 10; action += 1) {
		void outbox.add(action, scored(7), 0);
		await vi.advanceTimersByTimeAsync(100);
	}
	expect([outbox.state, outbox.waiting]).toEqual(['saving', 10]);
	await vi.advanceTimersByTimeAsync(2_000);
	expect(server.requests.map(({ length }) => length)).toEqual([1, 9]);
	expect(server.mostBusy).toBe(1);
	expect(outbox.state).toBe('saved');
});

it('sends at most fifty changes in a request', async () => {
	const server = new FakeServer();
	server.trouble = { kind: 'later', retryAfterMs: 0 };
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	for (let action = 1; action <= 120; action += 1) await outbox.add(action, scored(7), 0);
	server.trouble = null;
	server.requests.length = 0;
	outbox.retry();
	await settle();
	expect(server.requests.map(({ length }) => length)).toEqual([50, 50, 20]);
	expect(server.sent.map(({ action }) => action)).toEqual(upTo(120));
});

it('is stored before it is sent and leaves the store only after the answer', async () => {
	const server = new FakeServer();
	const store = memoryStore();
	const storedAtSend: number[] = [];
	const outbox = new Outbox({
		account: 1,
		assignment: 7,
		open: async () => store,
		send: async (entries) => {
			storedAtSend.push((await store.load(1, 7)).length);
			return server.send(entries);
		}
	});
	await outbox.start();
	void outbox.add(10, scored(1), 0);
	void outbox.add(11, scored(2), 0);
	await settle();
	expect(storedAtSend).toEqual([2]);
	expect(await store.load(1, 7)).toEqual([]);
});

describe('without an answer', () => {
	it('waits longer each time, with the same operation, and goes on by itself', async () => {
		const server = new FakeServer();
		server.trouble = { kind: 'later', retryAfterMs: 0 };
		const outbox = outboxWith(server, memoryStore());
		await outbox.start();
		await outbox.add(10, scored(1), 0);
		await settle();
		expect(outbox.state).toBe('retrying');
		await vi.advanceTimersByTimeAsync(500);
		await vi.advanceTimersByTimeAsync(999);
		expect(server.sent).toHaveLength(2);
		server.trouble = null;
		await vi.advanceTimersByTimeAsync(1);
		expect(new Set(server.sent.map(({ operation }) => operation)).size).toBe(1);
		expect(outbox.state).toBe('saved');
	});

	it('honours Retry-After', async () => {
		const server = new FakeServer();
		server.trouble = { kind: 'later', retryAfterMs: 9000 };
		const outbox = outboxWith(server, memoryStore());
		await outbox.start();
		await outbox.add(10, scored(1), 0);
		await vi.advanceTimersByTimeAsync(8999);
		expect(server.sent).toHaveLength(1);
		await vi.advanceTimersByTimeAsync(1);
		expect(server.sent).toHaveLength(2);
		// What is added meanwhile waits with it.
		await outbox.add(11, scored(2), 0);
		await settle();
		expect(server.requests).toHaveLength(2);
	});

	it('says offline, and tries at once when told that the connection is back', async () => {
		const server = new FakeServer();
		server.trouble = { kind: 'later', retryAfterMs: 0 };
		const outbox = outboxWith(server, memoryStore(), { online: false });
		await outbox.start();
		await outbox.add(10, scored(1), 0);
		await outbox.add(11, scored(2), 0);
		await settle();
		expect([outbox.state, outbox.waiting]).toEqual(['offline', 2]);
		server.trouble = null;
		outbox.retry();
		await settle();
		expect(outbox.state).toBe('saved');
	});

	it('does not save twice where the answer was lost and the page was loaded again', async () => {
		const server = new FakeServer();
		const store = memoryStore();
		const before = outboxWith(server, store);
		await before.start();
		server.loseAnswer = true;
		await before.add(10, scored(1), 0);
		await before.add(10, scored(2), 0);
		await settle();
		before.stop();
		server.loseAnswer = false;
		const after = outboxWith(server, store, { given: [[10, { version: 1, value: scored(1) }]] });
		expect(await after.start()).toEqual(new Map([[10, scored(2)]]));
		await settle();
		expect(server.ratings.get(10)).toEqual({ version: 2, value: scored(2) });
		expect(after.state).toBe('saved');
	});
});

it('keeps 30 offline ratings through a reload; another account neither sees nor sends them', async () => {
	const server = new FakeServer();
	server.trouble = { kind: 'later', retryAfterMs: 0 };
	const store = memoryStore();
	const first = outboxWith(server, store);
	await first.start();
	for (let action = 1; action <= 30; action += 1) await first.add(action, scored(7), 0);
	first.stop();
	server.trouble = null;
	server.requests.length = 0;
	const other = outboxWith(server, store, { account: 2 });
	expect((await other.start()).size).toBe(0);
	await settle();
	expect(server.sent).toEqual([]);
	const again = outboxWith(server, store);
	expect((await again.start()).size).toBe(30);
	await settle();
	expect(server.sent.map(({ action }) => action)).toEqual(upTo(30));
	expect(await store.load(1, 7)).toEqual([]);
});

it('keeps everything when signed out, and goes on once signed in', async () => {
	const server = new FakeServer();
	server.trouble = { kind: 'signed-out' };
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	await outbox.add(10, scored(1), 0);
	await outbox.add(11, scored(1), 0);
	await vi.advanceTimersByTimeAsync(600_000);
	expect([outbox.state, outbox.waiting]).toEqual(['signed-out', 2]);
	const { length } = server.requests;
	await outbox.add(12, scored(1), 0);
	await vi.advanceTimersByTimeAsync(600_000);
	expect(server.requests).toHaveLength(length);
	server.trouble = null;
	outbox.retry();
	await settle();
	expect(outbox.state).toBe('saved');
});

it('waits before it asks again where no change came any further', async () => {
	const server = new FakeServer();
	server.trouble = { kind: 'untried' };
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	await outbox.add(10, scored(1), 0);
	await settle();
	expect([outbox.state, server.requests.length]).toEqual(['retrying', 1]);
	server.trouble = null;
	await vi.advanceTimersByTimeAsync(500);
	expect(outbox.state).toBe('saved');
});

it('tells what is saved, before the change leaves the store', async () => {
	const server = new FakeServer();
	const store = memoryStore();
	const told: unknown[] = [];
	const outbox = new Outbox({
		account: 1,
		assignment: 7,
		open: async () => store,
		send: server.send,
		onsaved: async (action, current) => {
			told.push([action, current, (await store.load(1, 7)).length]);
		}
	});
	await outbox.start();
	await outbox.add(10, scored(1), 0);
	await settle();
	expect(told).toEqual([[10, { version: 1, value: scored(1) }, 1]]);
	expect(await store.load(1, 7)).toEqual([]);
});

it('takes an answer that comes after the page was left, and sends nothing more', async () => {
	const server = new FakeServer();
	server.latency = 100;
	const store = memoryStore();
	const outbox = outboxWith(server, store);
	await outbox.start();
	await outbox.add(10, scored(1), 0);
	await outbox.add(11, scored(2), 0);
	outbox.stop();
	await vi.advanceTimersByTimeAsync(1_000);
	expect(server.requests).toHaveLength(1);
	expect((await store.load(1, 7)).map(({ action }) => action)).toEqual([11]);
});

it('makes the next change on what was saved', async () => {
	const server = new FakeServer();
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	for (const score of [1, 2, 3] as const) {
		await outbox.add(10, scored(score), 0);
		await settle();
	}
	expect(server.requests.map(shape)).toEqual([[[10, 0]], [[10, 1]], [[10, 2]]]);
	expect(server.ratings.get(10)).toEqual({ version: 3, value: scored(3) });
});

it('waits for what may be taken later, though the rest was saved', async () => {
	const server = new FakeServer();
	server.refused.set(11, { kind: 'later', retryAfterMs: 3_000 });
	const outbox = outboxWith(server, memoryStore());
	await outbox.start();
	for (const action of [10, 11, 12]) void outbox.add(action, scored(1), 0);
	await settle();
	expect([outbox.state, outbox.waiting, server.requests.length]).toEqual(['retrying', 1, 1]);
	server.refused.clear();
	await vi.advanceTimersByTimeAsync(2_999);
	expect(server.requests).toHaveLength(1);
	await vi.advanceTimersByTimeAsync(1);
	expect(outbox.state).toBe('saved');
});

describe('goes on in memory, and says so, when the store fails', () => {
	const fails = () => Promise.reject(new Error('quota'));

	it.each([
		['to take a change', { write: fails }],
		['to let one go', { acknowledge: fails }]
	])('%s', async (_, broken: Partial<OutboxStore>) => {
		const server = new FakeServer();
		const store = { ...memoryStore(), durable: true, ...broken };
		const outbox = outboxWith(server, store);
		expect(outbox.durable).toBe(true);
		await outbox.start();
		expect(outbox.durable).toBe(true);
		await outbox.add(10, scored(1), 0);
		await settle();
		expect(outbox.durable).toBe(false);
		expect(server.ratings.get(10)?.value).toEqual(scored(1));
	});
});
