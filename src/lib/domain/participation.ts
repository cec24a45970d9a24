/** How somebody takes part in a study just now. */

export const PARTICIPATIONS = [
	'invited',
	'joined',
	'active',
	'paused',
	'left',
	'disabled'
] as const;

/**
 * `invited`: has not taken up the invitation yet; `joined`: has, and has rated nothing; `active`: has rated;
 * `paused`: takes no new work and is not reminded; `left`: takes part no more; `disabled`: the account is shut.
 */
export type Participation = (typeof PARTICIPATIONS)[number];

/** Times in milliseconds since 1970, UTC. */
export type Pause = { pausedAt: number | null; pausedUntil: number | null };

/** True while a pause lasts: until its day, or until somebody ends it. */
export function isPaused({ pausedAt, pausedUntil }: Pause, now: number): boolean {
	return pausedAt !== null && (pausedUntil === null || now < pausedUntil);
}

/**
 * @param member what is on record of the member and the account behind it
 * @param rated ratings of the member in this study
 */
export function participationOf(
	member: Pause & { joined: boolean; leftAt: number | null; disabledAt: number | null },
	rated: number,
	now: number
): Participation {
	if (member.leftAt !== null) return 'left';
	if (member.disabledAt !== null) return 'disabled';
	if (!member.joined) return 'invited';
	if (isPaused(member, now)) return 'paused';
	return rated > 0 ? 'active' : 'joined';
}
