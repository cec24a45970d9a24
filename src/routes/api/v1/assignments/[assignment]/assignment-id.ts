import { Refusal } from '#lib/domain/refusal.ts';
import { noSuchCase } from '#lib/server/services/own-case.ts';
import type { SignedInActor } from '#lib/server/web/answers.ts';

/** What the databases count up to. */
const LARGEST_ID = 2 ** 31 - 1;

/**
 * The assignment an address names.
 *
 * @param text the part of the path, e.g. `12`
 * @throws Refusal ('missing') where it is no id
 */
export function assignmentId(text: string): number {
	const id = Number(text);
	if (Number.isInteger(id) && id > 0 && id <= LARGEST_ID) return id;
	throw noSuchCase();
}

/**
 * Refuses a change that was entered by another account of this browser: the page it was entered on sends
 * that account's id, and the cookie may have become someone else's since. Programs need not send it.
 *
 * @throws Refusal ('unauthenticated'), so that the page keeps the change and asks to sign in
 */
export function requireSamePerson(actor: SignedInActor, request: Request): void {
	const account = request.headers.get('x-primum-account');
	if (account === null || account === String(actor.id)) return;
	throw new Refusal(
		'unauthenticated',
		'Someone else is signed in in this browser now. Sign in again to go on.',
		{ code: 'other-person' }
	);
}
