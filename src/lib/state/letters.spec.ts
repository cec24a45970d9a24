import { expect, it } from 'vitest';
import { commandFor, LETTER_COMMANDS, read, rebind, USUAL_LETTERS } from './letters.ts';

it('has a letter of its own for every command, but that one may keep where another moves', () => {
	const others = LETTER_COMMANDS.filter((command) => command !== 'keep');
	expect(new Set(others.map((command) => USUAL_LETTERS[command])).size).toBe(others.length);
	for (const command of others) {
		expect(commandFor(USUAL_LETTERS, USUAL_LETTERS[command])).toBe(command);
	}
	expect(commandFor(USUAL_LETTERS, 'k', true)).toBe('keep');
	expect(commandFor(USUAL_LETTERS, 'j', true)).toBe('next');
});

it('lets keeping have a letter of its own, which means nothing where there is nothing to keep', () => {
	const given = rebind(USUAL_LETTERS, 'keep', 'b');
	if (!given.ok) throw new Error(given.why);
	expect(commandFor(given.letters, 'b', true)).toBe('keep');
	expect(commandFor(given.letters, 'k', true)).toBe('previous');
	expect(commandFor(given.letters, 'b')).toBeUndefined();
	expect(read(JSON.stringify(given.letters))).toEqual(given.letters);
	expect(rebind(given.letters, 'keep', 'k')).toMatchObject({ ok: true });
	expect(rebind(given.letters, 'comment', 'b')).toMatchObject({ why: 'taken', by: 'keep' });
	expect(rebind(given.letters, 'keep', 'c')).toMatchObject({ why: 'taken', by: 'comment' });
});

it('finds a letter for keeping beside those stored before there was anything to keep', () => {
	const before = { ...USUAL_LETTERS, keep: undefined };
	expect(read(JSON.stringify(before))).toEqual(USUAL_LETTERS);
	expect(read(JSON.stringify({ ...before, previous: 'i' }))).toMatchObject({ keep: 'k' });
	const taken = { ...before, previous: 'i', comment: 'k' };
	expect(read(JSON.stringify(taken))).toMatchObject({ comment: 'k', keep: 'a' });
});

it('takes nothing else over from what is stored', () => {
	const stored = JSON.stringify({ ...USUAL_LETTERS, undo: 'z', other: 'x' });
	expect(read(stored)).toEqual({ ...USUAL_LETTERS, undo: 'z' });
});

it('gives a command another letter, which then means it, and the old one nothing', () => {
	const given = rebind(USUAL_LETTERS, 'comment', ' M ');
	if (!given.ok) throw new Error(given.why);
	expect(commandFor(given.letters, 'm')).toBe('comment');
	expect(commandFor(given.letters, 'c')).toBeUndefined();
	expect(rebind(given.letters, 'flags', 'c')).toMatchObject({ ok: true });
	expect(read(JSON.stringify(given.letters))).toEqual(given.letters);
});

it('refuses a letter that is taken, and says by what', () => {
	expect(rebind(USUAL_LETTERS, 'comment', 'f')).toEqual({
		ok: false,
		why: 'taken',
		letter: 'f',
		by: 'flags'
	});
	expect(rebind(USUAL_LETTERS, 'comment', 'c')).toMatchObject({ ok: true });
});

it.each(['', '5', '?', 'ab', 'אב', '5a', 'a5', 'א5', '5א', ' '])('refuses "%s"', (typed) => {
	expect(rebind(USUAL_LETTERS, 'comment', typed)).toEqual({
		ok: false,
		why: 'not-a-letter'
	});
});

it('takes letters of other scripts, with and without small letters', () => {
	expect(rebind(USUAL_LETTERS, 'comment', 'א')).toMatchObject({ letters: { comment: 'א' } });
	expect(rebind(USUAL_LETTERS, 'comment', 'Ж')).toMatchObject({
		ok: true,
		letters: { comment: 'ж' }
	});
});

it.each([
	null,
	'no JSON',
	'null',
	'{}',
	JSON.stringify({ ...USUAL_LETTERS, undo: 'c' }),
	JSON.stringify({ ...USUAL_LETTERS, undo: '1' }),
	JSON.stringify({ ...USUAL_LETTERS, undo: 1 }),
	JSON.stringify({ ...USUAL_LETTERS, undo: undefined })
])('reads the usual letters from %s', (stored) => {
	expect(read(stored)).toEqual(USUAL_LETTERS);
});

it('keeps the letters stored before a command was known, and finds one for it', () => {
	const before = { ...USUAL_LETTERS, comment: 'm', presentation: undefined };
	expect(read(JSON.stringify(before))).toEqual({ ...USUAL_LETTERS, comment: 'm' });
	const given = { ...before, flags: 'r' };
	expect(read(JSON.stringify(given))).toMatchObject({ flags: 'r', presentation: 'a' });
});
