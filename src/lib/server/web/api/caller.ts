/** Who asks an endpoint: a program with a token, or a person with a session. */
import type { RequestEvent } from '@sveltejs/kit';
import { allows, REQUESTS_A_MINUTE, type TokenScope } from '#lib/domain/api-token.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { sha256 } from '../../auth/secrets.ts';
import { countRequest, countWrong, tooOften, WINDOW_S } from '../../auth/token-limits.ts';
import { letIn } from '../../auth/tokens.ts';
import type { SignedInActor } from '../answers.ts';
import { requireSamePerson } from '../endpoint.ts';
import { fromOf } from '../from.ts';

/** Somebody who may ask; `scope` is null for a person, whose rights are no token's. */
export type Caller = { actor: SignedInActor | ProgramActor; scope: TokenScope | null };
type ProgramActor = NonNullable<Awaited<ReturnType<typeof letIn>>>['actor'];

/**
 * Whoever comes with a token comes without a session: see hooks.server.ts. What a proxy in front asks browsers for
 * (Basic) is no token.
 */
export const comesWithToken = (headers: Headers) =>
	/^bearer\b/i.test(headers.get('authorization') ?? '');

/**
 * Finds out who asks.
 *
 * @param said takes the headers that tell how often a program may ask
 * @throws Refusal ('unauthenticated') for nobody; ('slow-down') for whoever asks too often
 */
export async function callerOf(event: RequestEvent, said: Headers): Promise<Caller> {
	const { locals, request } = event;
	if (comesWithToken(request.headers)) return programOf(event, said);
	if (locals.actor === null) {
		said.set('www-authenticate', 'Bearer realm="Primum"');
		throw new Refusal(
			'unauthenticated',
			'This needs a token. Send it in the header Authorization, after the word Bearer.'
		);
	}
	requireSamePerson(locals.actor, request);
	return { actor: locals.actor, scope: null };
}

async function programOf(event: RequestEvent, said: Headers): Promise<Caller> {
	const { locals, request } = event;
	const [, secret] =
		/^Bearer +([\w~+/.-]+=*) *$/i.exec(request.headers.get('authorization')!) ?? [];
	const from = fromOf(event);
	said.set('www-authenticate', 'Bearer realm="Primum", error="invalid_token"');
	const program =
		secret === undefined
			? null
			: await letIn(locals.app, secret, from).catch(async (refused: unknown) => {
					if (refused instanceof Refusal) await countEnded(secret, refused, said);
					throw refused;
				});
	if (program === null) {
		await countWrong(from.address ?? 'unknown');
		throw new Refusal(
			'unauthenticated',
			'This token is not known here. Send it in the header Authorization, after the word Bearer.'
		);
	}
	said.delete('www-authenticate');
	const { actor, scope, tokenHash } = program;
	const { requests, seconds, isOver } = await countRequest(tokenHash);
	said.set('ratelimit-policy', `"token";q=${REQUESTS_A_MINUTE};w=${WINDOW_S}`);
	said.set('ratelimit', `"token";r=${requests};t=${seconds}`);
	if (isOver) throw tooOften(seconds);
	return { actor, scope };
}

/** A token that ended, or whose owner may not look any more, is counted like one that lets its program in. */
async function countEnded(secret: string, { kind }: Refusal, said: Headers): Promise<void> {
	const { isOver, seconds } = await countRequest(sha256(secret));
	if (kind !== 'unauthenticated' || isOver) said.delete('www-authenticate');
	if (isOver) throw tooOften(seconds);
}

/**
 * Refuses a program whose token is for something else.
 *
 * @throws Refusal ('forbidden') that names the scope
 */
export function requireScope({ scope }: Caller, wanted: TokenScope): void {
	if (scope === null || allows(scope, wanted)) return;
	throw new Refusal(
		'forbidden',
		`This token has the scope "${scope}", and this needs the scope "${wanted}". Make a token for it.`
	);
}
