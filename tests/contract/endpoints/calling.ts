/** Calls the handler of an endpoint as SvelteKit would, with an event that is made up. */
import { isHttpError, isRedirect } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { anEvent, type Asked, type Aside } from './event.ts';

export type Call = Asked & {
	/** Sent as JSON; a string as it is. */
	body?: unknown;
	headers?: Record<string, string>;
};

export type Answered = Aside & {
	status: number;
	/** The JSON of the answer; null where there is none. */
	body: Record<string, unknown> | null;
};

/** @param handler a POST of a `+server.ts`, which takes the event of its own route */
export async function call(
	app: App,
	handler: (event: never) => Response | Promise<Response>,
	{ body, headers = {}, ...asked }: Call = {}
): Promise<Answered> {
	const request = new Request('https://primum.test/', {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body: typeof body === 'string' ? body : JSON.stringify(body)
	});
	const { event, aside } = anEvent(app, request, asked);
	const response = await answerOf(handler, event);
	const text = await response.text();
	return {
		status: response.status,
		headers: response.headers,
		body: text === '' ? null : JSON.parse(text),
		cookies: aside.cookies
	};
}

/** What a handler throws to be answered with is its answer. */
async function answerOf(
	handler: (event: never) => Response | Promise<Response>,
	event: never
): Promise<Response> {
	try {
		return await handler(event);
	} catch (thrown) {
		if (isRedirect(thrown)) {
			return new Response(null, { status: thrown.status, headers: { location: thrown.location } });
		}
		if (isHttpError(thrown)) return Response.json(thrown.body, { status: thrown.status });
		throw thrown;
	}
}
