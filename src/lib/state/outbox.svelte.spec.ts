import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { memoryStore, type OutboxStore } from './outbox-store.ts';
import { Outbox } from './outbox.svelte.ts';
import type { Pending } from './pending.ts';
import type { Outcome } from './transport.ts';

const scored = (score: Score): RatingValue => ({ ...EMPTY_RATING, score });

/** A server in the test's hands: it keeps versions, knows repeats, and answers as it is told to. */
class FakeServer {
	readonly sent: Pending[] = [];
	readonly seen = new Map<string, number>();
	readonly ratings = new Map<number, { version: number; value: RatingValue }>();
	trouble: Outcome | null = null;
	/** Applies the change and loses the answer. */
	loseAnswer = false;
	busy = 0;
	mostBusy = 0;

	readonly send = async (entry: Pending): Promise<Outcome> => {
		this.sent.push(entry);
		this.busy += 1;
		this.mostBusy = Math.max(this.mostBusy, this.busy);
		await Promise.resolve();
		this.busy -= 1;
		if (this.trouble !== null) return this.trouble;
		const outcome = this.#apply(entry);
		return this.loseAnswer ? { kind: 'later', retryAfterMs: 0 } : outcome;
	};

	#apply({ operation, action, version, value }: Pending): Outcome {
		const repeat = this.seen.get(operation);
		if (repeat !== undefined) return { kind: 'saved', version: repeat };
		const current = this.ratings.get(action) ?? { version: 0, value: EMPTY_RATING };
		if (current.version !== version) return { kind: 'conflict', current };
		this.ratings.set(action, { version: version + 1, value });
		this.seen.set(operation, version + 1);
		return { kind: 'saved', version: version + 1 };
	}
}

function outboxWith(
	server: FakeServer,
	store: OutboxStore,
	{ account = 1, versions = [] as [number, number][], online = true } = {}
): Outbox {
	return new Outbox({
		account,
		assignment: 7,
		open: async () => store,
		send: server.send,
		versions,
		isOnline: () => online,
		random: () => 0
	});
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const settle = () => vi.advanceTimersByTimeAsync(0);

it('sends one at a time, in order, and fills versions in as they are acknowledged', async () => {
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
	expect(server.sent.map(({ action, version }) => [action, version])).toEqual([
		[10, 0],
		[11, 0],
		[10, 1],
		[10, 2]
	]);
	expect(server.mostBusy).toBe(1);
	expect(outbox.state).toBe('saved');
});

it('is stored before it is sent and leaves the store only after the answer', async () => {
	const server = new FakeServer();
	const store = memoryStore();
	const storedAtSend: number[] = [];
	const outbox = new Outbox({
		account: 1,
		assignment: 7,
		open: async () => store,
		send: async (entry) => {
			storedAtSend.push((await store.load(1, 7)).length);
			return server.send(entry);
		}
	});
	await outbox.start();
	void outbox.add(10, scored(1), 0);
	void outbox.add(11, scored(2), 0);
	await settle();
	expect(storedAtSend).toEqual([2, 1]);
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
		const after = outboxWith(server, store, { versions: [[10, 1]] });
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
	server.sent.length = 0;
	const other = outboxWith(server, store, { account: 2 });
	expect((await other.start()).size).toBe(0);
	await settle();
	expect(server.sent).toEqual([]);
	const again = outboxWith(server, store);
	expect((await again.start()).size).toBe(30);
	await settle();
	expect(server.sent.map(({ action }) => action)).toEqual(
		Array.from({ length: 30 }, (_, index) => index + 1)
	);
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
	expect(server.sent).toHaveLength(1);
	expect([outbox.state, outbox.waiting]).toEqual(['signed-out', 2]);
	server.trouble = null;
	outbox.retry();
	await settle();
	expect(outbox.state).toBe('saved');
});

describe('a rating changed elsewhere', () => {
	async function conflicted() {
		const server = new FakeServer();
		server.ratings.set(10, { version: 4, value: scored(2) });
		const store = memoryStore();
		const outbox = outboxWith(server, store, { versions: [[10, 3]] });
		await outbox.start();
		await outbox.add(10, scored(8), 0);
		await outbox.add(10, scored(9), 0);
		await outbox.add(11, scored(5), 0);
		await settle();
		return { server, store, outbox };
	}

	it('overwrites nothing and waits for a person, however often it is asked to try', async () => {
		const { server, outbox } = await conflicted();
		outbox.retry();
		await settle();
		expect(outbox.trouble).toMatchObject({ kind: 'conflict', current: { value: scored(2) } });
		expect(server.ratings.get(10)?.value).toEqual(scored(2));
	});

	it('keeps mine as a new change of what is stored now', async () => {
		const { server, store, outbox } = await conflicted();
		await outbox.keepMine();
		await settle();
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(9) });
		expect(server.ratings.get(11)?.value).toEqual(scored(5));
		expect(await store.load(1, 7)).toEqual([]);
	});

	it('keeps theirs, and the next change is made on it', async () => {
		const { server, outbox } = await conflicted();
		expect(await outbox.keepTheirs()).toEqual({ action: 10, value: scored(2) });
		await outbox.add(10, scored(6), 0);
		await settle();
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(6) });
		expect(outbox.state).toBe('saved');
	});

	it('asks nothing where both say the same', async () => {
		const server = new FakeServer();
		server.ratings.set(10, { version: 4, value: scored(8) });
		const outbox = outboxWith(server, memoryStore(), { versions: [[10, 3]] });
		await outbox.start();
		await outbox.add(10, scored(8), 0);
		await outbox.add(10, scored(9), 0);
		await settle();
		expect(outbox.state).toBe('saved');
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(9) });
	});
});

it('keeps what the server refuses until the person discards it', async () => {
	const server = new FakeServer();
	const store = memoryStore();
	server.trouble = { kind: 'refused', message: 'This case is submitted.' };
	const outbox = outboxWith(server, store);
	await outbox.start();
	await outbox.add(10, scored(1), 0);
	await outbox.add(11, scored(1), 0);
	await settle();
	expect(outbox.state).toBe('refused');
	expect(await store.load(1, 7)).toHaveLength(2);
	server.trouble = null;
	await outbox.discard();
	await settle();
	expect([...server.ratings.keys()]).toEqual([11]);
});

it('goes on in memory, and says so, when the store fails', async () => {
	const server = new FakeServer();
	const broken: OutboxStore = {
		...memoryStore(),
		durable: true,
		write: () => Promise.reject(new Error('quota')),
		acknowledge: () => Promise.reject(new Error('quota'))
	};
	const outbox = outboxWith(server, broken);
	await outbox.start();
	expect(outbox.durable).toBe(true);
	await outbox.add(10, scored(1), 0);
	await settle();
	expect(outbox.durable).toBe(false);
	expect(server.ratings.get(10)?.value).toEqual(scored(1));
});
