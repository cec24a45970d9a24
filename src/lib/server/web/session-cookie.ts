/** The cookie by which a browser is signed in. */
import type { Cookies } from '@sveltejs/kit';
import * as sessions from '../auth/sessions.ts';

type Event = { request: Request; locals: App.Locals; cookies: Cookies };

/** Signs the browser in as a person whose right to it was checked; the session it had before ends. */
export async function start({ request, locals, cookies }: Event, userId: number): Promise<void> {
	const previous = cookies.get(sessions.cookieName(locals.app));
	const agent = request.headers.get('user-agent') ?? '';
	const cookie = await sessions.start(locals.app, userId, previous, agent);
	cookies.set(cookie.name, cookie.value, cookie.attributes);
}
