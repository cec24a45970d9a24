/**
 * Lucia's storage on our own tables. The cookie holds the session id; the database holds only its
 * SHA-256, so that a stolen copy of the database opens no session. Lucia hands an id back to us for
 * renewal and deletion, so what we give it must be the raw id again: each method hashes on its way in.
 *
 * Lucia lacks an absolute lifetime and disabled accounts; both are checked here, on every request.
 */
import type { Adapter, DatabaseSession, DatabaseUser, Lucia } from 'lucia';
import { DAY_MS } from '#lib/domain/day.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type App } from '../app.ts';
import { atomically, read } from '../db/atomically.ts';
import * as sessions from '../store/sessions.ts';
import type { User } from '../store/users.ts';
import { sha256 } from './secrets.ts';

/** A session ends this long after sign-in, however busy it was. */
export const ABSOLUTE_LIFETIME_MS = 7 * DAY_MS;

declare module 'lucia' {
	interface Register {
		Lucia: Lucia<Record<never, never>, UserAttributes>;
		UserId: number;
		DatabaseUserAttributes: User;
		DatabaseSessionAttributes: { createdAt: number; agent: string };
	}
}

/** What a request knows of the person who makes it. */
export type UserAttributes = Pick<User, 'name' | 'email' | 'isAdmin' | 'language' | 'seenAt'>;

/** True for a session that opens nothing any more. */
export function hasOutlived({ createdAt, expiresAt }: sessions.Session, now: number): boolean {
	// Lucia would delete an expired one at once: a page that is only read must not need to write.
	return now - createdAt >= ABSOLUTE_LIFETIME_MS || now >= expiresAt;
}

/**
 * @param app whose database and clock are used
 */
export function luciaAdapter(app: App): Adapter {
	const { db, now } = app;
	const own = () => by(app, INSTALLATION);
	return {
		async getSessionAndUser(id) {
			const found = await read(db, (tx) => sessions.withUser(tx, { id: sha256(id) }));
			if (found === undefined) return [null, null];
			const { session, user } = found;
			if (hasOutlived(session, now()) || user.disabledAt !== null) return [null, null];
			return [databaseSession(id, session), { id: user.id, attributes: user } as DatabaseUser];
		},
		async getUserSessions(userId) {
			// The raw ids are not known to us; Lucia needs them only to delete one, which goes by user here.
			const rows = await read(db, (tx) => sessions.ofUser(tx, { userId }));
			return rows.map((session) => databaseSession(session.id, session));
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			await atomically(db, own(), (tx) =>
				sessions.insert(tx, {
					id: sha256(id),
					userId,
					createdAt: attributes.createdAt,
					expiresAt: expiresAt.getTime(),
					agent: attributes.agent
				})
			);
		},
		async updateSessionExpiration(id, expiresAt) {
			try {
				await atomically(db, own(), (tx) => sessions.extend(tx, sha256(id), expiresAt.getTime()));
			} catch (error) {
				// Where the disk is full people can still read; the next request extends it.
				if (!(error instanceof Refusal)) throw error;
			}
		},
		async deleteSession(id) {
			await atomically(db, own(), (tx) => sessions.remove(tx, sha256(id)));
		},
		async deleteUserSessions(userId) {
			await atomically(db, own(), (tx) => sessions.removeOfUser(tx, userId));
		},
		async deleteExpiredSessions() {
			await atomically(db, own(), (tx) => sessions.removeExpired(tx, now()));
		}
	};
}

function databaseSession(id: string, session: sessions.Session): DatabaseSession {
	return {
		id,
		userId: session.userId,
		expiresAt: new Date(session.expiresAt),
		attributes: { createdAt: session.createdAt, agent: session.agent }
	};
}
