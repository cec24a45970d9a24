import { describe, expect, it } from 'vitest';
import { turns } from './turns.ts';

/** Lets what waits go on as far as it can. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

describe('turns', () => {
	it('are taken by one at a time', () => {
		const { tryTake, give } = turns();
		expect(tryTake()).toBe(true);
		expect(tryTake()).toBe(false);
		give();
		expect(tryTake()).toBe(true);
	});

	it('are given at once where nobody has one', async () => {
		const shared = turns();
		await shared.take();
		expect(shared.tryTake()).toBe(false);
	});

	it('go to whoever waits longest, and to nobody in between', async () => {
		const shared = turns();
		await shared.take();
		const order: string[] = [];
		for (const name of ['first', 'second', 'third']) {
			void shared.take().then(() => order.push(name));
		}
		await settle();
		expect(order).toEqual([]);
		shared.give();
		// It is the first one's already, although it has not gone on yet.
		expect(shared.tryTake()).toBe(false);
		await settle();
		expect(order).toEqual(['first']);
		shared.give();
		shared.give();
		await settle();
		expect(order).toEqual(['first', 'second', 'third']);
		expect(shared.tryTake()).toBe(false);
		shared.give();
		expect(shared.tryTake()).toBe(true);
	});

	it('are not shared by what has turns of its own', () => {
		const [one, other] = [turns(), turns()];
		expect([one.tryTake(), other.tryTake()]).toEqual([true, true]);
	});
});
