import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { memoryStore } from './outbox-store.ts';
import type { Current } from './pending.ts';
import { FakeServer, outboxWith, scored, settle, shape } from './testing/outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a rating changed elsewhere', () => {
	async function conflicted() {
		const server = new FakeServer();
		server.ratings.set(10, { version: 4, value: scored(2) });
		const store = memoryStore();
		const outbox = outboxWith(server, store, {
			given: [[10, { version: 3, value: EMPTY_RATING }]]
		});
		await outbox.start();
		await outbox.add(10, scored(8), 0);
		await outbox.add(10, scored(9), 0);
		await outbox.add(11, scored(5), 0);
		await settle();
		return { server, store, outbox };
	}

	it('overwrites nothing and waits for a person, however often it is asked to try', async () => {
		const { server, outbox } = await conflicted();
		const { requests, trouble } = { requests: server.requests.length, trouble: outbox.trouble };
		outbox.retry();
		await outbox.discard();
		await outbox.discardAll();
		await settle();
		expect(server.requests).toHaveLength(requests);
		expect([outbox.state, outbox.waiting]).toEqual(['conflict', 2]);
		expect(outbox.trouble).toBe(trouble);
		expect(outbox.trouble).toMatchObject({ kind: 'conflict', current: { value: scored(2) } });
		expect(server.ratings.get(10)?.value).toEqual(scored(2));
	});

	it('does not hold back changes of other actions, those of later included', async () => {
		const { server, outbox } = await conflicted();
		expect(server.ratings.get(11)?.value).toEqual(scored(5));
		await outbox.add(12, scored(6), 0);
		await outbox.add(10, scored(1), 0);
		await settle();
		expect(server.ratings.get(12)?.value).toEqual(scored(6));
		expect([outbox.state, outbox.waiting]).toEqual(['conflict', 3]);
		await outbox.keepMine();
		await settle();
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(1) });
		expect([outbox.state, outbox.waiting]).toEqual(['saved', 0]);
	});

	it('sends a change that was not looked at once it is clear what it is made on', async () => {
		const server = new FakeServer();
		server.ratings.set(10, { version: 4, value: scored(8) });
		const given: [number, Current][] = [[10, { version: 3, value: EMPTY_RATING }]];
		const outbox = outboxWith(server, memoryStore(), { given });
		await outbox.start();
		void outbox.add(10, scored(8), 0);
		void outbox.add(10, scored(9), 0);
		await settle();
		expect(server.requests.map(shape)).toEqual([
			[
				[10, 3],
				[10, null]
			],
			[[10, 4]]
		]);
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(9) });
		expect(outbox.state).toBe('saved');
	});

	it('asks about one action after the other', async () => {
		const server = new FakeServer();
		for (const action of [10, 11]) server.ratings.set(action, { version: 1, value: scored(2) });
		const outbox = outboxWith(server, memoryStore());
		await outbox.start();
		await outbox.add(10, scored(8), 0);
		await outbox.add(11, scored(9), 0);
		await settle();
		expect(await outbox.keepTheirs()).toEqual({ action: 10, value: scored(2) });
		expect(outbox.trouble).toMatchObject({ kind: 'conflict', entry: { action: 11 } });
		await outbox.keepMine();
		await settle();
		expect(outbox.state).toBe('saved');
		expect([...server.ratings.values()]).toEqual([
			{ version: 1, value: scored(2) },
			{ version: 2, value: scored(9) }
		]);
	});

	it('asks to sign in before it asks about values, and about values after that', async () => {
		const { server, outbox } = await conflicted();
		server.trouble = { kind: 'signed-out' };
		await outbox.add(12, scored(6), 0);
		await settle();
		expect(outbox.state).toBe('signed-out');
		server.trouble = null;
		outbox.retry();
		await settle();
		expect([outbox.state, outbox.waiting]).toEqual(['conflict', 2]);
	});

	it('stores mine before it is sent, in the place of what it stands for', async () => {
		const { server, store, outbox } = await conflicted();
		server.trouble = { kind: 'later', retryAfterMs: 0 };
		await outbox.keepMine();
		await settle();
		expect(await store.load(1, 7)).toMatchObject([{ action: 10, version: 4, value: scored(9) }]);
		expect(outbox.waiting).toBe(1);
	});

	it('goes on at once with what was added meanwhile', async () => {
		const server = new FakeServer();
		server.latency = 100;
		server.ratings.set(10, { version: 1, value: scored(2) });
		const outbox = outboxWith(server, memoryStore());
		await outbox.start();
		for (const action of [10, 11]) void outbox.add(action, scored(8), 0);
		await vi.advanceTimersByTimeAsync(50);
		void outbox.add(12, scored(6), 0);
		await vi.advanceTimersByTimeAsync(150);
		expect(server.requests.map(({ length }) => length)).toEqual([2, 1]);
		expect(server.ratings.get(12)?.value).toEqual(scored(6));
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
		const outbox = outboxWith(server, memoryStore(), {
			given: [[10, { version: 3, value: EMPTY_RATING }]]
		});
		await outbox.start();
		await outbox.add(10, scored(8), 0);
		await outbox.add(10, scored(9), 0);
		await settle();
		expect(outbox.state).toBe('saved');
		expect(server.ratings.get(10)).toEqual({ version: 5, value: scored(9) });
	});
});

