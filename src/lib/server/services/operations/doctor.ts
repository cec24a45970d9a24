/** `primum doctor`: is what is stored whole? */
import { sameValue } from '#lib/domain/rating.ts';
import type { Actor, App } from '../../app.ts';
import { requireAdmin } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as health from '../../db/health.ts';
import * as mails from '../../store/mails.ts';
import * as ratings from '../../store/ratings.ts';
import { standing } from '../backups/index.ts';
import { valueOf } from '../rating/index.ts';

export type Finding = { check: string; ok: boolean; detail: string };

/** Ratings looked at in one reading: enough to be quick, few enough for the memory. */
const AT_ONCE = 5_000;

/** Runs every check; none changes anything. */
export async function examine(app: App): Promise<Finding[]> {
	return [
		...(await health.examine(app.db)),
		await replay(app),
		await mailsOut(app),
		{ check: 'backups', ...(await standing(app)) }
	];
}

/** The same for an administrator's page, on the crew's thread. @throws Refusal ('forbidden') for all others */
export function look(app: App, actor: Actor): Promise<Finding[]> {
	requireAdmin(actor);
	return app.crew.ask(looking, null);
}

const looking = task('operations.look', 'work', examine);

/** Whether mail is set up, and what has become of it; without a mail server nothing is amiss. */
async function mailsOut(app: App): Promise<Finding> {
	const { failed, waiting } = await read(app.db, mails.outstanding);
	const check = 'mail';
	if (app.mail === null) {
		const held = waiting === 0 ? '' : `; ${waiting} wait for one`;
		return { check, ok: true, detail: `no mail server is set (SMTP_URL)${held}` };
	}
	const { host } = new URL(app.mail.url);
	const detail = `by ${host}, from ${app.mail.from}: ${waiting} waiting, ${failed} failed`;
	return { check, ok: true, detail };
}

/** Every rating must be what the newest line of its history says. */
async function replay(app: App): Promise<Finding> {
	const wrong: number[] = [];
	let seen = 0;
	for (let after = 0; ;) {
		const part = await read(app.db, (tx) =>
			ratings.withNewestRevision(tx, { after, limit: AT_ONCE })
		);
		for (const { rating, revision } of part) {
			if (revision === null || !sameValue(revision.new, valueOf(rating))) wrong.push(rating.id);
		}
		seen += part.length;
		if (part.length < AT_ONCE) break;
		after = part.at(-1)!.rating.id;
	}
	return {
		check: 'history gives the ratings',
		ok: wrong.length === 0,
		detail:
			wrong.length === 0
				? `${seen} ratings`
				: `${wrong.length} of ${seen} ratings differ from their history, first rating ${wrong[0]}`
	};
}
