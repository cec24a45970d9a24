/** The jobs there are, by kind. */
import type { App } from '../app.ts';
import * as accounts from '../services/accounts/index.ts';
import * as assigning from '../services/assigning/index.ts';
import * as backups from '../services/backups/index.ts';
import * as errands from '../services/errands/index.ts';
import * as importing from '../services/importing/index.ts';
import * as mailing from '../services/mailing/index.ts';
import * as operations from '../services/operations/index.ts';
import * as releasing from '../services/releasing/index.ts';
import * as studies from '../services/studies/index.ts';
import * as submitting from '../services/submitting/index.ts';
import { run, runNext, type Runner, type Work } from './runner.ts';

/** What is done for each kind of errand. */
const ERRANDS: errands.ErrandWorks = {
	release: releasing.carryOut,
	'import-cases': importing.carryOutCases,
	'import-ratings': importing.carryOutRatings,
	score: submitting.carryOut
};

/** What waits for an errand, and is told where that ended without its work done. */
const WAITING: errands.Waiting = { score: submitting.unfinished };

const WORKS: Readonly<Record<string, Work>> = {
	housekeeping: { does: operations.keepHouse },
	[accounts.FORGOTTEN]: {
		does: (app, { userId }) => accounts.answerForgotten(app, Number(userId))
	},
	[assigning.COMPUTE]: {
		does: (app, { id, createdAt }) =>
			assigning.runPlan(app, { id: Number(id), createdAt: Number(createdAt) })
	},
	[backups.MAKE]: { does: backups.makeAsked, attempts: 2 },
	[backups.NIGHTLY]: { does: backups.makeNightly, attempts: 3 },
	[errands.RUN]: {
		does: (app, { id }) => errands.carryOut(app, String(id), ERRANDS, WAITING),
		givenUp: (app, { id }) => errands.giveUp(app, String(id), WAITING),
		attempts: 3
	},
	'imports.sweep': { does: (app, payload) => importing.sweep(app, String(payload['importId'])) },
	[studies.CLONE]: {
		does: (app, payload) => studies.runClone(app, payload as studies.Making),
		givenUp: (app, payload) => studies.giveUpClone(app, payload as studies.Making)
	},
	[mailing.SEND]: {
		does: (app, payload) => mailing.send(app, Number(payload['mailId'])),
		givenUp: (app, payload) => mailing.giveUp(app, Number(payload['mailId'])),
		// With pauses that double, over 17 hours: a mail server may be away for a night.
		attempts: 12
	},
	[mailing.REMIND]: { does: mailing.remindTheSilent }
};

/** Runs the jobs of an installation until the server stops. */
export async function start(app: App): Promise<Runner> {
	// A database that cannot be written just now must not keep a server from starting.
	await Promise.all([
		operations.planHousekeeping(app),
		mailing.planReminders(app),
		backups.planNightly(app)
	]).catch((error: unknown) => app.log.warn({ err: error }, 'what recurs is not planned'));
	const runner = run(app, WORKS);
	return {
		stop: async () => {
			backups.stopMaking();
			await runner.stop();
			mailing.close(app);
		}
	};
}

/** Runs the jobs that are due, one after the other, where no server does. */
export async function finish(app: App): Promise<void> {
	while (await runNext(app, WORKS));
}
