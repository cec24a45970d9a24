/** A server whose clock a test sets: days pass while it is stopped. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { install, type Installation } from './installation.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
const MONDAY = 1;

/** Starts an installation that `passTo` can take to another time. Its time zone is UTC. */
export const installWithClock = (env: Record<string, string>): Promise<Installation> =>
	install('serve', {
		env: { ...env, TZ: 'UTC' },
		before: join(import.meta.dirname, 'clock-ahead.ts')
	});

/** Stops the server, and starts it again at that moment. */
export async function passTo(installation: Installation, moment: number): Promise<void> {
	await installation.stop();
	writeFileSync(join(installation.data, 'clock-ahead'), String(moment - Date.now()));
	await installation.start();
}

/** Midnight at the start of the first Monday that is at least so many days from now, UTC. */
export function mondayAfter(days: number): number {
	const midnight = Math.ceil(Date.now() / DAY_MS + days) * DAY_MS;
	const day = new Date(midnight).getUTCDay();
	return midnight + ((MONDAY - day + 7) % 7) * DAY_MS;
}
