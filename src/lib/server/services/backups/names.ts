/** What backups are called in the folder where they are kept. */

/** Why one was made. */
export const REASONS = ['nightly', 'by-hand', 'before-migration'] as const;
export type Reason = (typeof REASONS)[number];

const NAME =
	/^primum-(\d{4}-\d{2}-\d{2}T\d{6}Z)-(nightly|by-hand|before-migration)(-\d+)?\.backup$/;

/**
 * @param at milliseconds since 1970, UTC
 * @param more what sets it apart from another of the same second; 0 for nothing
 * @returns as `primum-2026-11-28T023000Z-nightly.backup`: in the order of their names they are in the order of time
 */
export function nameOf(at: number, reason: Reason, more = 0): string {
	const moment = new Date(at).toISOString().replaceAll(':', '').replace(/\.\d+/, '');
	return `primum-${moment}-${reason}${more === 0 ? '' : `-${more}`}.backup`;
}

/** The moment in the name of a backup: milliseconds since 1970, UTC. */
export function momentIn(name: string): number {
	const [, moment = ''] = NAME.exec(name) ?? [];
	const [, day, hour, minute, second] = /^(.*)T(\d\d)(\d\d)(\d\d)Z$/.exec(moment) ?? [];
	return Date.parse(`${day}T${hour}:${minute}:${second}Z`);
}

/** The reason in the name of a file; null where it is no backup by its name. */
export function reasonIn(name: string): Reason | null {
	return (NAME.exec(name)?.[2] as Reason | undefined) ?? null;
}
