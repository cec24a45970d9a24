/** Calls the handler of an endpoint as SvelteKit would, with an event that is made up. */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import type { Person } from '../support.ts';

export type Call = {
	/** Who is signed in; nobody unless given. */
	as?: Person;
	params?: Record<string, string>;
	/** Sent as JSON; a string as it is. */
	body?: unknown;
	headers?: Record<string, string>;
	/** Where the request comes from. */
	address?: string;
};

export type Answered = {
	status: number;
	headers: Headers;
	/** The JSON of the answer; null where there is none. */
	body: Record<string, unknown> | null;
	/** Cookies that were set, by name. */
	cookies: Map<string, string>;
};

/** @param handler a POST of a `+server.ts`, which takes the event of its own route */
export async function call(
	app: App,
	handler: (event: never) => Response | Promise<Response>,
	{ as, params = {}, body, headers = {}, address = '192.0.2.1' }: Call = {}
): Promise<Answered> {
	const cookies = new Map<string, string>();
	const actor = as === undefined ? null : { ...as.actor, id: as.id, email: as.email };
	const event = {
		request: new Request('https://primum.test/', {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...headers },
			body: typeof body === 'string' ? body : JSON.stringify(body)
		}),
		locals: { app, actor, language: 'en' },
		params,
		cookies: {
			get: (name: string) => cookies.get(name),
			set: (name: string, value: string) => void cookies.set(name, value)
		},
		getClientAddress: () => address
	};
	const response = await answerOf(handler(event as never));
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text === '' ? null : JSON.parse(text),
		cookies
	};
}

/** What a handler throws to be answered with is its answer. */
async function answerOf(asked: Response | Promise<Response>): Promise<Response> {
	try {
		return await asked;
	} catch (thrown) {
		if (isRedirect(thrown)) {
			return new Response(null, { status: thrown.status, headers: { location: thrown.location } });
		}
		if (isHttpError(thrown)) return Response.json(thrown.body, { status: thrown.status });
		throw thrown;
	}
}
