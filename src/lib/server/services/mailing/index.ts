/** Mails: asked for in the change that causes them, sent once, and looked at afterwards. */
import type { App } from '../../app.ts';

export { invite, tellOpened } from './occasions.ts';
export { queue, SEND, type AskedMail } from './queueing.ts';
export { wordsOf, type Words } from './words.ts';

/** True where mails can leave. Where they cannot, every text is there to copy. */
export const isOn = ({ mail }: Pick<App, 'mail'>): boolean => mail !== null;
