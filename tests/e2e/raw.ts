/** Requests as they are given, also those that no browser would send. */
import { Agent, request } from 'node:http';

export type Sent = {
	method?: string;
	/** Path and query, sent as they stand. */
	path: string;
	headers?: Record<string, string>;
	body?: string | Uint8Array;
};
export type Answered = { status: number; headers: Headers; text: string };

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends one request and reads the whole answer. */
export function send(
	origin: string,
	{ method = 'GET', path, headers = {}, body }: Sent
): Promise<Answered> {
	const { hostname, port } = new URL(origin);
	// Said outright, because Node sends the body of a DELETE without its length.
	const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) };
	const options = { agent, hostname, port, method, path, headers: { ...headers, ...length } };
	return new Promise((resolve, reject) => {
		const sent = request(options, (response) => {
			const chunks: Buffer[] = [];
			response.on('data', (chunk: Buffer) => chunks.push(chunk));
			response.on('error', reject);
			response.on('end', () => {
				const answered = new Headers();
				for (const [name, values] of Object.entries(response.headersDistinct)) {
					for (const value of values ?? []) answered.append(name, value);
				}
				const text = Buffer.concat(chunks).toString();
				resolve({ status: response.statusCode!, headers: answered, text });
			});
		});
		sent.on('error', reject);
		sent.end(body);
	});
}

/** Sends a form as a page of Primum does, for a browser that shows what comes. */
export function sendForm(
	origin: string,
	path: string,
	fields: Record<string, string>,
	headers: Record<string, string> = {}
): Promise<Answered> {
	return send(origin, {
		method: 'POST',
		path,
		headers: {
			origin,
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded',
			...headers
		},
		body: new URLSearchParams(fields).toString()
	});
}

/** The cookies an answer sets, as a browser would send them back. */
export function cookiesOf({ headers }: Answered): string {
	return headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

/** Signs in by the form, and returns the cookies. */
export async function cookiesFor(origin: string, email: string, password: string): Promise<string> {
	const answered = await sendForm(origin, '/sign-in', { email, password });
	if (answered.status !== 303) throw new Error(`Not signed in: ${answered.status}`);
	return cookiesOf(answered);
}
