/** How it stands with the backups, for `primum doctor`. */
import { DAY_MS } from '#lib/domain/day.ts';
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import * as jobs from '../../store/jobs.ts';
import { keptIn } from './folder.ts';
import { NIGHTLY } from './kinds.ts';

/** A night may be missed while the machine is off; two are not. */
const MOST_AGE_MS = 2 * DAY_MS;

/** @returns whether all is well, and in words what is there and what to do */
export async function standing(app: App): Promise<{ ok: boolean; detail: string }> {
	const { folder, nightly, key } = app.backups;
	const [newest, ...older] = keptIn(folder);
	if (nightly === 0) {
		const last = newest === undefined ? 'there is none' : `the newest is ${newest.name}`;
		return { ok: true, detail: `nightly backups are switched off (PRIMUM_BACKUPS_KEPT); ${last}` };
	}
	const last = await read(app.db, (tx) => jobs.newestOf(tx, { kind: NIGHTLY, state: 'failed' }));
	const failed = last?.finishedAt ?? -Infinity;
	const why = 'Look into the log for why, and run `primum backup`';
	if (newest === undefined) {
		const ok = failed === -Infinity;
		const next = ok ? 'the first is made in the coming night' : `the last night failed. ${why}`;
		return { ok, detail: `none in ${folder} yet: ${next}` };
	}
	const sealed = key === null ? 'not sealed (PRIMUM_BACKUP_KEY)' : 'sealed';
	const detail = `${older.length + 1} in ${folder}, ${sealed}; the newest is ${newest.name}`;
	if (failed > newest.at) return { ok: false, detail: `${detail}. A later one failed. ${why}` };
	if (app.now() - newest.at <= MOST_AGE_MS) return { ok: true, detail };
	return { ok: false, detail: `${detail}, more than two days old. ${why}` };
}
