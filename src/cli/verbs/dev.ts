/** `primum dev` (`npm run dev`): a development server, on a data folder that is made ready for it. */
import type { App } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import { finishBoard } from '#lib/server/demo/seed-board.ts';
import { DEMO_STUDY, seed } from '#lib/server/demo/seed.ts';
import { offered, setupLink } from '#lib/server/services/accounts/index.ts';
import { ROOT } from '../built.ts';
import { configOf, withNewApp } from '../data.ts';
import { note } from '../notes.ts';
import { assertFree } from '../server.ts';
import { table } from '../text.ts';
import { flag, verb } from '../verb.ts';

/** Vite's own, so that an installation may run beside it. */
const PORT = '5173';

export const verbs = [
	verb({
		name: 'dev',
		says: 'start a development server, which follows the sources',
		about:
			'Starts a development server on the data folder, on port 5173 unless PORT says another; it shows a change of the ' +
			'sources at once. It is for those who work on Primum.',
		takes: { seed: flag('where nobody has an account: with invented people, cases and ratings') },
		examples: [
			{ run: 'PORT=5174 primum dev', does: 'at http://localhost:5174, until Ctrl-C stops it' },
			{
				run: 'primum dev --seed --data dev-data',
				does: 'on invented data in a folder of their own'
			}
		],
		refused: {
			when: 'the port is taken, or the data folder cannot be used',
			run: 'HOST=no-such-host.invalid primum dev'
		},
		answer: null,
		work: async (given) => {
			process.env.PORT ??= PORT;
			const found = configOf(given);
			const config = { ...found, demo: found.demo || given.seed };
			await assertFree(config);
			const begin = await withNewApp(config, (app) => beginning(app, given.seed));
			await start(config);
			console.log(`Primum is at ${config.origin} (data in ${config.dataDir}). Ctrl-C stops it.`);
			if (begin !== '') console.log(begin);
			return null;
		}
	})
];

/** How to get in: the link for the first account, or the accounts of the demonstration. */
async function beginning(app: App, seeded: boolean): Promise<string> {
	const link = await setupLink(app);
	if (link !== null && !seeded) {
		return `Nobody has an account yet. Make yours here, once, within a day:\n${link}`;
	}
	if (link !== null) {
		note('Making the demonstration ...');
		await seed(app, { board: true });
		await finishBoard(app, DEMO_STUDY);
	}
	const rows = (await offered(app)).map(({ name, role, email, password }) => [
		name,
		role,
		email,
		password
	]);
	return rows.length === 0 ? '' : table(['name', 'role', 'e-mail', 'password'], rows);
}

/** Starts Vite in this process; the application finds its settings in the environment. */
async function start({ host, port, origin, dataDir, demo }: Config): Promise<void> {
	const settings = { ORIGIN: origin, PRIMUM_DATA: dataDir, PRIMUM_DEMO: String(demo) };
	Object.assign(process.env, settings);
	// SvelteKit looks for its own configuration there.
	process.chdir(ROOT);
	const { createServer } = await import('vite');
	const server = await createServer({ root: ROOT, server: { host, port, strictPort: true } });
	await server.listen();
}
