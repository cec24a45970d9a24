/** A mail server that takes what it is given, or refuses it as a test wants: a real SMTP conversation. */
import { SMTPServer } from 'smtp-server';
import { freePort } from './free-port.ts';

export type Received = {
	/** Of the envelope. */
	to: string[];
	/** By name in small letters, unfolded; words in other letters are decoded. */
	headers: Record<string, string>;
	text: string;
	html: string;
};

export type Sink = {
	/** For `SMTP_URL`. */
	url: string;
	/** What was taken, in its order. */
	received: Received[];
	close(): Promise<void>;
};

type Wishes = {
	/** An answer other than taking the mail, e.g. `450 4.2.0 Later`, for an address. */
	answer?: (address: string) => string | undefined;
	/** How long it takes over each mail. */
	pauseMs?: number;
	/** The name and password it lets in; anybody unless given. */
	login?: { user: string; pass: string };
};

/** Starts a mail server on a free port of this machine. */
export async function aSink({ answer, pauseMs = 0, login }: Wishes = {}): Promise<Sink> {
	const received: Received[] = [];
	const server = new SMTPServer({
		// What leaves this machine would be encrypted; here there is nobody to listen.
		disabledCommands: ['STARTTLS'],
		allowInsecureAuth: true,
		authOptional: login === undefined,
		logger: false,
		onAuth: ({ username, password }, _, done) =>
			username === login?.user && password === login?.pass
				? done(null, { user: username! })
				: done(Object.assign(new Error('5.7.8 Unknown name or password'), { responseCode: 535 })),
		onRcptTo({ address }, _, done) {
			const [, code, words] = /^(\d{3}) (.*)$/.exec(answer?.(address) ?? '') ?? [];
			if (code === undefined) done();
			else done(Object.assign(new Error(words), { responseCode: Number(code) }));
		},
		onData(stream, { envelope }, done) {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () =>
				setTimeout(() => {
					const to = envelope.rcptTo.map(({ address }) => address);
					received.push({ to, ...parsed(Buffer.concat(chunks).toString('latin1')) });
					done();
				}, pauseMs)
			);
		}
	});
	// Whoever is killed in the middle of a conversation ends it so.
	server.on('error', () => {});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const names = login === undefined ? '' : `${login.user}:${login.pass}@`;
	return {
		url: `smtp://${names}127.0.0.1:${port}`,
		received,
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

function parsed(raw: string): Omit<Received, 'to'> {
	const { headers, body } = split(raw);
	const boundary = /boundary="([^"]+)"/.exec(headers['content-type'] ?? '')?.[1];
	const parts = boundary === undefined ? [raw] : body.split(`\r\n--${boundary}`).slice(1, -1);
	const ofType = (type: string) => {
		const part = parts.map(split).find((one) => one.headers['content-type']?.startsWith(type));
		return part === undefined ? '' : decoded(part);
	};
	return { headers, text: ofType('text/plain'), html: ofType('text/html') };
}

function split(raw: string): { headers: Record<string, string>; body: string } {
	const trimmed = raw.replace(/^\r\n/, '');
	const end = trimmed.indexOf('\r\n\r\n');
	const lines = trimmed
		.slice(0, end)
		.replace(/\r\n[ \t]+/g, ' ')
		.split('\r\n');
	const headers = lines.map((line) => {
		const colon = line.indexOf(':');
		return [line.slice(0, colon).toLowerCase(), inWords(line.slice(colon + 1).trim())];
	});
	return { headers: Object.fromEntries(headers), body: `\r\n${trimmed.slice(end + 4)}` };
}

function decoded({ headers, body }: ReturnType<typeof split>): string {
	const how = headers['content-transfer-encoding'];
	const bytes =
		how === 'base64'
			? Buffer.from(body, 'base64')
			: Buffer.from(how === 'quoted-printable' ? unquoted(body) : body, 'latin1');
	return bytes.toString('utf8').replaceAll('\r\n', '\n').slice(1);
}

const unquoted = (text: string) =>
	text
		.replace(/=\r\n/g, '')
		.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

/** Words in other letters (RFC 2047). */
const inWords = (value: string) =>
	value
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, how: string, text: string) =>
			how.toUpperCase() === 'B'
				? Buffer.from(text, 'base64').toString('latin1')
				: unquoted(text.replaceAll('_', ' '))
		)
		.replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, 'latin1').toString('utf8'));
