/** The state of saving, in words. */
import type { SaveState } from '#lib/state/outbox.svelte.ts';

const changes = (count: number) => `${count} ${count === 1 ? 'change' : 'changes'}`;

/**
 * What stands in the header.
 *
 * @param waiting changes the server has not acknowledged
 */
export function shortWords(state: SaveState, waiting: number): string {
	switch (state) {
		case 'saved':
			return 'Saved';
		case 'saving':
			return 'Saving…';
		case 'offline':
			return `Offline, ${waiting} waiting`;
		case 'retrying':
			return `Not saved: ${waiting} waiting, trying again`;
		case 'signed-out':
			return `Signed out, ${waiting} waiting`;
		case 'conflict':
			return 'Changed elsewhere: choose';
		case 'refused':
			return 'A change was not accepted';
	}
}

/**
 * What is said aloud when the state becomes another. Saving and saved in turn are the usual course and
 * are not announced, only the end of a trouble is.
 *
 * @param before the last state that was announced; 'saved' at the beginning
 * @returns null where nothing is to be said
 */
export function announcement(state: SaveState, before: SaveState, waiting: number): string | null {
	if (state === before || state === 'saving') return null;
	if (state === 'saved') return 'Everything is saved.';
	if (state === 'offline') return 'Offline. Your changes are kept in this browser.';
	if (state === 'retrying')
		return 'The server does not answer. Your changes are kept; trying again.';
	if (state === 'signed-out') {
		return `Your session has ended. ${changes(waiting)} kept in this browser. Sign in again.`;
	}
	if (state === 'conflict') return 'This rating was changed elsewhere. Choose which one to keep.';
	return 'A change was not accepted by the server.';
}
