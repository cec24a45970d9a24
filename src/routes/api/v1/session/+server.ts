import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import * as accounts from '#lib/server/services/accounts.ts';
import { orProblem } from '#lib/server/web/answers.ts';
import * as sessionCookie from '#lib/server/web/session-cookie.ts';
import type { RequestHandler } from './$types';

const schema = z.object({
	email: z.string().max(320),
	password: z.string().max(1024),
	/** The account whose page asks; another one is not signed in there. */
	account: z.number().int().optional()
});

/** Signs in again without leaving the page, where a session ended in the middle of a case. */
export const POST: RequestHandler = (event) => {
	const { request, locals, getClientAddress } = event;
	return orProblem(async () => {
		const { email, password, account } = schema.parse(await request.json());
		const id = await accounts.signIn(locals.app, { email, password, address: getClientAddress() });
		if (account !== undefined && account !== id) {
			throw new Refusal(
				'forbidden',
				'This page belongs to another account. Sign in as that person, or open the sign-in page.',
				{ code: 'other-account' }
			);
		}
		await sessionCookie.start(event, id);
		return { account: id };
	});
};
