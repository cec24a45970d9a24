/** What the case screen is handed in a later round. */
import type { LaterText } from '#lib/text/messages.ts';
import type * as Parts from './parts.ts';

export type Later = { text: LaterText; parts: typeof Parts };

/** Said where a comment is asked for as the reason of a change. */
export type ReasonWords = {
	why: string;
	/** What Enter does, after the key. */
	goesOn: string;
};
