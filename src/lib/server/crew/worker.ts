/** A thread of the crew: it opens the installation for itself, and does the tasks it is asked for. */
import { parentPort, workerData } from 'node:worker_threads';
import type { App, Log } from '../app.ts';
import type { Config } from '../config.ts';
import { connect } from '../db/connect.ts';
import type { Turns } from '../db/turns.ts';
// What a service registers as a task is known once its subject is loaded.
import '../services/adjudicating/index.ts';
import '../services/agreeing/index.ts';
import '../services/assigning/index.ts';
import '../services/backups/index.ts';
import '../services/boards/index.ts';
import '../services/cases/index.ts';
import '../services/disagreeing/index.ts';
import '../services/importing/index.ts';
import '../services/operations/index.ts';
import '../services/people/index.ts';
import '../services/mailing/index.ts';
import '../services/qualifying/index.ts';
import '../services/referring/index.ts';
import '../services/releasing/index.ts';
import '../services/studies/index.ts';
import '../services/submitting/index.ts';
import '../services/rounds/index.ts';
import '../services/watching/index.ts';
import '../services/wording/index.ts';
import { inProcess } from './in-process.ts';
import { packed, type FromThread, type ToThread } from './messages.ts';
import { byName } from './task.ts';

const { config } = workerData as { config: Config };
const port = parentPort!;
const say = (message: FromThread) => port.postMessage(message);

const onTurn: (() => void)[] = [];

/** The turn to write is kept on the main thread, where most is written. */
const turns: Turns = {
	tryTake: () => false,
	take: () =>
		new Promise((resolve) => {
			onTurn.push(resolve);
			say({ kind: 'take' });
		}),
	give: () => say({ kind: 'give' })
};

const logAs =
	(level: 'info' | 'warn' | 'error'): Log['info'] =>
	(fields, message) =>
		say({ kind: 'log', level, fields, message });

const app: App = {
	db: connect(config.database, turns),
	crew: inProcess(() => app),
	now: Date.now,
	origin: config.origin,
	demo: config.demo,
	mail: config.mail,
	limits: config.limits,
	backups: config.backups,
	log: { info: logAs('info'), warn: logAs('warn'), error: logAs('error') }
};

const underWay = new Map<number, AbortController>();
const working = new Set<Promise<void>>();

async function answer(id: number, name: string, given: unknown): Promise<void> {
	const stopping = new AbortController();
	underWay.set(id, stopping);
	try {
		const course = {
			onProgress: (progress: { what: string; done: number; of: number }) =>
				say({ kind: 'progress', id, progress }),
			signal: stopping.signal
		};
		say({ kind: 'answer', id, answer: await byName(name).run(app, given, course) });
	} catch (error) {
		say({ kind: 'failure', id, failure: packed(error) });
	} finally {
		underWay.delete(id);
	}
}

/** Lets go of everything; without anything to wait for, the thread ends. */
async function leave(): Promise<void> {
	for (const stopping of underWay.values()) stopping.abort();
	await Promise.allSettled(working);
	await app.db.close();
	port.close();
}

port.on('message', (message: ToThread) => {
	if (message.kind === 'turn') onTurn.shift()?.();
	else if (message.kind === 'leave') void leave();
	else if (message.kind === 'stop') underWay.get(message.id)?.abort();
	else {
		const work = answer(message.id, message.name, message.given);
		working.add(work);
		void work.finally(() => working.delete(work));
	}
});
