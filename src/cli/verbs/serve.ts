/** `primum serve` (`npm start`): the web application. */
import { prepareFolder } from '#lib/server/config.ts';
import { setupLink } from '#lib/server/services/accounts/index.ts';
import { configOf, withNewApp } from '../data.ts';
import { assertFree, goesOnInBuild, start } from '../server.ts';
import { verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'serve',
		says: 'start the web application',
		about:
			'Starts the web application and prints its address; PORT, HOST and ORIGIN say where (docs/operators.md). Where ' +
			'nobody has an account yet it prints a link by which to make the first, once.',
		takes: {},
		examples: [
			{ run: 'PORT=3001 primum serve', does: 'at http://localhost:3001, until Ctrl-C stops it' },
			{
				run: 'HOST=0.0.0.0 ORIGIN=https://primum.example.org primum serve',
				does: 'behind a proxy that speaks https'
			}
		],
		refused: {
			when: 'the port is taken, or the data folder cannot be used',
			run: 'HOST=no-such-host.invalid primum serve'
		},
		answer: null,
		work: async (given) => {
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
		}
	})
];
