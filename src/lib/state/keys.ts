/** The keyboard of the case screen: which key means what. */
import type { Score } from '#lib/domain/scale.ts';
import { commandFor, USUAL_LETTERS, type LetterCommand, type Letters } from './letters.ts';

export type Command =
	| { do: 'rate'; score: Score }
	| { do: 'keep' }
	| { do: 'move'; by: 1 | -1 }
	| { do: 'cannot-rate' | 'comment' | 'flags' }
	| { do: 'case-comment' }
	| { do: 'undo' | 'redo' }
	| { do: 'guidelines' | 'presentation' | 'help' | 'review' | 'pause' };

export type KeyPress = Pick<
	KeyboardEvent,
	'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'
>;

const COMMANDS: Readonly<Record<LetterCommand, Command>> = {
	next: { do: 'move', by: 1 },
	previous: { do: 'move', by: -1 },
	comment: { do: 'comment' },
	flags: { do: 'flags' },
	undo: { do: 'undo' },
	guidelines: { do: 'guidelines' },
	presentation: { do: 'presentation' },
	pause: { do: 'pause' },
	keep: { do: 'keep' }
};

/** The code of a key that an input method has taken for itself. */
const COMPOSING = 229;

/** With Shift, a letter means what is akin to what it means without. */
const SHIFTED: Partial<Record<LetterCommand, Command>> = {
	undo: { do: 'redo' },
	comment: { do: 'case-comment' }
};

/**
 * The command of a key, pressed outside a text field.
 *
 * @param single false where the person has switched off the keys that are a single character
 * @param letters those the person has chosen
 * @param canKeep whether the framed action has a former answer to keep
 * @returns null for every other key
 */
export function commandOf(
	press: KeyPress,
	single = true,
	letters: Letters = USUAL_LETTERS,
	canKeep = false
): Command | null {
	const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
	if (altKey) return null;
	if (ctrlKey || metaKey) return withControl(key, shiftKey);
	if (key === 'ArrowDown') return { do: 'move', by: 1 };
	if (key === 'ArrowUp') return { do: 'move', by: -1 };
	if (!single) return null;
	if (key === '?') return { do: 'help' };
	const pressed = digit(press);
	if (pressed !== null) {
		return pressed === 0 ? { do: 'cannot-rate' } : { do: 'rate', score: pressed as Score };
	}
	const meant = commandFor(letters, key.toLowerCase(), canKeep);
	if (meant === undefined) return null;
	return (shiftKey ? SHIFTED[meant] : COMMANDS[meant]) ?? null;
}

function withControl(key: string, shiftKey: boolean): Command | null {
	if (key === 'Enter') return { do: 'review' };
	const letter = key.toLowerCase();
	if (letter === 'z') return { do: shiftKey ? 'redo' : 'undo' };
	return letter === 'y' ? { do: 'redo' } : null;
}

/**
 * True while an input method puts a character together: its Escape, Enter and digits are not for the page.
 * Safari reports the key that ends the composition after it has ended, and marks it by its code alone.
 */
export function composes({
	isComposing,
	keyCode
}: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean {
	return isComposing || keyCode === COMPOSING;
}

/**
 * The digit of a key. The digit row counts by its place too, because on a French keyboard it gives digits
 * only with Shift.
 *
 * @returns 0 to 9, or null
 */
export function digit({ key, code, shiftKey }: KeyPress): number | null {
	if (/^[0-9]$/.test(key)) return Number(key);
	const place = shiftKey ? null : /^Digit([0-9])$/.exec(code);
	return place === null ? null : Number(place[1]);
}
