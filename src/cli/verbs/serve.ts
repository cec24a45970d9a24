/** `primum serve` (`npm start`): the web application. */
import type { Command } from 'commander';
import { z } from 'zod';
import { prepareFolder } from '#lib/server/config.ts';
import { setupLink } from '#lib/server/services/accounts/index.ts';
import { configOf, withNewApp } from '../data.ts';
import { assertFree, goesOnInBuild, start } from '../server.ts';
import { does } from '../verb.ts';

export function register(program: Command): void {
	const command = program
		.command('serve')
		.description('start the web application; PORT, HOST and ORIGIN say where');
	does(command, z.object({}), async (given) => {
		const config = configOf(given);
		await assertFree(config);
		prepareFolder(config.dataDir);
		if (await goesOnInBuild()) return null;
		const link = await withNewApp(config, setupLink);
		await start(config);
		console.log(`Primum is at ${config.origin} (data in ${config.dataDir}). Ctrl-C stops it.`);
		if (link !== null) {
			console.log(`Nobody has an account yet. Make yours here, once, within a day:\n${link}`);
		}
		return null;
	});
}
