/** What the trail says of mails: their words, those that are sent again, and whether Primum reminds by itself. */
import { eq } from 'drizzle-orm';
import { run } from '#lib/server/db/steps.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import { MINUTE, write } from '../support.ts';
import { aCaseAtHand, told, type Story } from './trail-support.ts';

const SENDS = { url: 'smtp://127.0.0.1:1', from: 'primum@primum.test' };

export const OF_MAILS = {
	'study.reminders': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		const next = { remindsItself: true, silentDays: 5, remindEveryDays: 10 };
		await mailing.setReminders(app, coordinator, slug, next);
		return told(coordinator.id, {
			what: 'study.reminders',
			...{ studyId, subject: `study:${slug}` },
			old: { remindsItself: false, silentDays: 7, remindEveryDays: 7 },
			new: next
		});
	},

	'mail.reworded': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		const which = { kind: 'reminder', language: 'de' } as const;
		const before = { subject: 'Bitte', body: '{link}' };
		const after = { subject: 'Bitte, {name}', body: 'Weiter: {link}' };
		await mailing.templates.save(app, coordinator, slug, { ...which, ...before });
		app.pass(MINUTE);
		await mailing.templates.save(app, coordinator, slug, { ...which, ...after });
		await mailing.templates.reset(app, coordinator, slug, which);
		const line = { what: 'mail.reworded', studyId, subject: 'mail:reminder' } as const;
		const language = 'de';
		return told(
			coordinator.id,
			{ ...line, old: { language, ...before }, new: { language, ...after } },
			{ ...line, old: { language, ...after }, new: { language } }
		);
	},

	'mail.sent-again': async (db) => {
		const { app, studyId, slug, coordinator, rater } = await aCaseAtHand(db);
		const id = await write(db, function* (tx) {
			const mailId = yield* mailing.queue(tx, { kind: 'reminder', studyId, userId: rater.id });
			const failed = { state: 'failed' as const, error: 'No such user.' };
			yield* run(tx.q.update(tx.t.mails).set(failed).where(eq(tx.t.mails.id, mailId)).returning());
			return mailId;
		});
		app.pass(MINUTE);
		await mailing.sendAgain({ ...app, mail: SENDS }, coordinator, slug, id);
		return told(coordinator.id, {
			what: 'mail.sent-again',
			...{ studyId, subject: `mail:${id}` },
			old: { error: 'No such user.' }
		});
	}
} satisfies Record<string, Story>;
