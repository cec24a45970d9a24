/** How an endpoint asks and is answered: JSON in, JSON or an RFC 9457 problem document out. */
import type { RequestEvent } from '@sveltejs/kit';
import type { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '../app.ts';
import { answer, type SignedInActor } from './answers.ts';
import { readJson } from './body.ts';
import { named } from './pages.ts';

/** What an endpoint takes. */
type Taking<Params extends z.ZodType, Body extends z.ZodType> = {
	/** Of the address. */
	params: Params;
	/** Of the request; left out where it has none. */
	body?: Body;
};

type Asked<Params, Body> = { app: App; actor: SignedInActor; params: Params; body: Body };

/**
 * An endpoint for the account whose page asks.
 *
 * @param taking schemas of what comes in; parameters that do not fit name nothing
 * @param does called only for someone who is signed in, and whose page it is
 */
export function endpoint<Params extends z.ZodType, Body extends z.ZodType, Answer>(
	{ params, body }: Taking<Params, Body>,
	does: (asked: Asked<z.output<Params>, z.output<Body>>) => Promise<Answer>
) {
	return ({ locals, params: given, request }: RequestEvent): Promise<Response> =>
		answer(locals, async (actor) => {
			requireSamePerson(actor, request);
			return does({
				app: locals.app,
				actor,
				params: params.parse(named(given)),
				body: body === undefined ? undefined : body.parse(await readJson(request))
			} as Asked<z.output<Params>, z.output<Body>>);
		});
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
