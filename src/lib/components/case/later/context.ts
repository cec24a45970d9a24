/** What a later round says, for the components of this room. */
import { createContext } from 'svelte';
import type { LaterRound } from '#lib/domain/former.ts';
import type { LaterText } from '#lib/text/messages.ts';

type Context = { text: LaterText; round: LaterRound };

/** `const { text } = getLater()`, then `text.keep.score({ score })`. */
export const [getLater, setLater] = createContext<Context>();
