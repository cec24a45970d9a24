/** A round of a study: the date its raters are asked to keep, and how its state is said. */
import { DAY_MS } from './day.ts';
import { z } from 'zod';

/** Times in milliseconds since 1970, UTC. */
export type RoundState = {
	number: number;
	dueAt: number | null;
	lockedAt: number | null;
	/** Goes back with a change, so that one which is based on an older state is refused. */
	version: number;
};

/** What the form of a due date sends: `2026-12-12`, which counts until its end in UTC, or '' for none. */
export const dueSchema = z.object({
	due: z
		.union([z.literal(''), z.iso.date('write a date as year-month-day, 2026-12-31')])
		.transform((day) => (day === '' ? null : Date.parse(day) + DAY_MS - 1))
});

/** The day of a due date as a date field holds it: `2026-12-12`; '' where there is none. */
export function dayOf(dueAt: number | null): string {
	return dueAt === null ? '' : new Date(dueAt).toISOString().slice(0, 10);
}

/**
 * The state of a round in a few words: `Round 1, open until 12 December`.
 *
 * @param now milliseconds since 1970: a date of another year is written with it, and a round stays open
 *   when its date has passed
 */
export function roundWords(
	{ number, dueAt, lockedAt }: Omit<RoundState, 'version'>,
	now: number
): string {
	const round = `Round ${number}`;
	if (lockedAt !== null) return `${round}, closed`;
	if (dueAt === null) return `${round}, open`;
	const sameYear = new Date(dueAt).getUTCFullYear() === new Date(now).getUTCFullYear();
	const day = new Intl.DateTimeFormat('en-GB', {
		day: 'numeric',
		month: 'long',
		year: sameYear ? undefined : 'numeric',
		timeZone: 'UTC'
	}).format(dueAt);
	return now > dueAt ? `${round}, open, was due on ${day}` : `${round}, open until ${day}`;
}

/** The number of a round, as an address or the command line gives it. */
export const roundSchema = z.coerce
	.number('write a number, such as 1')
	.int('write a whole number, such as 1')
	.min(1, 'the first round is 1')
	.max(1_000, 'no study has so many rounds');

/** `open`, `due` where its date has passed, `closed` where nothing in it changes any more. */
export type RoundCondition = 'open' | 'due' | 'closed';

export function conditionOf(
	{ dueAt, lockedAt }: Pick<RoundState, 'dueAt' | 'lockedAt'>,
	now: number
): RoundCondition {
	if (lockedAt !== null) return 'closed';
	return dueAt !== null && now > dueAt ? 'due' : 'open';
}
