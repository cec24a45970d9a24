import { expect, it } from 'vitest';
import type { ErrandState } from '#lib/domain/errand.ts';
import { progressWords } from './errand-words.ts';

const errand = (state: ErrandState, more = {}) => ({
	...{ state, what: 'writing the files', done: 1_200, parts: 4_249, stopping: false },
	...more
});

it('says what is being done and how far it is', () => {
	expect(progressWords(errand('running'))).toBe('Writing the files, 1,200 of 4,249');
	expect(progressWords(errand('running', { parts: 0 }))).toBe('Writing the files');
	expect(progressWords(errand('running', { what: '' }))).toBe('It has begun.');
});

it('says that it waits, stops, or is over', () => {
	expect(progressWords(errand('waiting'))).toBe('It begins in a moment.');
	expect(progressWords(errand('running', { stopping: true }))).toMatch(/^Stopping\./);
	expect(progressWords(errand('stopped'))).toBe('Stopped. Nothing was changed.');
	expect(progressWords(errand('done'))).toBe('Done.');
	expect(progressWords(errand('refused'))).toBe('It came to nothing.');
	expect(progressWords(errand('failed'))).toBe('It came to nothing.');
});
