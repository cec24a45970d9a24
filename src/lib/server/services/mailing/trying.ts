/** Whether mails leave: one is sent at once, outside of every study, and the server's answer is told. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '../../app.ts';
import { messageIdOf } from '../../mail/message.ts';
import { refusalOf } from '../../mail/refusal.ts';
import * as transport from '../../mail/transport.ts';

/** How to set it up, in a sentence. */
export const HOW_TO_SET =
	'Set SMTP_URL to your mail server, as smtp://user:password@mail.example.org:587, and MAIL_FROM to the ' +
	'address mails come from, then start Primum again.';

/**
 * Sends a mail that says that it arrived.
 *
 * @returns what the mail server said
 * @throws Refusal ('invalid') where no server is set or it refused, with its words
 */
export async function trySending(
	app: Pick<App, 'mail' | 'origin' | 'now'>,
	address: string
): Promise<string> {
	if (app.mail === null) throw new Refusal('invalid', `No mail server is set. ${HOW_TO_SET}`);
	const now = app.now();
	try {
		return await transport.send(app.mail, {
			subject: 'Primum can send mail',
			body: `This mail was sent to see whether Primum at ${app.origin} can send mail. It can.`,
			language: 'en',
			to: { name: '', address },
			messageId: messageIdOf({ id: 0, createdAt: now }, app.origin)
		});
	} catch (thrown) {
		throw new Refusal('invalid', refusalOf(thrown).sentence);
	} finally {
		transport.close(app.mail);
	}
}
