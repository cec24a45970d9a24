/** How many submissions a team may send a day: a board that takes any number can be learnt by trying. */
import { DAY_MS } from './day.ts';

/** The beginning of a day in UTC. @param now milliseconds since 1970 */
export const dayBegan = (now: number) => Math.floor(now / DAY_MS) * DAY_MS;

/** What a team has left of a day. */
export type Allowance = {
	/** Submissions that were sent today and could be scored, whatever else became of them. */
	sent: number;
	/** How many may be sent a day; null for whoever sets the limit. */
	limit: number | null;
	/** When the next day begins: milliseconds since 1970, UTC. */
	again: number;
};

export function allowance(sent: number, limit: number | null, now: number): Allowance {
	return { sent, limit, again: dayBegan(now) + DAY_MS };
}

/**
 * Why no more can be sent today.
 *
 * @returns a sentence; null where more can be
 */
export function whyNoMore({ sent, limit, again }: Allowance): string | null {
	if (limit === null || sent < limit) return null;
	const many = limit === 1 ? 'one submission' : `${limit} submissions`;
	return `Your team may send ${many} a day and has sent ${sent} today: the next can be sent on ${DAY.format(again)} from 00:00 UTC.`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });
