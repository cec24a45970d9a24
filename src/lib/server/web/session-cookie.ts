/** The cookies of a browser that signs in: the session, and the marks of the accounts it has signed in to. */
import type { Cookies } from '@sveltejs/kit';
import * as knownBrowsers from '../auth/known-browsers.ts';
import * as sessions from '../auth/sessions.ts';

type Event = { request: Request; locals: App.Locals; cookies: Cookies };

/** Signs the browser in as a person whose right to it was checked; the session it had before ends. */
export async function start({ request, locals, cookies }: Event, userId: number): Promise<void> {
	const { app } = locals;
	const previous = cookies.get(sessions.cookieName(app));
	const agent = request.headers.get('user-agent') ?? '';
	const session = await sessions.start(app, userId, previous, agent);
	cookies.set(session.name, session.value, session.attributes);
	await remember({ locals, cookies }, userId);
}

/** Remembers the browser as one of this person's; a new password makes an earlier mark worthless. */
export async function remember(
	{ locals: { app }, cookies }: Pick<Event, 'locals' | 'cookies'>,
	userId: number
): Promise<void> {
	const marks = cookies.get(knownBrowsers.cookieName(app));
	const { name, value, attributes } = await knownBrowsers.remember(app, marks, userId);
	cookies.set(name, value, attributes);
}
