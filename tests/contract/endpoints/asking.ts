/** Asks for a page and sends its forms as SvelteKit would, with an event that is made up. */
import { isActionFailure, isHttpError, isRedirect } from '@sveltejs/kit';
import type { App } from '#lib/server/app.ts';
import { anEvent, type Asked, type Aside } from './event.ts';

/** What a form sends: a text a field, all of those that are ticked, or a file. */
export type Fields = Record<string, string | readonly string[] | File>;

export type Visit = Asked & {
	/** Of the page, with what follows its `?`. */
	path?: string;
	/** Of the request. */
	headers?: Record<string, string>;
	/** Of a request that opens a page; GET unless given. */
	method?: string;
};

export type Seen = Aside & {
	status: number;
	/** Where it leads to; null where it leads nowhere. */
	location: string | null;
	/** What a page or a form shows, or what an error page says. */
	body: Record<string, unknown>;
};

/** A `load` or a GET; it takes the event of its own route. */
export type Load = (event: never) => unknown;

/** One of the `actions`. */
export type Action = (event: never) => unknown;

const at = (path = '/') => `https://primum.test${path}`;

/** Opens a page, or takes what a GET hands out. */
export function open(app: App, load: Load, visit: Visit = {}): Promise<Seen> {
	const { path, method, headers } = visit;
	return seen(app, load, new Request(at(path), { method, headers }), visit);
}

/** Sends a form. */
export function send(
	app: App,
	action: Action,
	{ fields = {}, ...visit }: Visit & { fields?: Fields } = {}
): Promise<Seen> {
	return seen(
		app,
		action,
		new Request(at(visit.path), { method: 'POST', headers: visit.headers, body: form(fields) }),
		visit
	);
}

/** Sends what is no form. */
export function sendRubbish(app: App, action: Action, visit: Visit = {}): Promise<Seen> {
	const headers = { 'content-type': 'application/json' };
	const request = new Request(at(visit.path), { method: 'POST', headers, body: '{}' });
	return seen(app, action, request, visit);
}

function form(fields: Fields): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) {
		const values = value instanceof File || typeof value === 'string' ? [value] : value;
		for (const one of values) data.append(name, one);
	}
	return data;
}

async function seen(app: App, handler: Load, request: Request, asked: Asked): Promise<Seen> {
	const { event, aside } = anEvent(app, request, asked);
	const nowhere = { ...aside, location: null };
	try {
		const answer = await handler(event);
		if (answer instanceof Response) {
			return { ...nowhere, status: answer.status, headers: answer.headers, body: {} };
		}
		const shown = isActionFailure(answer) ? answer : { status: 200, data: answer };
		return { ...nowhere, status: shown.status, body: (shown.data ?? {}) as Seen['body'] };
	} catch (thrown) {
		if (isRedirect(thrown)) {
			return { ...aside, status: thrown.status, location: thrown.location, body: {} };
		}
		if (isHttpError(thrown)) return { ...nowhere, status: thrown.status, body: { ...thrown.body } };
		throw thrown;
	}
}
