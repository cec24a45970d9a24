/** How what can be asked by HTTP is answered: who asks, what with, one service, and a document in either case. */
import { randomUUID } from 'node:crypto';
import type { RequestEvent } from '@sveltejs/kit';
import Negotiator from 'negotiator';
import type { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import type { App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { asRefusal, problemDocument } from '../answers.ts';
import { hasAlready } from '../etag.ts';
import { named } from '../pages.ts';
import { bodyOf } from './body.ts';
import { callerOf, requireScope, type Caller } from './caller.ts';
import { handOut, type Content } from './content.ts';
import { codingFor, compressed, pays } from './encoding.ts';
import type { BytesAnswer, JsonAnswer, Operation } from './operation.ts';
import { HttpProblem, noSuchAddress, notAcceptable, notAllowed, unexpected } from './problems.ts';

/** What is asked, once it is known by whom and that it can be. */
export type Asked<Params, Query, Body> = {
	app: App;
	caller: Caller;
	actor: Caller['actor'];
	params: Params;
	query: Query;
	/** JSON as its schema has it; the bytes of a file. */
	body: Body;
	event: RequestEvent;
	/** Headers of the answer. */
	said: Headers;
};

type Handler = (event: RequestEvent) => Promise<Response>;
type BodyOf<Body extends z.ZodType> = unknown extends z.output<Body> ? Uint8Array : z.output<Body>;
type AskedOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Asked<
	z.output<P>,
	z.output<Q>,
	BodyOf<B>
>;
type BeforeBody<P extends z.ZodType, Q extends z.ZodType> = Omit<
	Asked<z.output<P>, z.output<Q>, never>,
	'body'
>;

/** An answer whose larger part comes as JSON already, written on another thread. */
export class Written {
	readonly text: string;

	/**
	 * @param value what its schema has written
	 * @param parts JSON by the names of further fields
	 */
	constructor(value: object, parts: Readonly<Record<string, string>>) {
		const more = Object.entries(parts).map(([name, json]) => `,${JSON.stringify(name)}:${json}`);
		this.text = `${JSON.stringify(value).slice(0, -1)}${more.join('')}}`;
	}
}

/**
 * An endpoint that answers with JSON.
 *
 * @param does gives what the schema of the answer takes; what is not in it stays inside
 * @param tagOf a word that is another one once the answer is: whoever names it is answered before anything is counted
 * @param before refuses whoever may not ask, before anything of the body is read
 */
export function serve<
	P extends z.ZodType,
	Q extends z.ZodType,
	B extends z.ZodType,
	Schema extends z.ZodType
>(
	operation: Operation<P, Q, B, JsonAnswer<Schema>>,
	does: (asked: AskedOf<P, Q, B>) => Promise<z.input<Schema> | Written>,
	{
		tagOf,
		before
	}: {
		tagOf?: (asked: AskedOf<P, Q, B>) => Promise<string>;
		before?: (asked: BeforeBody<P, Q>) => Promise<unknown>;
	} = {}
): Handler {
	const { answer } = operation;
	const answers = async (asked: AskedOf<P, Q, B>) => {
		const { request } = asked.event;
		const tag = tagOf === undefined ? null : `W/"${sha256(await tagOf(asked)).slice(0, 32)}"`;
		if (tag !== null) {
			asked.said.set('etag', tag);
			asked.said.set('cache-control', 'private, no-cache');
			if (hasAlready(request.headers, tag)) return new Response(null, { status: 304 });
		}
		const found = await does(asked);
		const text = found instanceof Written ? found.text : JSON.stringify(answer.schema.parse(found));
		return jsonOf(request, text, answer.status);
	};
	return answering(operation, answers, before);
}

/** An endpoint that hands out bytes. */
export function serveBytes<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
	operation: Operation<P, Q, B, BytesAnswer>,
	find: (asked: AskedOf<P, Q, B>) => Promise<Content>
): Handler {
	return answering(operation, async (asked: AskedOf<P, Q, B>) =>
		handOut(asked.event.request, await find(asked))
	);
}

/** Refuses all other methods of an address. */
export function fallback(...operations: readonly Operation[]): Handler {
	const methods = operations.flatMap(({ method }): string[] =>
		method === 'GET' ? [method, 'HEAD'] : [method]
	);
	return ({ request }) => Promise.resolve(notAllowed(request.method, methods).document());
}

/** Answers where nothing else does. */
export const nothingHere: Handler = ({ url }) =>
	Promise.resolve(noSuchAddress(url.pathname).document());

function answering<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
	operation: Operation<P, Q, B>,
	does: (asked: AskedOf<P, Q, B>) => Promise<Response>,
	before: (asked: BeforeBody<P, Q>) => Promise<unknown> = async () => {}
): Handler {
	return async (event) => {
		const said = new Headers();
		const response = await orProblem(event, async () => {
			assertAcceptable(event.request.headers, operation.answer);
			const caller = await allowed(event, operation, said);
			const { params, query } = addressed(event, operation);
			const { app } = event.locals;
			const asked = { app, caller, actor: caller.actor, params, query, event, said };
			await before(asked);
			const body = (await bodyOf(event.request, operation, app.limits)) as BodyOf<B>;
			return does({ ...asked, body });
		});
		for (const [name, value] of said) {
			if (!response.headers.has(name)) response.headers.set(name, value);
		}
		return response;
	};
}