describe('a change the server refuses', () => {
	async function refused() {
		const server = new FakeServer();
		const store = memoryStore();
		server.refused.set(10, {
			kind: 'refused',
			message: 'This action is gone.',
			code: 'action-gone'
		});
		const outbox = outboxWith(server, store);
		await outbox.start();
		await outbox.add(10, scored(1), 0);
		await outbox.add(10, scored(2), 0);
		await outbox.add(11, scored(3), 0);
		await settle();
		return { server, store, outbox };
	}

	it('is kept until the person discards it, and holds back no other action', async () => {
		const { server, store, outbox } = await refused();
		expect(outbox.trouble).toMatchObject({ kind: 'refused', code: 'action-gone' });
		expect((await store.load(1, 7)).map(({ action }) => action)).toEqual([10, 10]);
		expect([...server.ratings.keys()]).toEqual([11]);
		expect(await outbox.keepTheirs()).toBeNull();
		await outbox.keepMine();
		expect(outbox.waiting).toBe(2);
		await outbox.discard();
		await settle();
		expect([outbox.state, outbox.waiting]).toEqual(['saved', 0]);
		expect(await store.load(1, 7)).toEqual([]);
		expect([...server.ratings.keys()]).toEqual([11]);
	});

	it('is sent again when the person asks for it', async () => {
		const { server, outbox } = await refused();
		server.refused.clear();
		outbox.retry();
		await settle();
		expect(server.ratings.get(10)).toEqual({ version: 2, value: scored(2) });
		expect(outbox.state).toBe('saved');
	});

	it('goes with all that waits where the person says so', async () => {
		const server = new FakeServer();
		const store = memoryStore();
		server.trouble = { kind: 'refused', message: 'This case is submitted.' };
		const outbox = outboxWith(server, store);
		await outbox.start();
		for (const action of [10, 11, 12]) await outbox.add(action, scored(1), 0);
		await settle();
		expect([outbox.state, outbox.waiting]).toEqual(['refused', 3]);
		server.trouble = null;
		server.requests.length = 0;
		await outbox.discardAll();
		await settle();
		expect([outbox.state, outbox.waiting, server.requests]).toEqual(['saved', 0, []]);
		expect(outbox.trouble).toBeNull();
		expect(await store.load(1, 7)).toEqual([]);
	});
});

it('has nothing to decide where there is no trouble', async () => {
	const outbox = outboxWith(new FakeServer(), memoryStore());
	await outbox.start();
	await outbox.keepMine();
	await outbox.discard();
	await outbox.discardAll();
	expect(await outbox.keepTheirs()).toBeNull();
	expect([outbox.state, outbox.waiting, outbox.trouble]).toEqual(['saved', 0, null]);
});
