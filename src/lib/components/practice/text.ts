/** What the practice case says, for every component of this room. */
import { createContext } from 'svelte';
import type { PracticeText } from '#lib/text/messages.ts';

/** `const text = getPracticeText()`, then `text.footer.finish()`. */
export const [getPracticeText, setPracticeText] = createContext<PracticeText>();
