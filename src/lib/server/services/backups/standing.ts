/** How it stands with the backups, for `primum doctor`. */
import { DAY_MS } from '#lib/domain/day.ts';
import type { App } from '../../app.ts';
import { keptIn } from './folder.ts';

/** A night may be missed while the machine is off; two are not. */
const MOST_AGE_MS = 2 * DAY_MS;

/** @returns whether all is well, and in words what is there and what to do */
export function standing({ backups, now }: Pick<App, 'backups' | 'now'>): {
	ok: boolean;
	detail: string;
} {
	const { folder, nightly, key } = backups;
	const [newest, ...older] = keptIn(folder);
	const sealed = key === null ? 'not sealed (PRIMUM_BACKUP_KEY)' : 'sealed';
	if (nightly === 0) {
		const last = newest === undefined ? 'there is none' : `the newest is ${newest.name}`;
		return { ok: true, detail: `nightly backups are switched off (PRIMUM_BACKUPS_KEPT); ${last}` };
	}
	if (newest === undefined) {
		return { ok: true, detail: `none in ${folder} yet: the first is made in the coming night` };
	}
	const detail = `${older.length + 1} in ${folder}, ${sealed}; the newest is ${newest.name}`;
	if (now() - newest.at <= MOST_AGE_MS) return { ok: true, detail };
	return {
		ok: false,
		detail: `${detail}, more than two days old. Look into the log for why, and run \`primum backup\``
	};
}
