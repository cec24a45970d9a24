/** The link in a reminder by which somebody asks for no more of them, without signing in. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type App, type From } from '../../app.ts';
import { newToken, sha256 } from '../../auth/secrets.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as invitations from '../../store/invitations.ts';
import * as users from '../../store/users.ts';
import { setReminded } from './mail-choices.ts';

/** An old mail is found again, and its link should still do what it says. */
const LIFETIME_MS = 2 * 365 * 24 * 60 * 60 * 1000;

/**
 * The steps of making a link that ends reminders to a person; earlier ones go on working. It is made while a
 * mail is written out, for only its hash is stored.
 *
 * @returns the link, for the text of the mail and for its `List-Unsubscribe` header (RFC 8058)
 */
export function* unsubscribeLink(
	tx: Change,
	app: Pick<App, 'origin'>,
	userId: number
): Steps<string> {
	const token = newToken();
	yield* invitations.insert(tx, {
		tokenHash: sha256(token),
		purpose: 'unsubscribe',
		userId,
		createdAt: tx.by.at,
		createdBy: tx.by.userId,
		expiresAt: tx.by.at + LIFETIME_MS
	});
	return `${app.origin}/unsubscribe/${token}`;
}

/** To which address reminders go and whether they do; null where the link is none of ours. */
export function reminded(
	app: App,
	token: string
): Promise<{ email: string; reminded: boolean } | null> {
	return read(app.db, function* (tx) {
		const found = yield* invitations.unsubscribing(tx, {
			tokenHash: sha256(token),
			now: app.now()
		});
		if (found === undefined) return null;
		const user = (yield* users.byId(tx, { id: found.userId! }))!;
		return { email: user.email ?? '', reminded: user.unremindedAt === null };
	});
}

/**
 * Ends reminders to whoever a link belongs to; a second time changes nothing.
 *
 * @throws Refusal ('missing') where the link is none of ours
 */
export async function unsubscribe(app: App, token: string, from?: From): Promise<void> {
	const whoever = by(app, { id: null, name: '', isAdmin: false, from });
	await atomically(app.db, whoever, function* (tx) {
		const tokenHash = sha256(token);
		const found = yield* invitations.unsubscribing(tx, { tokenHash, now: tx.by.at });
		if (found === undefined) throw unknownLink();
		const own = { ...tx, by: { ...tx.by, userId: found.userId } };
		yield* setReminded(own, found.userId!, false);
	});
}

function unknownLink(): Refusal {
	return new Refusal(
		'missing',
		'This link does not work any more. Sign in and open your own page to end reminders.',
		{ code: 'unsubscribe-unknown' }
	);
}
