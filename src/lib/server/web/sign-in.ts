/** Signing a browser in by e-mail address and password, from a page or for a script of ours. */
import type { RequestEvent } from '@sveltejs/kit';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import * as knownBrowsers from '../auth/known-browsers.ts';
import * as accounts from '../services/accounts/index.ts';
import { clientAddress } from './client-address.ts';
import { fromOf } from './from.ts';
import * as sessionCookie from './session-cookie.ts';

/** Longer ones name no account and are no password; nothing is hashed for them. */
export const credentialsSchema = z.object({
	email: z.string().max(320),
	password: z.string().max(1024)
});

/**
 * Signs the browser in.
 *
 * @param credentials as they were typed
 * @param account the only account to sign in; any unless given
 * @returns the account's id
 * @throws Refusal as `accounts.signIn`, and ('forbidden') for another account than the one given;
 *   ZodError where the credentials are too long
 */
export async function signIn(
	event: RequestEvent,
	credentials: z.input<typeof credentialsSchema>,
	account?: number
): Promise<number> {
	const { email, password } = credentialsSchema.parse(credentials);
	const { locals, cookies } = event;
	const marks = cookies.get(knownBrowsers.cookieName(locals.app));
	const address = clientAddress(event);
	const id = await accounts.signIn(locals.app, {
		email,
		password,
		address,
		marks,
		from: fromOf(event)
	});
	if (account !== undefined && account !== id) {
		throw new Refusal(
			'forbidden',
			'This page belongs to another account. Sign in as that person, or open the sign-in page.',
			{ code: 'other-account' }
		);
	}
	await sessionCookie.start(event, id);
	return id;
}
