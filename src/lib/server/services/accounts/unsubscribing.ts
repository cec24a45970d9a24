/** The link in a reminder by which somebody asks for no more of them, without signing in. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type App, type From } from '../../app.ts';
import * as unsubscribing from '../../auth/unsubscribing.ts';
import { atomically, read } from '../../db/atomically.ts';
import { setReminded } from './mail-choices.ts';

/** To which address reminders go, and whether they do; null where the link does not work. */
export function reminded(
	app: App,
	token: string
): Promise<{ email: string; reminded: boolean } | null> {
	return read(app.db, function* (tx) {
		const user = yield* unsubscribing.find(tx, token);
		if (user === undefined) return null;
		return { email: user.email ?? '', reminded: user.unremindedAt === null };
	});
}

/**
 * Ends reminders to whoever a link belongs to; a second time changes nothing.
 *
 * @throws Refusal ('missing') where the link does not work
 */
export async function unsubscribe(app: App, token: string, from?: From): Promise<void> {
	const whoever = by(app, { id: null, name: '', isAdmin: false, from });
	await atomically(app.db, whoever, function* (tx) {
		const user = yield* unsubscribing.find(tx, token);
		if (user === undefined) throw unknownLink();
		const own = { ...tx, by: { ...tx.by, userId: user.id } };
		yield* setReminded(own, user.id, false);
	});
}

/** A link stops working when its owner chooses a new password. */
export function unknownLink(): Refusal {
	return new Refusal(
		'missing',
		'This link does not work any more. Sign in and open your account to stop reminders.',
		{ code: 'unsubscribe-unknown' }
	);
}
