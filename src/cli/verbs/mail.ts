/** `primum mail`: does mail leave? */
import { z } from 'zod';
import { emailSchema } from '#lib/domain/person.ts';
import { trySending } from '#lib/server/services/mailing/index.ts';
import { configOf } from '../data.ts';
import { argument, verb } from '../verb.ts';

export const verbs = [
	verb({
		name: 'mail test',
		says: 'send one mail now, and print what the mail server said',
		about:
			'Sends one mail by the server that SMTP_URL names, and prints what it said. No account and no study is needed.',
		takes: { address: argument('address', 'where the mail goes', emailSchema) },
		examples: [
			{
				run: 'SMTP_URL=smtp://localhost:2525 MAIL_FROM=primum@hospital.example primum mail test ada@hospital.example',
				does: 'by a mail server on this machine'
			},
			{
				run: 'SMTP_URL=smtp://localhost:2525 MAIL_FROM=primum@hospital.example primum mail test ada@hospital.example --json',
				does: 'the same, told to a program'
			}
		],
		refused: {
			when: 'no mail server is set, or it did not take the mail',
			run: 'SMTP_URL=smtp://127.0.0.1:1 MAIL_FROM=primum@hospital.example primum mail test ada@hospital.example'
		},
		answer: z.object({ sent: z.boolean(), address: z.string(), said: z.string() }),
		work: async (given) => {
			const { mail: settings, origin } = configOf(given);
			const said = await trySending({ mail: settings, origin, now: Date.now }, given.address);
			return {
				json: { sent: true, address: given.address, said },
				text: `The mail server took the mail to ${given.address}. It said: ${said}`
			};
		}
	})
];
