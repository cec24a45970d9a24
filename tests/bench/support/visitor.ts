/** Somebody with a browser, as far as a server can tell: one kept connection, one session, one address. */
import { Client, FormData } from 'undici';
import { DEMO_PASSWORD } from '../../e2e/installation.ts';
import { ADDRESS_HEADER } from './server.ts';

export { FormData } from 'undici';

export type Answer = {
	status: number;
	body: Buffer;
	/** Milliseconds from the request to the last byte. */
	ms: number;
};

/** Addresses handed out so far. */
let visitors = 0;

export class Visitor {
	readonly address = `10.0.${Math.floor((visitors += 1) / 250)}.${(visitors % 250) + 1}`;
	cookie = '';
	readonly #origin: string;
	readonly #client: Client;

	constructor(origin: string) {
		this.#origin = origin;
		// What is measured may take as long as it takes.
		this.#client = new Client(origin, { headersTimeout: 0, bodyTimeout: 0 });
	}

	/** A visitor who has signed in by the form, as one of the demonstration's people. */
	static async signedIn(origin: string, email: string): Promise<Visitor> {
		const visitor = new Visitor(origin);
		const form = new FormData();
		form.set('email', email);
		form.set('password', DEMO_PASSWORD);
		const { status, headers } = await visitor.#send('POST', '/sign-in', form, 'text/html');
		const cookies = [headers['set-cookie'] ?? []].flat();
		if (status !== 303 || cookies.length === 0)
			throw new Error(`${email} was not let in: ${status}`);
		visitor.cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
		return visitor;
	}

	/** Opens a page or its data, or asks an endpoint. */
	get(path: string): Promise<Answer> {
		const isData = path.endsWith('.json') || path.startsWith('/api/');
		return this.#send('GET', path, undefined, isData ? '*/*' : 'text/html');
	}

	/**
	 * Sends a form of a page as the page's own scripts do.
	 *
	 * @param path with the action, e.g. `/accounts?/add`
	 * @throws Error where it was refused
	 */
	async submit(path: string, form: FormData): Promise<Answer> {
		const answer = await this.#send('POST', path, form, 'application/json');
		const { type } = JSON.parse(answer.body.toString()) as { type: string };
		if (type === 'success' || type === 'redirect') return answer;
		throw new Error(
			`${path} was refused: ${answer.status} ${answer.body.toString().slice(0, 500)}`
		);
	}

	/**
	 * Sends a form that leads to another page when it is taken.
	 *
	 * @returns the address of that page
	 * @throws Error where it was refused
	 */
	async led(path: string, form: FormData): Promise<string> {
		const { status, body } = await this.#send('POST', path, form, 'application/json');
		const { location } = JSON.parse(body.toString()) as { location?: string };
		if (location !== undefined) return location;
		throw new Error(`${path} was refused: ${status} ${body.toString().slice(0, 500)}`);
	}

	/** Sends a file to an endpoint, as it is. */
	sendFile(path: string, bytes: Uint8Array): Promise<Answer> {
		return this.#send('POST', path, bytes, 'application/json');
	}

	/** Sends a value to an endpoint. */
	post(path: string, value: unknown): Promise<Answer> {
		return this.#send('POST', path, JSON.stringify(value), 'application/json');
	}

	async close(): Promise<void> {
		await this.#client.destroy();
	}

	async #send(
		method: 'GET' | 'POST',
		path: string,
		body: FormData | string | Uint8Array | undefined,
		accept: string
	) {
		const began = performance.now();
		const response = await this.#client.request({
			method,
			path,
			body,
			headers: {
				accept,
				origin: this.#origin,
				[ADDRESS_HEADER]: this.address,
				...(this.cookie === '' ? {} : { cookie: this.cookie }),
				...(typeof body === 'string' ? { 'content-type': 'application/json' } : {}),
				...(body instanceof Uint8Array ? { 'content-type': 'application/octet-stream' } : {}),
				...(method === 'POST' && accept === 'application/json'
					? { 'x-sveltekit-action': 'true' }
					: {})
			}
		});
		const bytes = Buffer.from(await response.body.arrayBuffer());
		const ms = performance.now() - began;
		return { status: response.statusCode, headers: response.headers, body: bytes, ms };
	}
}
