import { many } from '#lib/components/figures.ts';
import type { NotReminded } from '#lib/domain/reminder.ts';

/** Why somebody is not reminded, for the coordinator. */
export const WHY_WORDS: Record<NotReminded, string> = {
	left: 'has left the study',
	disabled: 'the account is disabled',
	'no address': 'has no e-mail address',
	'not joined': 'has not accepted the invitation: send it again',
	paused: 'is paused',
	unsubscribed: 'asked for no reminders',
	done: 'no case waits'
};

type Outcome = { reminded: number; leftOut: { name: string; why: string }[] };

/** What came of reminding: `2 reminders are on their way. Not reminded: Ada Quist (paused).` */
export function outcomeWords({ reminded, leftOut }: Outcome): string {
	const sent = `${many(reminded, 'reminder')} ${reminded === 1 ? 'is on its' : 'are on their'} way.`;
	if (leftOut.length === 0) return sent;
	return `${sent} Not reminded: ${leftOut.map(({ name, why }) => `${name} (${why})`).join(', ')}.`;
}
