/** Who is reminded of open cases, and when again. */
import { DAY_MS } from './day.ts';
import { isPaused, type Pause } from './participation.ts';

/** Why somebody is not reminded. */
export const NOT_REMINDED = [
	'left',
	'disabled',
	'no address',
	'not joined',
	'paused',
	'unsubscribed',
	'done'
] as const;
export type NotReminded = (typeof NOT_REMINDED)[number];

/** What is on record of a member and the account behind it. */
export type Reminded = Pause & {
	leftAt: number | null;
	disabledAt: number | null;
	email: string | null;
	/** True once the person has chosen a password. */
	joined: boolean;
	unremindedAt: number | null;
};

/**
 * Why a member is not to be reminded now; null for one who is. Somebody who never took up the invitation is
 * invited again, and not reminded.
 *
 * @param openCases cases that wait for the member
 */
export function whyNotReminded(
	member: Reminded,
	openCases: number,
	now: number
): NotReminded | null {
	if (member.leftAt !== null) return 'left';
	if (member.disabledAt !== null) return 'disabled';
	if (member.email === null) return 'no address';
	if (!member.joined) return 'not joined';
	if (openCases === 0) return 'done';
	if (isPaused(member, now)) return 'paused';
	if (member.unremindedAt !== null) return 'unsubscribed';
	return null;
}

/** True once so many days have passed since a reminder that the next may be sent. */
export function mayBeRemindedAgain(
	remindedAt: number | null,
	everyDays: number,
	now: number
): boolean {
	return remindedAt === null || now - remindedAt >= everyDays * DAY_MS;
}

/** A form that is sent twice reminds nobody twice. */
const JUST_NOW_MS = 60 * 60 * 1000;

/** True within the hour after a reminder. */
export function wasJustReminded(remindedAt: number | null, now: number): boolean {
	return remindedAt !== null && now - remindedAt < JUST_NOW_MS;
}
