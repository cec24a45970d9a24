import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paced, reported } from './progress.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
});

it('says nothing of what is done at once, and then a line a second at most', () => {
	const said: string[] = [];
	const say = paced((text) => said.push(text));
	say('first');
	vi.advanceTimersByTime(999);
	say('second');
	vi.advanceTimersByTime(1);
	say('third');
	say('fourth');
	vi.advanceTimersByTime(1_000);
	say('fifth');
	expect(said).toEqual(['third', 'fifth']);
});

it('writes how far a task is to stderr', () => {
	const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
	const { onProgress } = reported();
	vi.advanceTimersByTime(1_000);
	onProgress({ what: 'ratings', done: 1_200, of: 12_393 });
	expect(written.mock.calls).toEqual([['ratings: 1,200 of 12,393\n']]);
});
