/** What the screens of raters say, for every component below the root layout. */
import { createContext } from 'svelte';
import type { RaterText } from '#lib/text/messages.ts';

/**
 * `const text = getText()`, then `text.footer.review()`. A page keeps its language as long as it stands:
 * choosing another one loads it anew.
 */
export const [getText, setText] = createContext<RaterText>();
