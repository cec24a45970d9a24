/** `primum seed` (`npm run seed`): the invented study, for a look or, many times over, for load. */
import { statSync } from 'node:fs';
import { z } from 'zod';
import { MOST_ASKED, PANEL } from '#lib/server/demo/seed-people.ts';
import { seed } from '#lib/server/demo/seed.ts';
import { offered } from '#lib/server/services/accounts/index.ts';
import { configOf, withNewApp } from '../data.ts';
import { pacing } from '../notes.ts';
import { count as inWords, table } from '../text.ts';
import { count, list, slug, whole } from '../values.ts';
import { option, verb } from '../verb.ts';

const MIB = 1024 * 1024;

export const verbs = [
	verb({
		name: 'seed',
		says: 'fill an empty database with an invented study',
		about:
			'Fills an empty database with invented people, cases and ratings, the study "demo". Everybody knows the password of ' +
			'its accounts, which it prints.',
		takes: {
			scale: option('n', 'how many times the 14 cases are wanted', whole(1, 900).default(1)),
			raters: option(
				'n',
				'how many raters; of itself ten for each time the cases come, at most 300',
				whole(PANEL, MOST_ASKED).optional()
			),
			seed: option('n', 'another number gives other ratings', whole(0, 2 ** 32 - 1).default(1))
		},
		examples: [
			{ run: 'primum seed --data look', does: 'a small study in the folder look' },
			{
				run: 'primum seed --data more --scale 2 --seed 7 --json',
				does: 'twice as many cases with other ratings, told to a program'
			}
		],
		refused: { when: 'there is an account already', run: 'primum seed' },
		answer: z.object({
			...{ study: slug, cases: count, actions: count, raters: count, ratings: count },
			...{ seconds: z.number(), bytes: count.nullable() },
			accounts: list(
				z.object({
					...{ name: z.string(), email: z.string(), role: z.string(), password: z.string() }
				})
			)
		}),
		work: async (given) => {
			const config = configOf(given);
			const began = performance.now();
			const { made, accounts } = await withNewApp(config, async (app) => ({
				made: await seed(app, {
					...{ scale: given.scale, raters: given.raters, seed: given.seed },
					onProgress: pacing()
				}),
				accounts: await offered({ ...app, demo: true })
			}));
			const seconds = (performance.now() - began) / 1000;
			const bytes = config.database.startsWith('postgres') ? null : statSync(config.database).size;
			const size = bytes === null ? '' : `, ${(bytes / MIB).toFixed(1)} MiB`;
			const text = [
				`The study "demo": ${inWords(made.cases, 'case')}, ${inWords(made.actions, 'action')}, ` +
					`${inWords(made.raters, 'rater')}, ${inWords(made.ratings, 'rating')} ` +
					`(${seconds.toFixed(1)} s${size}).`,
				'',
				table(
					['name', 'role', 'e-mail', 'password'],
					accounts.map(({ name, role, email, password }) => [name, role, email, password])
				)
			].join('\n');
			return { json: { study: 'demo', ...made, seconds, bytes, accounts }, text };
		}
	})
];
