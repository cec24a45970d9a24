/** `primum mail`: does mail leave? */
import type { Command } from 'commander';
import { z } from 'zod';
import { emailSchema } from '#lib/domain/person.ts';
import { trySending } from '#lib/server/services/mailing/index.ts';
import { configOf } from '../data.ts';
import { does } from '../verb.ts';

export function register(program: Command): void {
	const mail = program.command('mail').description('the mail server of this installation');
	const command = mail
		.command('test')
		.description('send one mail now, and print what the mail server said')
		.argument('<address>', 'where the mail goes');
	does(command, z.object({ address: emailSchema }), async (given) => {
		const { mail: settings, origin } = configOf(given);
		const said = await trySending({ mail: settings, origin, now: Date.now }, given.address);
		return {
			json: { sent: true, address: given.address, said },
			text: `The mail server took the mail to ${given.address}. It said: ${said}`
		};
	});
}
