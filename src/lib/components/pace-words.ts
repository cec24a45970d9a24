/** What My cases says of time: by when to be done, and how long what is left takes at one's own pace. */
import type { RaterText } from '#lib/text/messages.ts';

/**
 * `due 12 December`, `due today` or `overdue since 12 December`.
 *
 * @param dueAt the last moment of a day in UTC, in milliseconds since 1970
 * @param now milliseconds since 1970; a date of another year is written with its year
 */
export function dueWords(text: RaterText, dueAt: number, now: number): string {
	const due = new Date(dueAt).toISOString();
	const today = new Date(now).toISOString();
	if (due.slice(0, 10) === today.slice(0, 10)) return text.myCases.dueToday();
	const day = new Intl.DateTimeFormat(text.locale(), {
		day: 'numeric',
		month: 'long',
		year: due.slice(0, 4) === today.slice(0, 4) ? undefined : 'numeric',
		timeZone: 'UTC'
	}).format(dueAt);
	return now > dueAt ? text.myCases.overdue({ day }) : text.myCases.due({ day });
}

/**
 * `about 12 minutes at your pace`; over two hours in hours.
 *
 * @param paceSeconds active seconds an action usually takes this person; null where too little is known
 * @returns null where there is nothing to say
 */
export function paceWords(
	text: RaterText,
	actionsLeft: number,
	paceSeconds: number | null
): string | null {
	if (paceSeconds === null || actionsLeft === 0) return null;
	const minutes = Math.max(1, Math.round((actionsLeft * paceSeconds) / 60));
	if (minutes < 120) return text.myCases.minutes({ minutes });
	return text.myCases.hours({ hours: Math.round(minutes / 60) });
}
