/** The event that SvelteKit would hand to a handler, made up. */
import type { App } from '#lib/server/app.ts';
import type { Person } from '../support.ts';

export type Asked = {
	/** Who is signed in; nobody unless given. */
	as?: Person | undefined;
	params?: Record<string, string>;
	/** Where the request comes from. */
	address?: string;
};

/** What a handler said beside its answer. */
export type Aside = {
	headers: Headers;
	/** Cookies that were set, by name. */
	cookies: Map<string, string>;
};

/** @returns the event, and what the handler says by it */
export function anEvent(
	app: App,
	request: Request,
	{ as, params = {}, address = '192.0.2.1' }: Asked
): { event: never; aside: Aside } {
	const aside: Aside = { headers: new Headers(), cookies: new Map() };
	const actor = as === undefined ? null : { ...as.actor, id: as.id, email: as.email };
	const event = {
		request,
		url: new URL(request.url),
		locals: { app, actor, language: 'en', from: { via: 'page', address } },
		params,
		cookies: {
			get: (name: string) => aside.cookies.get(name),
			set: (name: string, value: string) => void aside.cookies.set(name, value)
		},
		setHeaders: (headers: Record<string, string>) => {
			for (const [name, value] of Object.entries(headers)) aside.headers.set(name, value);
		},
		getClientAddress: () => address,
		untrack: <T>(does: () => T) => does()
	};
	return { event: event as never, aside };
}
