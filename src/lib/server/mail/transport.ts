/** The way to the mail server: a few connections that are kept open, the same for the whole process. */
import type { Transporter } from 'nodemailer';
import type SMTPPool from 'nodemailer/lib/smtp-pool/index.js';
import type { MailSettings } from '../app.ts';
import { messageOf, type Letter } from './message.ts';

/** Mails that are under way at the same time. */
export const AT_ONCE = 4;

const SECOND = 1_000;

/** A mail server that does not answer must not keep the others waiting, nor a shutdown. */
const PATIENCE = {
	dnsTimeout: 10 * SECOND,
	connectionTimeout: 10 * SECOND,
	greetingTimeout: 10 * SECOND,
	socketTimeout: 30 * SECOND
};

type Transport = Transporter<SMTPPool.SentMessageInfo>;

const open = new WeakMap<MailSettings, Promise<Transport>>();

function transportOf(settings: MailSettings): Promise<Transport> {
	const known = open.get(settings) ?? connect(settings);
	open.set(settings, known);
	return known;
}

async function connect(settings: MailSettings): Promise<Transport> {
	// Loaded with the first mail: many installations send none.
	const { createTransport } = await import('nodemailer');
	const options = {
		// What the address says of TLS holds: smtps, or STARTTLS where the server offers it.
		url: settings.url,
		pool: true as const,
		maxConnections: AT_ONCE,
		// Whoever asks decides whether a mail is tried again: the connection may have been lost after it was taken.
		maxRequeues: 0,
		disableFileAccess: true,
		disableUrlAccess: true,
		...PATIENCE
	};
	return createTransport(options);
}

/**
 * Hands one letter to the mail server.
 *
 * @returns what the server said when it took it
 * @throws an error that `refusalOf` can read
 */
export async function send(settings: MailSettings, letter: Letter): Promise<string> {
	const { response } = await (await transportOf(settings)).sendMail(messageOf(letter, settings));
	return response;
}

/** Closes the connections; nothing is sent after that. */
export function close(settings: MailSettings): void {
	void open.get(settings)?.then((transport) => transport.close());
	open.delete(settings);
}
