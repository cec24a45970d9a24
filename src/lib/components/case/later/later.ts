/** What the case screen is handed in a later round. */
import type { LaterText } from '#lib/text/messages.ts';

export type Later = { text: LaterText; parts: typeof import('./parts.ts') };

/** Said where a comment is asked for as the reason of a change. */
export type ReasonWords = {
	why: string;
	/** What Enter does, after the key. */
	goesOn: string;
};
