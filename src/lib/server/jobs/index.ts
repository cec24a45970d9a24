/** The jobs there are, by kind. */
import type { App } from '../app.ts';
import * as assigning from '../services/assigning/index.ts';
import * as importing from '../services/importing/index.ts';
import * as operations from '../services/operations/index.ts';
import { run, type Handler, type Runner } from './runner.ts';

const HANDLERS: Readonly<Record<string, Handler>> = {
	housekeeping: operations.keepHouse,
	[assigning.COMPUTE]: (app, { id, createdAt }) =>
		assigning.runPlan(app, { id: Number(id), createdAt: Number(createdAt) }),
	'imports.sweep': (app, payload) => importing.sweep(app, String(payload['importId']))
};

/** Runs the jobs of an installation until the server stops. */
export async function start(app: App): Promise<Runner> {
	// A database that cannot be written just now must not keep a server from starting.
	await operations
		.planHousekeeping(app)
		.catch((error: unknown) => app.log.warn({ err: error }, 'housekeeping is not planned'));
	return run(app, HANDLERS);
}
