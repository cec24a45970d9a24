/** Who is asking. The only file that knows Lucia (docs/decisions/0002). */
import { Lucia, TimeSpan } from 'lucia';
import type { App } from '../app.ts';
import { read as ask } from '../db/atomically.ts';
import * as store from '../store/sessions.ts';
import { hasOutlived, luciaAdapter, type UserAttributes } from './lucia-adapter.ts';

/**
 * A session ends this long after it was last extended, whoever holds it. Lucia extends one when less than half
 * of that is left, so that it ends 6 to 12 hours after its last request.
 */
const IDLE_HOURS = 12;

/** A cookie to set: name, value and the attributes the framework's own cookie call takes. */
export type SessionCookie = {
	name: string;
	value: string;
	attributes: {
		path: string;
		httpOnly: boolean;
		secure: boolean;
		sameSite: 'lax';
		maxAge: number;
	};
};

/** A session as its owner looks at it. */
export type OpenSession = {
	/** The hash of what the cookie holds. */
	id: string;
	createdAt: number;
	/** When it was last extended: somebody has used it since no longer than half of its idle time. */
	extendedAt: number;
	agent: string;
};

export type SignedIn = { id: number } & UserAttributes;

function lucia(app: App): Lucia<Record<never, never>, UserAttributes> {
	return new Lucia(luciaAdapter(app), {
		sessionExpiresIn: new TimeSpan(IDLE_HOURS, 'h'),
		sessionCookie: { name: cookieName(app), expires: true },
		getUserAttributes: ({ name, email, isAdmin, language, seenAt }) => ({
			...{ name, email, isAdmin, language, seenAt }
		})
	});
}

/** True where Primum is reached by https, and a cookie must not travel otherwise. */
export const isSecure = (app: App) => app.origin.startsWith('https:');

/** The `__Host-` prefix pins a cookie to this host over https; a browser refuses it over http. */
export function cookieName(app: App): string {
	return isSecure(app) ? '__Host-primum' : 'primum';
}

/**
 * Starts a session. The one the browser may have had before is ended, so that a planted cookie is
 * never taken over.
 *
 * @param previous the value of the session cookie that came with the request
 * @param agent the browser as it names itself, for the person's own list of sessions
 */
export async function start(
	app: App,
	userId: number,
	previous: string | undefined,
	agent: string
): Promise<SessionCookie> {
	const auth = lucia(app);
	if (previous !== undefined) await auth.invalidateSession(previous);
	const session = await auth.createSession(userId, {
		createdAt: app.now(),
		agent: agent.slice(0, 200)
	});
	return cookie(app, session.id);
}

/**
 * Who a cookie stands for.
 *
 * @returns the person and, where the session was just extended, the cookie to set again; null where the
 *   cookie opens nothing
 */
export async function read(
	app: App,
	value: string
): Promise<{ user: SignedIn; renewed: SessionCookie | null } | null> {
	const { session, user } = await lucia(app).validateSession(value);
	if (session === null) return null;
	return { user, renewed: session.fresh ? cookie(app, session.id) : null };
}

/** Ends the session of a cookie. */
export async function end(app: App, value: string): Promise<void> {
	await lucia(app).invalidateSession(value);
}

/** The sessions of a person that have not ended, the newest first. */
export async function list(app: App, userId: number): Promise<OpenSession[]> {
	const rows = await ask(app.db, (tx) => store.ofUser(tx, { userId }));
	const now = app.now();
	return rows
		.filter((session) => !hasOutlived(session, now))
		.map(({ id, createdAt, expiresAt, agent }) => ({
			...{ id, createdAt, agent },
			extendedAt: expiresAt - IDLE_HOURS * 3_600_000
		}));
}

/** A cookie that removes the session from the browser. */
export function blank(app: App): SessionCookie {
	return { ...cookie(app, ''), attributes: { ...cookie(app, '').attributes, maxAge: 0 } };
}

function cookie(app: App, value: string): SessionCookie {
	return {
		name: cookieName(app),
		value,
		attributes: {
			path: '/',
			httpOnly: true,
			secure: isSecure(app),
			sameSite: 'lax',
			maxAge: IDLE_HOURS * 3600
		}
	};
}
