/** `primum seed` (`npm run seed`): the invented study, for a look or, many times over, for load. */
import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { z } from 'zod';
import { MOST_ASKED, PANEL } from '#lib/server/demo/seed-people.ts';
import { seed } from '#lib/server/demo/seed.ts';
import { offered } from '#lib/server/services/accounts/index.ts';
import { configOf, withNewApp } from '../data.ts';
import { paced } from '../progress.ts';
import { count, table } from '../text.ts';
import { does, note } from '../verb.ts';

const MIB = 1024 * 1024;

const whole = (least: number, most: number) => {
	const message = `must be a whole number from ${least} to ${most.toLocaleString('en')}`;
	return z.coerce.number(message).int(message).min(least, message).max(most, message);
};

export function register(program: Command): void {
	const command = program
		.command('seed')
		.description('fill an empty database with invented people, cases and ratings')
		.option('--scale <n>', 'how many times the 14 cases are wanted', '1')
		.option(
			'--raters <n>',
			'how many raters; of itself ten for each time the cases come, at most 300'
		)
		.option('--seed <n>', 'another number gives other ratings', '1');
	const schema = z.object({
		scale: whole(1, 900),
		raters: whole(PANEL, MOST_ASKED).optional(),
		seed: whole(0, 2 ** 32 - 1)
	});
	does(command, schema, async (given) => {
		const config = configOf(given);
		const began = performance.now();
		const { made, accounts } = await withNewApp(config, async (app) => ({
			made: await seed(app, {
				...{ scale: given.scale, raters: given.raters, seed: given.seed },
				onProgress: paced(note)
			}),
			accounts: await offered({ ...app, demo: true })
		}));
		const seconds = (performance.now() - began) / 1000;
		const bytes = config.database.startsWith('postgres') ? null : statSync(config.database).size;
		const size = bytes === null ? '' : `, ${(bytes / MIB).toFixed(1)} MiB`;
		const text = [
			`The study "demo": ${count(made.cases, 'case')}, ${count(made.actions, 'action')}, ` +
				`${count(made.raters, 'rater')}, ${count(made.ratings, 'rating')} ` +
				`(${seconds.toFixed(1)} s${size}).`,
			'',
			table(
				['name', 'role', 'e-mail', 'password'],
				accounts.map(({ name, role, email, password }) => [name, role, email, password])
			)
		].join('\n');
		return { json: { study: 'demo', ...made, seconds, bytes, accounts }, text };
	});
}
