import { randomUUID } from 'node:crypto';
import type { Handle, HandleServerError, RequestEvent, ServerInit } from '@sveltejs/kit';
import type { Language } from '#lib/domain/language.ts';
import { BUSY_SECONDS, Refusal } from '#lib/domain/refusal.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { isOneClick, isOwnRequest } from '#lib/server/auth/origin.ts';
import { sha256 } from '#lib/server/auth/secrets.ts';
import * as sessions from '#lib/server/auth/sessions.ts';
import type { App } from '#lib/server/app.ts';
import { start as startJobs } from '#lib/server/jobs/index.ts';
import { noteSeen } from '#lib/server/services/accounts/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { sweep } from '#lib/server/sweep.ts';
import { orErrorPage } from '#lib/server/web/answers.ts';
import { comesWithToken } from '#lib/server/web/api/caller.ts';
import { nothingHere } from '#lib/server/web/api/serve.ts';
import { ROOT } from '#lib/server/web/api/values.ts';
import { clientAddress } from '#lib/server/web/client-address.ts';
import { refuseForeign } from '#lib/server/web/foreign.ts';
import { allowFrames } from '#lib/server/web/framing.ts';
import { namesNothing } from '#lib/server/web/names-nothing.ts';
import { isFormWithoutScripts, offerAgain } from '#lib/server/web/session-ended.ts';
import { LANGUAGE_COOKIE, languageFor } from '#lib/server/web/language.ts';
import { ACCOUNT_HEADER } from '#lib/state/kept-case.ts';

let app: App;

export const init: ServerInit = async () => {
	app = openApp(readConfig(process.env), { threads: true });
	const jobs = await startJobs(app);
	agreeing
		.getReady(app)
		.catch((error: unknown) => app.log.warn({ err: error }, 'figures are not ready'));
	// All that is needed is loaded, and nobody can ask for anything yet.
	sweep();
	// The server has answered what was in flight when it says this.
	process.once('sveltekit:shutdown', async () => {
		await jobs.stop();
		await app.crew.close();
		await app.db.close();
	});
};

const HEADERS = {
	'cache-control': 'no-store',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'DENY',
	'referrer-policy': 'same-origin',
	'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=()'
};

/** Every answer passes here. The framework's own check of origins is off: this one is stricter. */
export const handle: Handle = async ({ event, resolve }) => {
	const { locals } = event;
	locals.app = app;
	locals.actor = null;
	locals.from = { via: 'page', request: randomUUID(), address: clientAddress(event) };
	locals.language = languageOf(event, null);
	const response = await answerTo(event, resolve);
	for (const [name, value] of Object.entries(HEADERS)) {
		if (!response.headers.has(name)) response.headers.set(name, value);
	}
	allowFrames(event.route.id, response.headers);
	if (response.status === 503 && !response.headers.has('retry-after')) {
		response.headers.set('retry-after', String(BUSY_SECONDS));
	}
	return response;
};

/** @param own what the person who is signed in chose last */
function languageOf({ request, route, cookies }: RequestEvent, own: Language | null): Language {
	const accepted = request.headers.get('accept-language');
	return languageFor(route.id, cookies.get(LANGUAGE_COOKIE), own, accepted);
}

/** Finds out who is asking, then leaves the answer to the route. */
async function answerTo(
	event: RequestEvent,
	resolve: Parameters<Handle>[0]['resolve']
): Promise<Response> {
	const { request, url, cookies, locals, route } = event;
	const isApi = url.pathname.startsWith(`${ROOT}/`);
	if (namesNothing(url)) {
		return isApi ? nothingHere(event) : new Response('Not Found', { status: 404 });
	}
	const origin = request.headers.get('origin');
	// A token is the right to ask, wherever the request comes from; so whoever sends one is nobody else besides.
	const isProgram = isApi && comesWithToken(request.headers);
	if (
		!isProgram &&
		!isOwnRequest(request.method, origin, url.origin) &&
		!isOneClick(route.id, origin)
	) {
		return refuseForeign(event);
	}
	const cookie = isProgram ? undefined : cookies.get(sessions.cookieName(app));
	const session = cookie === undefined ? null : await orErrorPage(sessions.read(app, cookie));
	if (session !== null) {
		const { id, name, email, isAdmin, language } = session.user;
		locals.language = languageOf(event, language);
		locals.actor = {
			...{ id, name, email, isAdmin },
			from: { ...locals.from, session: sha256(cookie!) }
		};
		if (session.renewed !== null) {
			cookies.set(session.renewed.name, session.renewed.value, session.renewed.attributes);
		}
	}
	if (isFormWithoutScripts(event)) return offerAgain(event);
	const response = await resolve(event, {
		transformPageChunk: ({ html }) => html.replace('%primum.language%', locals.language)
	});
	// Nobody waits for it.
	if (session !== null) void noteSeen(app, session.user);
	// Tells the service worker whose page it is, so that it keeps none for another account.
	if (locals.actor !== null) response.headers.set(ACCOUNT_HEADER, String(locals.actor.id));
	return response;
}

/** A refusal keeps its sentence; anything else gets an id in the log and a kind sentence on screen. */
export const handleError: HandleServerError = ({ error: thrown, status, message, event }) => {
	if (thrown instanceof Refusal) {
		const { code, values } = thrown;
		return { message: thrown.message, code, values };
	}
	if (status < 500) return { message, code: status === 404 ? 'not-found' : undefined };
	const id = event.locals.from?.request ?? randomUUID();
	app?.log.error({ id, err: thrown }, 'unexpected error');
	return {
		message: 'Something went wrong on our side. Nothing you entered was changed.',
		code: 'unexpected',
		id
	};
};
