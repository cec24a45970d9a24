/** The state of saving, in words. */
import type { SaveState } from '#lib/state/trouble.ts';
import type { RaterText } from '#lib/text/messages.ts';

/**
 * What stands in the header.
 *
 * @param waiting changes the server has not acknowledged
 */
export function shortWords(text: RaterText, state: SaveState, waiting: number): string {
	return text.saving[state]({ waiting });
}

/**
 * Why a case cannot be signed yet: not everything that was entered is saved.
 *
 * @param waiting changes the server has not acknowledged
 * @returns '' where all is saved
 */
export function unsavedWords(text: RaterText, state: SaveState, waiting: number): string {
	return state === 'saved' ? '' : text.review.unsaved[state]({ waiting });
}

/**
 * What is said aloud when the state becomes another. Saving and saved in turn are the usual course and
 * are not announced, only the end of a trouble is.
 *
 * @param before the last state that was announced; 'saved' at the beginning
 * @returns null where nothing is to be said
 */
export function announcement(
	text: RaterText,
	state: SaveState,
	before: SaveState,
	waiting: number
): string | null {
	if (state === before || state === 'saving') return null;
	return text.saving.spoken[state]({ waiting });
}
