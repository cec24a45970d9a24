/** What a key does on the adjudicator's screen, pressed outside of a text. */
import type { Score } from '#lib/domain/scale.ts';
import { digit, type KeyPress } from '#lib/state/keys.ts';
import { commandFor, type Letters } from '#lib/state/letters.ts';

export type RuleCommand =
	| { do: 'choose'; score: Score }
	| {
			do:
				| 'rule'
				| 'later'
				| 'next'
				| 'previous'
				| 'last'
				| 'guidelines'
				| 'presentation'
				| 'reword'
				| 'exclude'
				| 'help';
	  };

const LETTERS: Record<string, RuleCommand['do']> = {
	next: 'next',
	previous: 'previous',
	undo: 'last',
	guidelines: 'guidelines',
	presentation: 'presentation'
};

const FIXED: Record<string, RuleCommand> = {
	s: { do: 'later' },
	w: { do: 'reword' },
	x: { do: 'exclude' }
};

/**
 * The command of a key.
 *
 * @param single false where the person has switched off the keys that are a single character
 * @param letters those the person has chosen; they go before s, w and x
 * @returns null for every other key
 */
export function ruleCommandOf(
	press: KeyPress,
	single: boolean,
	letters: Letters
): RuleCommand | null {
	const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
	if (altKey) return null;
	if (ctrlKey || metaKey) return key === 'Enter' ? { do: 'rule' } : null;
	if (!single) return null;
	if (key === '?') return { do: 'help' };
	const pressed = digit(press);
	if (pressed !== null) return pressed === 0 ? null : { do: 'choose', score: pressed as Score };
	if (shiftKey) return null;
	const letter = key.toLowerCase();
	const does = LETTERS[commandFor(letters, letter, false) ?? ''];
	return does === undefined ? (FIXED[letter] ?? null) : ({ do: does } as RuleCommand);
}
