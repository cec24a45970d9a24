/** F7, F8, F9, F13, F14: what else goes on while people rate. */
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { quantile } from '../bench/figure.ts';
import { signInRaters } from '../bench/saves/raters.ts';
import { saveOf, savesPath } from '../bench/support/rating.ts';
import { Visitor } from '../bench/support/visitor.ts';
import { overHttp } from '../hostile/over-http.ts';
import { Crowd } from './crowd.ts';
import { holds, type Fault } from './fault.ts';
import { assertKept } from './ledger.ts';
import { assertSound, withServer } from './server.ts';

const DAY = 86_400_000;
const MIB = 1024 * 1024;

const hostile: Fault = {
	name: 'F7',
	isApart: true,
	what: 'hostile files are sent to a server at work',
	run: async (length) => {
		const { files, figures, faults } = await overHttp(length === 'short' ? 60 : 500, 1);
		holds(faults.length === 0, faults.join('\n'));
		return `${files} files: ${figures}`;
	}
};

const SHIFT = join(import.meta.dirname, 'clock-shift.ts');

const clock: Fault = {
	name: 'F8',
	what: 'the clock goes a day back and forth',
	run: () =>
		withServer(
			1,
			async (server) => {
				const set = async (wrong: number) => {
					const answered = once(server.process(), 'message');
					server.process().send({ wrong });
					await answered;
				};
				const crowd = await Crowd.signedIn(server.origin, 3);
				const until = () => sessionsIn(server.data);
				const before = until();
				crowd.begin(30);
				for (const wrong of [0, -DAY, 0]) {
					await set(wrong);
					await setTimeout(1_500);
				}
				await crowd.end();
				await crowd.close();
				holds(crowd.faults.length === 0, crowd.faults[0]!);
				const kept = await assertKept(server.data, crowd.acknowledged);
				const after = until();
				for (const [id, end] of before) {
					holds((after.get(id) ?? 0) <= end, 'A session was lengthened by a clock that went back.');
				}
				await assertSound(server);
				return `${kept} acknowledged in their order, no session lengthened`;
			},
			{ before: SHIFT }
		)
};

/** When each session ends at the latest. */
function sessionsIn(data: string): Map<string, number> {
	const file = new Sqlite(join(data, 'primum.sqlite'), { readonly: true });
	const rows = file.prepare('select id, expires_at as ends from sessions').raw().all() as [
		string,
		number
	][];
	file.close();
	return new Map(rows);
}

const twoTabs: Fault = {
	name: 'F9',
	what: 'two tabs save the same action, 100 times',
	run: () =>
		withServer(1, async (server) => {
			const [rater] = await signInRaters(server.origin, 1);
			const { cookie, assignment, actions } = rater!;
			const tabs = [new Visitor(server.origin), new Visitor(server.origin)];
			for (const tab of tabs) tab.cookie = cookie;
			const action = actions[0]!;
			for (let time = 0; time < 100; time += 1) {
				const saves = [saveOf(action), saveOf(action)];
				const answers = await Promise.all(
					tabs.map((tab, at) => tab.post(savesPath(assignment), saves[at]))
				);
				const said = answers.map(({ status }) => status).sort();
				holds(
					said.join() === '200,409',
					`Two saves of one version were answered ${said.join(', ')}.`
				);
				const told = answers.find(({ status }) => status === 409)!.body.toString();
				holds(
					told.includes(`"version":${action.version + 1}`),
					`A 409 does not say what is there: ${told}`
				);
				action.version += 1;
			}
			await Promise.all(tabs.map((tab) => tab.close()));
			await assertSound(server);
			return '100 saved, 100 answers 409 with what is there';
		})
};

const backup: Fault = {
	name: 'F13',
	what: 'a backup is made while 20 raters save, and restored elsewhere',
	run: () =>
		withServer(10, async (server) => {
			const crowd = await Crowd.signedIn(server.origin, 20);
			const folder = mkdtempSync(join(tmpdir(), 'primum-faults-'));
			try {
				crowd.begin();
				await setTimeout(1_000);
				const before = crowd.acknowledged.slice();
				const file = join(folder, 'made.backup');
				const made = await server.primum('backup', file);
				holds(made.code === 0, made.stderr);
				const during = crowd.acknowledged.length - before.length;
				holds(during > 0, 'Nobody saved while the backup was made.');
				await crowd.end();
				await crowd.close();
				holds(crowd.faults.length === 0, crowd.faults[0]!);
				const data = join(folder, 'restored');
				const restored = await server.primum('restore', file, '--data', data);
				holds(restored.code === 0, restored.stderr || restored.stdout);
				const kept = await assertKept(data, before);
				await assertKept(server.data, crowd.acknowledged);
				return `${kept} acknowledged before it, all restored; ${during} saves meanwhile`;
			} finally {
				rmSync(folder, { recursive: true, force: true });
			}
		})
};

const MOST_P99_MS = 200;
const MOST_LOG = 64 * MIB;
/** Fifty raters make ten saves a second. */
const RATERS = 50;
const EVERY_MS = 5_000;

const evening: Fault = {
	name: 'F14',
	what: '50 raters save ten times a second while exports are made',
	run: (length) =>
		withServer(10, async (server) => {
			const crowd = await Crowd.signedIn(server.origin, RATERS);
			const coordinator = await Visitor.signedIn(server.origin, 'coordinator@demo.example');
			const end = performance.now() + (length === 'short' ? 60_000 : 3_600_000);
			crowd.begin(EVERY_MS);
			let exports = 0;
			let log = 0;
			while (performance.now() < end) {
				const { status } = await coordinator.get('/studies/demo/export/csv');
				holds(status === 200, `An export was answered ${status}.`);
				exports += 1;
				log = Math.max(log, statSync(join(server.data, 'primum.sqlite-wal')).size);
				await setTimeout(250);
			}
			await crowd.end();
			await Promise.all([crowd.close(), coordinator.close()]);
			holds(crowd.faults.length === 0 && crowd.repeated === 0, `${crowd.repeated} answers 5xx.`);
			const p99 = quantile(crowd.times, 0.99);
			await assertKept(server.data, crowd.acknowledged);
			holds(log <= MOST_LOG, `The write-ahead log grew to ${(log / MIB).toFixed(0)} MiB.`);
			holds(p99 < MOST_P99_MS, `p99 of a save was ${p99.toFixed(0)} ms.`);
			return `${crowd.acknowledged.length} saves, ${exports} exports, p99 ${p99.toFixed(0)} ms, log at most ${(log / MIB).toFixed(1)} MiB, 0 answers 5xx`;
		})
};

export const MEANWHILE = [hostile, clock, twoTabs, backup, evening];
