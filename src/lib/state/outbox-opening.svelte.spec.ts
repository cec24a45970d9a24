import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { memoryStore, type OutboxStore } from './outbox-store.ts';
import type { Current } from './pending.ts';
import { FakeServer, outboxWith, scored, settle, waiting } from './testing/outbox.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('before the store is open', () => {
	it('keeps what is changed, behind what waited from before, and says that it waits', async () => {
		const server = new FakeServer();
		const store = memoryStore();
		server.trouble = { kind: 'later', retryAfterMs: 0 };
		const before = outboxWith(server, store);
		await before.start();
		await before.add(10, scored(2), 0);
		await settle();
		before.stop();
		server.trouble = null;
		server.requests.length = 0;
		server.latency = 100;

		const opening = Promise.withResolvers<OutboxStore>();
		const outbox = outboxWith(server, store, { open: () => opening.promise });
		const started = outbox.start();
		void outbox.add(11, scored(3), 400);
		void outbox.add(10, scored(8), 500);
		await settle();
		expect(server.requests).toEqual([]);
		expect([outbox.state, outbox.waiting, outbox.durable]).toEqual(['saving', 2, false]);
		opening.resolve({ ...store, durable: true });
		expect(await started).toEqual(
			new Map([
				[10, scored(8)],
				[11, scored(3)]
			])
		);
		expect([outbox.waiting, outbox.durable]).toEqual([3, true]);
		expect((await store.load(1, 7)).map(({ action, order }) => [action, order])).toEqual([
			[10, 1],
			[11, 2],
			[10, 3]
		]);
		await vi.advanceTimersByTimeAsync(100);
		expect(server.sent.map(({ action, activeMs }) => [action, activeMs])).toEqual([
			[10, 0],
			[11, 400],
			[10, 500]
		]);
		expect(server.ratings.get(10)).toEqual({ version: 2, value: scored(8) });
		expect(outbox.state).toBe('saved');
		expect(await store.load(1, 7)).toEqual([]);
	});

	it('stores it even where the page was left meanwhile, and sends nothing then', async () => {
		const server = new FakeServer();
		const store = memoryStore();
		const opening = Promise.withResolvers<OutboxStore>();
		const outbox = outboxWith(server, store, { open: () => opening.promise });
		const started = outbox.start();
		void outbox.add(10, scored(8), 0);
		outbox.stop();
		opening.resolve(store);
		await started;
		await settle();
		expect(server.requests).toEqual([]);
		expect(await store.load(1, 7)).toMatchObject([{ action: 10, version: 0, value: scored(8) }]);
	});

	it('makes it on what waited, and takes away nothing that it did not touch', async () => {
		const server = new FakeServer();
		const store = memoryStore();
		const waited: RatingValue = { ...EMPTY_RATING, comment: 'Why', flags: ['other'] };
		await store.write({ put: [waiting(10, waited)] });
		const outbox = outboxWith(server, store);
		const started = outbox.start();
		void outbox.add(10, scored(8), 0);
		expect(await started).toEqual(new Map([[10, { ...waited, score: 8 }]]));
		await settle();
		expect(server.ratings.get(10)?.value).toEqual({ ...waited, score: 8 });
	});

	it('makes it on the version that was saved since the page was kept', async () => {
		const server = new FakeServer();
		server.ratings.set(10, { version: 2, value: scored(4) });
		server.ratings.set(11, { version: 5, value: scored(5) });
		const given: [number, Current][] = [
			[10, { version: 1, value: EMPTY_RATING }],
			[11, { version: 5, value: scored(5) }]
		];
		const outbox = outboxWith(server, memoryStore(), { given });
		const started = outbox.start(
			new Map([
				[10, { version: 2, value: scored(4) }],
				[11, { version: 4, value: scored(1) }]
			])
		);
		void outbox.add(10, { ...EMPTY_RATING, comment: 'Late' }, 0);
		void outbox.add(11, scored(6), 0);
		expect(await started).toEqual(
			new Map([
				[10, { ...scored(4), comment: 'Late' }],
				[11, scored(6)]
			])
		);
		await settle();
		expect(server.ratings.get(10)).toEqual({
			version: 3,
			value: { ...scored(4), comment: 'Late' }
		});
		expect(server.ratings.get(11)).toEqual({ version: 6, value: scored(6) });
	});

	it('goes on in memory, and says so, where the store cannot be opened or read', async () => {
		for (const open of [
			() => Promise.reject(new Error('closed')),
			async () => ({
				...memoryStore(),
				durable: true,
				load: () => Promise.reject(new Error('broken'))
			})
		]) {
			const server = new FakeServer();
			const outbox = outboxWith(server, memoryStore(), { open });
			void outbox.add(10, scored(8), 0);
			expect(await outbox.start()).toEqual(new Map([[10, scored(8)]]));
			await settle();
			expect([outbox.state, outbox.durable]).toEqual(['saved', false]);
			expect(server.ratings.get(10)?.value).toEqual(scored(8));
		}
	});
});
