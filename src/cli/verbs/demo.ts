/** `primum demo` (`npm run demo`): the web application with an invented study to look around in. */
import type { Config } from '#lib/server/config.ts';
import { settleBoard } from '#lib/server/demo/seed-board.ts';
import { DEMO_STUDY, seed } from '#lib/server/demo/seed.ts';
import { offered } from '#lib/server/services/accounts/index.ts';
import { configOf, withNewApp } from '../data.ts';
import * as folder from '../demo-folder.ts';
import { note } from '../notes.ts';
import { assertFree, goesOnInBuild, start } from '../server.ts';
import { table } from '../text.ts';
import { flag, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'demo',
		says: 'start the web application with an invented study',
		about:
			'Starts the web application with invented people, cases and ratings to look around in, in ./demo-data. What is ' +
			'done there stays for the next time, unless it begins again with --fresh.',
		takes: { fresh: flag('begin again: forget what was done in the demonstration') },
		examples: [
			{ run: 'PORT=3001 primum demo', does: 'at http://localhost:3001, until Ctrl-C stops it' },
			{ run: 'primum demo --fresh', does: 'the demonstration, begun again' }
		],
		refused: {
			when: 'the port is taken, or the folder holds something else',
			run: 'HOST=no-such-host.invalid primum demo'
		},
		answer: null,
		work: async ({ data, fresh }) => {
			const config = demoConfig(data ?? 'demo-data');
			await assertFree(config);
			folder.prepare(config.dataDir, { fresh });
			if (await goesOnInBuild()) return null;
			const isNew = !folder.isSeeded(config.dataDir);
			const accounts = await withNewApp(config, async (app) => {
				if (isNew) {
					note('Making the demonstration ...');
					await seed(app, { board: true });
					folder.markSeeded(config.dataDir);
				}
				return offered(app);
			});
			// The log of a server is not what someone who looks around wants to read.
			process.env.PRIMUM_LOG ??= 'warn';
			await start(config);
			const rows = accounts.map(({ name, role, email, password }) => [name, role, email, password]);
			console.log(table(['name', 'role', 'e-mail', 'password'], rows));
			console.log(`The demonstration is at ${config.origin} (Ctrl-C stops it).`);
			// Its leaderboard is there as soon as the jobs of the server have scored it.
			if (isNew) await withNewApp(config, (app) => settleBoard(app, DEMO_STUDY));
			return null;
		}
	})
];

/** Always a file of its own: a demonstration never goes into the database of a real study. */
function demoConfig(data: string): Config {
	if (process.env.DATABASE_URL !== undefined) {
		note('DATABASE_URL is set aside: the demonstration keeps its data in a folder.');
		delete process.env.DATABASE_URL;
	}
	return { ...configOf({ data }), demo: true };
}
