/** When Primum reminds people by itself: on working days, at an hour at which a mail wakes nobody. */
import { Cron } from 'croner';

/** By the clock of the server, unless `TZ` says otherwise. */
const AT_NINE = '0 9 * * 1-5';

/** Before that it is too early, after that too late for a reminder that was held up. */
const BY_DAY = '* 8-17 * * 1-5';

/**
 * When reminders are looked after next.
 *
 * @param timeZone e.g. `Europe/Berlin`; the server's unless given
 */
export function nextTime(after: number, timeZone?: string): number {
	return cron(AT_NINE, timeZone).nextRun(new Date(after))!.getTime();
}

/** True at an hour at which reminders may leave. */
export function isByDay(at: number, timeZone?: string): boolean {
	return cron(BY_DAY, timeZone).match(new Date(at));
}

const cron = (pattern: string, timezone?: string) =>
	new Cron(pattern, { paused: true, ...(timezone !== undefined && { timezone }) });
