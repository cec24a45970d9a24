/** An application that can send mail, to a server that the test runs. */
import { afterEach } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import { runNext } from '#lib/server/jobs/runner.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import type { NewUser } from '#lib/server/store/users.ts';
import { aSink, type Sink } from '../../mail-sink.ts';
import { aCase, aMember, anApp, anAssignment, aStudy, everyRow, type TestApp } from '../support.ts';

export const FROM = 'Primum <primum@primum.test>';

/** A stored hash stands for a password that was chosen: who has one has taken up the invitation. */
export const JOINED = { passwordHash: 'the hash of a password' };

const open: { sink: Sink; app: TestApp }[] = [];
afterEach(async () => {
	for (const { sink, app } of open.splice(0)) {
		mailing.close(app);
		await sink.close();
	}
});

/** A study with a coordinator and a rater for whom two cases of three actions wait. */
export async function aPost(
	db: Database,
	wishes: Parameters<typeof aSink>[0] = {},
	rater: Partial<NewUser> = JOINED
) {
	const sink = await aSink(wishes);
	const app: TestApp = { ...anApp(db), mail: { url: sink.url, from: FROM } };
	open.push({ sink, app });
	const study = await aStudy(db, { name: 'Chest pain' });
	const coordinator = await aMember(db, study, 'coordinator', { name: 'Grace Okafor' });
	const ada = await aMember(db, study, 'rater', { name: 'Ada Quist', ...rater });
	const cases = [await aCase(db, study), await aCase(db, study)];
	const assignments = [];
	for (const item of cases) assignments.push(await anAssignment(db, study, item, ada));
	return {
		...{ app, db, sink, study, coordinator, ada, cases, assignments },
		mails: () => everyRow(db, (t) => t.mails)
	};
}

const WORKS = {
	[mailing.SEND]: {
		does: (app: TestApp, payload: Record<string, unknown>) =>
			mailing.send(app, Number(payload.mailId)),
		givenUp: (app: TestApp, payload: Record<string, unknown>) =>
			mailing.giveUp(app, Number(payload.mailId))
	},
	[mailing.REMIND]: { does: mailing.remindTheSilent }
};

/** Runs the jobs that are due, one after the other. */
export async function runJobs(app: TestApp): Promise<void> {
	while (await runNext(app, WORKS as unknown as Parameters<typeof runNext>[1]));
}
