/** How a refusal reaches whoever asked: an error page, a form with its problems, or a problem document. */
import { error, json, redirect, type RequestEvent } from '@sveltejs/kit';
import { ZodError } from 'zod';
import { problemOf } from '#lib/domain/problem-document.ts';
import {
	Refusal,
	type Problem,
	type RefusalCode,
	type RefusalValues
} from '#lib/domain/refusal.ts';

type Locals = App.Locals;
export type SignedInActor = NonNullable<Locals['actor']>;

/** What a form shows when it was refused. */
export type Failure = {
	ok: false;
	status: number;
	/** One sentence for the whole form. */
	message: string;
	/** Names that sentence, where raters can meet it. */
	code?: RefusalCode;
	/** The numbers and names in it. */
	values?: RefusalValues;
	/** Seconds after which it may succeed, where that is known. */
	retryAfter?: number;
	/** A sentence a field, by the field's name. */
	fields: Record<string, string>;
	/** All that is wrong with a file, with places. */
	problems: Problem[];
};

/**
 * Who is signed in. For pages: sends whoever is not to the sign-in page, and back here afterwards.
 *
 * @param path the address to come back to, as the request had it
 */
export function requireActor(locals: Locals, path: string): SignedInActor {
	if (locals.actor === null) redirect(303, `/sign-in?next=${encodeURIComponent(path)}`);
	return locals.actor;
}

/**
 * Awaits what a page needs; a refusal becomes the error page of its status.
 *
 * @throws HttpError
 */
export async function orErrorPage<T>(asked: Promise<T>): Promise<T> {
	try {
		return await asked;
	} catch (thrown) {
		if (thrown instanceof Refusal) {
			const { status, message, code, values } = thrown;
			error(status, { message, code, values });
		}
		throw thrown;
	}
}

/**
 * Awaits what a form asked for; a refusal becomes a value to hand to `fail`.
 *
 * @returns the outcome, or what to show beside the form
 */
export async function attempt<T>(
	asked: () => Promise<T>
): Promise<{ ok: true; value: T } | Failure> {
	try {
		return { ok: true, value: await asked() };
	} catch (thrown) {
		const failure = asFailure(thrown);
		if (failure === null) throw thrown;
		return failure;
	}
}

function asFailure(thrown: unknown): Failure | null {
	if (thrown instanceof Refusal) {
		return {
			ok: false,
			status: thrown.status,
			message: thrown.message,
			code: thrown.code,
			values: thrown.values,
			retryAfter: thrown.retryAfter,
			fields: {},
			problems: [...thrown.problems]
		};
	}
	if (thrown instanceof ZodError) {
		const fields = Object.fromEntries(
			thrown.issues.map((issue) => [issue.path.join('.'), sentence(issue.message)])
		);
		return {
			ok: false,
			status: 400,
			message: 'Something in the form needs another look.',
			code: 'form-invalid',
			fields,
			problems: []
		};
	}
	return null;
}

/** Says in the header of a form's answer when it is worth sending again, where that is known. */
export function tellWhen({ setHeaders }: Pick<RequestEvent, 'setHeaders'>, failure: Failure): void {
	if (failure.retryAfter !== undefined) setHeaders({ 'retry-after': String(failure.retryAfter) });
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * Answers a program: the value as JSON, or an RFC 9457 problem document.
 *
 * @param asked called only for someone who is signed in
 */
export function answer<T>(
	{ actor }: Locals,
	asked: (actor: SignedInActor) => Promise<T>
): Promise<Response> {
	return answerAnyone(async () => {
		if (actor === null) {
			throw new Refusal('unauthenticated', 'Your session has ended. Sign in again.', {
				code: 'session-ended'
			});
		}
		return asked(actor);
	});
}

/** Answers a program as `answer` does, whoever asks. */
export async function answerAnyone<T>(asked: () => Promise<T>): Promise<Response> {
	try {
		return json(await asked());
	} catch (thrown) {
		const refusal = asRefusal(thrown);
		if (refusal === null) throw thrown;
		return problemDocument(refusal);
	}
}

/** @returns null for what is not an expected failure */
export function asRefusal(thrown: unknown): Refusal | null {
	if (thrown instanceof Refusal) return thrown;
	if (thrown instanceof SyntaxError)
		return new Refusal('invalid', 'The request is not valid JSON.', { code: 'request-invalid' });
	if (!(thrown instanceof ZodError)) return null;
	return new Refusal('invalid', 'The request has fields that cannot be used.', {
		code: 'request-invalid',
		problems: thrown.issues.map((issue) => ({
			where: 'request',
			field: issue.path.join('.'),
			message: issue.message
		}))
	});
}

/** A refusal as RFC 9457 describes one; a client that should come back later is told when. */
export function problemDocument(refusal: Refusal): Response {
	const headers = new Headers({ 'content-type': 'application/problem+json' });
	if (refusal.retryAfter !== undefined) headers.set('retry-after', String(refusal.retryAfter));
	return new Response(JSON.stringify(problemOf(refusal)), { status: refusal.status, headers });
}

/**
 * A path on this site to go to after signing in.
 *
 * @param next what the address asked for
 * @returns the path, or '/' where it could lead elsewhere
 */
export function safeNext(next: string | null): string {
	if (next === null || !next.startsWith('/')) return '/';
	const here = 'http://here.invalid';
	const url = URL.canParse(next, here) ? new URL(next, here) : null;
	// Parsed as a browser would: `//host`, `/\host` and control characters must not leave the site.
	return url === null || url.origin !== here ? '/' : `${url.pathname}${url.search}`;
}
