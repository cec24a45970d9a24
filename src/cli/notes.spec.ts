import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { note, pacing, reported, settle } from './notes.ts';

let written: string[] = [];
beforeEach(() => {
	vi.useFakeTimers();
	written = [];
	vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
});
afterEach(() => {
	vi.useRealTimers();
	vi.restoreAllMocks();
	settle({ json: false, progress: false });
});

it('says nothing of what is done at once, and then a line a second at most', () => {
	settle({ json: false, progress: true });
	const say = pacing();
	say('first');
	vi.advanceTimersByTime(999);
	say('second');
	vi.advanceTimersByTime(1);
	say('third');
	say('fourth');
	vi.advanceTimersByTime(1_000);
	say('fifth');
	expect(written).toEqual(['third\n', 'fifth\n']);
});

it('writes how far a task is', () => {
	settle({ json: false, progress: true });
	const { onProgress } = reported();
	vi.advanceTimersByTime(1_000);
	onProgress({ what: 'ratings', done: 1_200, of: 12_393 });
	expect(written).toEqual(['ratings: 1,200 of 12,393\n']);
});

it.each([
	['to people', { json: false, progress: false }, ['a note\n']],
	['to a program', { json: true, progress: false }, []],
	['to a program that asks for it', { json: true, progress: true }, ['a note\n', 'far\n']]
])('%s without a terminal', (_, manner, expected) => {
	settle(manner);
	const say = pacing();
	note('a note');
	vi.advanceTimersByTime(1_000);
	say('far');
	expect(written).toEqual(expected);
});
