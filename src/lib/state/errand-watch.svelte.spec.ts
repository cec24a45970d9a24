import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Errand } from '#lib/domain/errand.ts';
import { ErrandWatch, LATEST_MS, SOONEST_MS, type Looked } from './errand-watch.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const errand = (given: Partial<Errand> = {}): Errand => ({
	...{ id: 'a', kind: 'release', state: 'running', what: 'writing', done: 1, parts: 9 },
	...{ asked: {}, outcome: null, refusal: null, createdAt: 0, finishedAt: null, stopping: false },
	...given
});

/** A watch that is answered one thing after the other, and then the last again and again. */
function watching(first: Errand, ...answers: Looked[]) {
	const asked: number[] = [];
	let overs = 0;
	const watch = new ErrandWatch(first, {
		ask: async () => {
			asked.push(Date.now());
			return answers[Math.min(asked.length, answers.length) - 1]!;
		},
		over: () => void (overs += 1),
		random: () => 0
	});
	vi.setSystemTime(0);
	watch.start();
	return { watch, asked, overs: () => overs };
}

it('looks about once a second while something moves, and tells when it is over', async () => {
	const done = errand({ state: 'done', outcome: { number: 3 } });
	const { watch, asked, overs } = watching(
		errand(),
		errand({ done: 2 }),
		errand({ done: 3 }),
		done
	);
	await vi.advanceTimersByTimeAsync(2 * SOONEST_MS);
	expect(watch.errand.done).toBe(3);
	expect(overs()).toBe(0);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toEqual([1_000, 2_000, 3_000]);
	expect(watch.errand).toEqual(done);
	expect(overs()).toBe(1);
});

it('looks less and less often while nothing moves', async () => {
	const { asked } = watching(errand(), errand());
	await vi.advanceTimersByTimeAsync(60_000);
	const waits = asked.slice(1).map((at, index) => at - asked[index]!);
	expect(waits[0]).toBe(1_300);
	expect(Math.max(...waits)).toBe(LATEST_MS);
	expect(waits).toEqual(waits.toSorted((a, b) => a - b));
});

it('asks again where there was no answer, and no more where nobody may look', async () => {
	const { watch, asked, overs } = watching(errand(), null, null, 'ended');
	await vi.advanceTimersByTimeAsync(60_000);
	expect(asked).toHaveLength(3);
	expect(asked[1]! - asked[0]!).toBe(500);
	expect(watch.errand.state).toBe('running');
	expect(overs()).toBe(0);
});

it('does not look at what is over, nor once it is stopped', async () => {
	const over = watching(errand({ state: 'refused' }), errand());
	const left = watching(errand(), errand());
	left.watch.stop();
	await vi.advanceTimersByTimeAsync(10_000);
	expect([over.asked, left.asked]).toEqual([[], []]);
});
