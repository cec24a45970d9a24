/** `primum dev` (`npm run dev`): a development server, on a data folder that is made ready for it. */
import type { Command } from 'commander';
import { z } from 'zod';
import type { App } from '#lib/server/app.ts';
import type { Config } from '#lib/server/config.ts';
import { finishBoard } from '#lib/server/demo/seed-board.ts';
import { DEMO_STUDY, seed } from '#lib/server/demo/seed.ts';
import { offered, setupLink } from '#lib/server/services/accounts/index.ts';
import { ROOT } from '../built.ts';
import { configOf, withNewApp } from '../data.ts';
import { assertFree } from '../server.ts';
import { table } from '../text.ts';
import { does, note } from '../verb.ts';

/** Vite's own, so that an installation may run beside it. */
const PORT = '5173';

export function register(program: Command): void {
	const command = program
		.command('dev')
		.description('start a development server, which follows the sources; PORT and HOST say where')
		.option('--seed', 'where nobody has an account: with invented people, cases and ratings');
	does(command, z.object({ seed: z.boolean().default(false) }), async (given) => {
		process.env.PORT ??= PORT;
		const found = configOf(given);
		const config = { ...found, demo: found.demo || given.seed };
		await assertFree(config);
		const begin = await withNewApp(config, (app) => beginning(app, given.seed));
		await start(config);
		console.log(`Primum is at ${config.origin} (data in ${config.dataDir}). Ctrl-C stops it.`);
		if (begin !== '') console.log(begin);
		return null;
	});
}

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
