import { expect, it, vi } from 'vitest';
import { WordsRead } from './words-read.svelte.ts';

function aReader(read: number | null, ...answers: boolean[]) {
	const send = vi.fn(async () => answers.shift() ?? true);
	return { send, words: new WordsRead({ account: 1, assignment: 7, version: 3, read, send }) };
}

it('are changed for whoever has read an older version, and for nobody else', () => {
	expect(aReader(null).words.changed).toBe(false);
	expect(aReader(2).words.changed).toBe(true);
	expect(aReader(3).words.changed).toBe(false);
});

it('are read once they are open, and that is said once', async () => {
	const { words, send } = aReader(2);
	words.retry();
	expect(send).not.toHaveBeenCalled();
	words.open();
	words.open();
	await vi.waitFor(() => expect(words.changed).toBe(false));
	words.open();
	expect(send).toHaveBeenCalledExactlyOnceWith(1, 7, 3);
});

it('stay changed while the server has not heard of it, and it is said again', async () => {
	const { words, send } = aReader(2, false);
	words.open();
	await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
	expect(words.changed).toBe(true);
	words.retry();
	await vi.waitFor(() => expect(words.changed).toBe(false));
	expect(send).toHaveBeenCalledTimes(2);
});

it('are said to be read by a first reader too', async () => {
	const { words, send } = aReader(null);
	words.open();
	await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(1));
	expect(words.changed).toBe(false);
});
