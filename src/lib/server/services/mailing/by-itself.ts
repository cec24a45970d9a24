/** The reminders that Primum sends by itself: once a working day, to those who are silent. */
import { mayBeRemindedAgain } from '#lib/domain/reminder.ts';
import { by, INSTALLATION, type App } from '../../app.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as jobs from '../../store/jobs.ts';
import * as studies from '../../store/studies.ts';
import { queueAll } from './queueing.ts';
import { isDue, lastReminders, remindable } from './remindable.ts';
import { isByDay, nextTime } from './schedule.ts';

/** The job that looks after reminders once a working day. */
export const REMIND = 'mail.remind';

/** Asks for the next look after reminders, unless it is asked for already. */
export async function planReminders(app: App): Promise<void> {
	await atomically(app.db, by(app, INSTALLATION), planNext);
}

function* planNext(tx: Change): Steps<void> {
	if (yield* jobs.isOpen(tx, REMIND)) return;
	yield* jobs.later(tx, { kind: REMIND, payload: {}, at: nextTime(tx.by.at) });
}

/**
 * The job: reminds the silent of every study that wants it, each at most once in as many days as the study says, and
 * asks for the next time. Run again, because it was cut off, it finds who was reminded already.
 */
export async function remindTheSilent(app: App): Promise<void> {
	if (app.mail !== null && isByDay(app.now())) {
		const all = await read(app.db, studies.list);
		const wanted = all.filter(
			({ remindsItself, archivedAt }) => remindsItself && archivedAt === null
		);
		for (const study of wanted) await ofStudy(app, study);
	}
	await planReminders(app);
}

async function ofStudy(app: App, study: studies.Study): Promise<void> {
	const due = (await remindable(app, study.id)).filter((one) => isDue(one, study, app.now()));
	if (due.length === 0) return;
	await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		const reminded = yield* lastReminders(tx, study.id);
		const userIds = due
			.map(({ userId }) => userId)
			.filter((userId) =>
				mayBeRemindedAgain(reminded.get(userId) ?? null, study.remindEveryDays, tx.by.at)
			);
		const asked = { kind: 'reminder' as const, studyId: study.id, automatic: true };
		yield* queueAll(tx, { ...asked, userIds });
	});
}
