import { describe, expect, it } from 'vitest';
import { commandOf, composes, type KeyPress } from './keys.ts';
import { USUAL_LETTERS } from './letters.ts';

const press = (key: string, change: Partial<KeyPress> = {}): KeyPress => ({
	key,
	code: '',
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...change
});

describe('commandOf', () => {
	it('rates by 1 to 9 and opens the reasons by 0', () => {
		expect(commandOf(press('7'))).toEqual({ do: 'rate', score: 7 });
		expect(commandOf(press('0'))).toEqual({ do: 'cannot-rate' });
	});

	it('has a key for every command', () => {
		const usual = ['j', 'k', 'c', 'f', 'u', 'g', 'p', '?', 'ArrowDown', 'ArrowUp'];
		expect(usual.map((key) => commandOf(press(key)))).toEqual([
			{ do: 'move', by: 1 },
			{ do: 'move', by: -1 },
			{ do: 'comment' },
			{ do: 'flags' },
			{ do: 'undo' },
			{ do: 'guidelines' },
			{ do: 'pause' },
			{ do: 'help' },
			{ do: 'move', by: 1 },
			{ do: 'move', by: -1 }
		]);
	});

	it('has no command for any other key, nor for Shift with a letter that has no second meaning', () => {
		for (const key of ['x', 'Tab', 'Escape', 'F1', 'Enter', '77', '-1', ''])
			expect(commandOf(press(key)), key).toBeNull();
		for (const key of ['J', 'K', 'F', 'G', 'P'])
			expect(commandOf(press(key, { shiftKey: true })), key).toBeNull();
		for (const key of ['x', 'k', 'ArrowDown', '?'])
			expect(commandOf(press(key, { metaKey: true })), key).toBeNull();
		for (const code of ['XDigit2', 'Digit22', 'DigitX'])
			expect(commandOf(press('é', { code })), code).toBeNull();
	});

	it('keeps by a letter where there is something to keep, with single keys only', () => {
		expect(commandOf(press('k'), true, USUAL_LETTERS, true)).toEqual({ do: 'keep' });
		expect(commandOf(press('K', { shiftKey: true }), true, USUAL_LETTERS, true)).toBeNull();
		expect(commandOf(press('k'), false, USUAL_LETTERS, true)).toBeNull();
		expect(commandOf(press('ArrowUp'), true, USUAL_LETTERS, true)).toEqual({ do: 'move', by: -1 });
	});

	it('takes the digit row of a French keyboard, with and without Shift', () => {
		expect(commandOf(press('é', { code: 'Digit2' }))).toEqual({ do: 'rate', score: 2 });
		expect(commandOf(press('2', { code: 'Digit2', shiftKey: true }))).toEqual({
			do: 'rate',
			score: 2
		});
	});

	it('leaves alone what an English keyboard has above the digits, and numpad keys that are not digits', () => {
		expect(commandOf(press('!', { code: 'Digit1', shiftKey: true }))).toBeNull();
		expect(commandOf(press('End', { code: 'Numpad1' }))).toBeNull();
	});

	it('follows the letters a person has chosen, with Shift too', () => {
		const letters = { ...USUAL_LETTERS, undo: 'z', comment: 'm' };
		expect(commandOf(press('z'), true, letters)).toEqual({ do: 'undo' });
		expect(commandOf(press('Z', { shiftKey: true }), true, letters)).toEqual({ do: 'redo' });
		expect(commandOf(press('M', { shiftKey: true }), true, letters)).toEqual({
			do: 'case-comment'
		});
		expect(commandOf(press('u'), true, letters)).toBeNull();
		expect(commandOf(press('z', { ctrlKey: true }), true, letters)).toEqual({ do: 'undo' });
		expect(commandOf(press('z'), false, letters)).toBeNull();
	});

	it('knows letters whatever Caps Lock says', () => {
		expect(commandOf(press('C'))).toEqual({ do: 'comment' });
		expect(commandOf(press('u'))).toEqual({ do: 'undo' });
		expect(commandOf(press('U', { shiftKey: true }))).toEqual({ do: 'redo' });
		expect(commandOf(press('C', { shiftKey: true }))).toEqual({ do: 'case-comment' });
	});

	it('undoes and submits with Ctrl or Cmd, and leaves the browser its own keys', () => {
		expect(commandOf(press('z', { ctrlKey: true }))).toEqual({ do: 'undo' });
		expect(commandOf(press('Z', { metaKey: true, shiftKey: true }))).toEqual({ do: 'redo' });
		expect(commandOf(press('y', { ctrlKey: true }))).toEqual({ do: 'redo' });
		expect(commandOf(press('Enter', { ctrlKey: true }))).toEqual({ do: 'review' });
		for (const key of ['c', 'f', '1', 'j']) {
			expect(commandOf(press(key, { ctrlKey: true }))).toBeNull();
			expect(commandOf(press(key, { altKey: true, code: 'Digit1' }))).toBeNull();
		}
	});

	it('has no single characters once they are switched off', () => {
		for (const key of ['1', '0', 'c', 'g', '?']) expect(commandOf(press(key), false)).toBeNull();
		expect(commandOf(press('ArrowDown'), false)).toEqual({ do: 'move', by: 1 });
		expect(commandOf(press('Enter', { ctrlKey: true }), false)).toEqual({ do: 'review' });
	});
});

it('leaves an input method its keys, also the last one of a composition in Safari', () => {
	expect(composes({ isComposing: true, keyCode: 27 })).toBe(true);
	expect(composes({ isComposing: false, keyCode: 229 })).toBe(true);
	expect(composes({ isComposing: false, keyCode: 27 })).toBe(false);
});