/** What anyone may ask is asked by nobody in particular. */
const ANYONE: Caller = {
	actor: { id: 0, name: '', email: null, isAdmin: false } as Caller['actor'],
	scope: null
};

async function allowed(event: RequestEvent, { scope }: Operation, said: Headers): Promise<Caller> {
	if (scope === 'anyone') return ANYONE;
	const caller = await callerOf(event, said);
	if (scope !== 'job') requireScope(caller, scope);
	return caller;
}

/** @throws Refusal ('invalid') for a NUL, which no text of a database can hold */
function addressed<P extends z.ZodType, Q extends z.ZodType>(
	{ params, url }: RequestEvent,
	operation: Pick<Operation<P, Q>, 'params' | 'query'>
) {
	const said = [...Object.entries(named(params)), ...url.searchParams];
	const withNul = said.find((one) => one.some((text) => text.includes('\0')));
	if (withNul !== undefined) {
		const [name] = withNul;
		throw new Refusal('invalid', 'The address has a character that no text here can have: NUL.', {
			code: 'request-invalid',
			problems: [{ where: 'request', field: name, message: 'leave out the character NUL' }]
		});
	}
	return {
		params: operation.params.parse(named(params)),
		query: operation.query.parse(Object.fromEntries(url.searchParams))
	};
}

/** @throws HttpProblem 406; a file is what it is, whatever the request would rather have */
function assertAcceptable(asked: Headers, answer: JsonAnswer | BytesAnswer): void {
	const accept = asked.get('accept');
	if (accept === null || !('schema' in answer)) return;
	const negotiator = new Negotiator({ headers: { accept } });
	if (negotiator.mediaType(['application/json']) === undefined) {
		throw notAcceptable('application/json');
	}
}

async function orProblem(event: RequestEvent, does: () => Promise<Response>): Promise<Response> {
	try {
		return await does();
	} catch (thrown) {
		if (thrown instanceof HttpProblem) return thrown.document();
		const refusal = asRefusal(thrown);
		if (refusal !== null) return problemDocument(refusal);
		const id = event.locals.from.request ?? randomUUID();
		event.locals.app.log.error({ id, err: thrown }, 'unexpected error');
		return unexpected(id).document();
	}
}

/** JSON as an answer, compressed where it pays. */
function jsonOf(request: Request, text: string, status: number): Response {
	const bytes = new TextEncoder().encode(text);
	const coding = pays('application/json', bytes.length) ? codingFor(request.headers) : null;
	const headers = new Headers({ 'content-type': 'application/json' });
	headers.set('vary', 'accept-encoding, authorization, cookie');
	if (coding === null) headers.set('content-length', String(bytes.length));
	else headers.set('content-encoding', coding);
	if (request.method === 'HEAD') return new Response(null, { status, headers });
	return new Response(coding === null ? bytes : compressed(once(bytes), coding), {
		status,
		headers
	});
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
	yield bytes;
}
