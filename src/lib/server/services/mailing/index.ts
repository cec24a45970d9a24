/** Mails: asked for in the change that causes them, sent once, and looked at afterwards. */
import type { App } from '../../app.ts';
import * as transport from '../../mail/transport.ts';

export { planReminders, REMIND, remindTheSilent } from './by-itself.ts';
export { toRemind, type Choice, type ToRemind } from './choosing.ts';
export { csv, list, sendAgain, show, type Asked, type MailRow } from './looking.ts';
export { invite, tellOpened, toTell } from './occasions.ts';
export { queue, SEND, type AskedMail } from './queueing.ts';
export { remind, setReminders, type LeftOut } from './reminding.ts';
export { giveUp, send } from './sending.ts';
export * as templates from './templates.ts';
export { lettersOfRound, type RoundLetter } from './telling.ts';
export { HOW_TO_SET, trySending } from './trying.ts';
export { wordsOf } from './words.ts';
export { writeOut, type Written } from './writing.ts';
export type { Words } from '#lib/domain/mail-words.ts';

/** True where mails can leave. Where they cannot, every text is there to copy. */
export const isOn = ({ mail }: Pick<App, 'mail'>): boolean => mail !== null;

/** Lets go of the mail server, where the process ends. */
export function close({ mail }: Pick<App, 'mail'>): void {
	if (mail !== null) transport.close(mail);
}
