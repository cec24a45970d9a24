/** What the pages of accounts say, for their components; the screens of a case are spared it. */
import { createContext } from 'svelte';
import type { AccountText } from '#lib/text/messages.ts';

/** `const { me } = getAccountText()`, then `me.title()`. */
export const [getAccountText, setAccountText] = createContext<AccountText>();
