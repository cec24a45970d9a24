/** Requests of the case screen, and what their answers mean for a change that waits. */
import type { RefusalCode, RefusalValues, Refused } from '#lib/domain/refusal.ts';
import { retryAfter } from './backoff.ts';
import type { Current, Pending } from './pending.ts';

export type Outcome =
	| { kind: 'saved'; version: number }
	/** No answer, or one that may differ later. */
	| { kind: 'later'; retryAfterMs: number }
	| { kind: 'signed-out' }
	| { kind: 'conflict'; current: Current }
	/** The server will never take this change as it is. */
	| ({ kind: 'refused' } & Refused);

export type CommentOutcome =
	| { kind: 'saved' }
	| Extract<Outcome, { kind: 'later' | 'signed-out' | 'refused' }>
	| { kind: 'conflict'; theirs: string };

/** Sends the comment on a case; it never throws. */
export type SendComment = (
	account: number,
	assignment: number,
	change: { before: string; text: string }
) => Promise<CommentOutcome>;

export type Send = (entry: Pending) => Promise<Outcome>;

/** A request that has not been answered by then counts as lost; the retry has the same operation id. */
const TIMEOUT_MS = 20_000;

/** Statuses after which the same request may succeed. */
const passing = (status: number) => status >= 500 || [408, 425, 429].includes(status);

/**
 * Posts JSON from the account of this page: another account that signed in meanwhile is refused.
 *
 * @throws TypeError or DOMException where there was no answer
 */
export function post(path: string, account: number | null, body: unknown): Promise<Response> {
	const headers = new Headers({ 'content-type': 'application/json' });
	if (account !== null) headers.set('x-primum-account', String(account));
	const signal = AbortSignal.timeout(TIMEOUT_MS);
	return fetch(path, { method: 'POST', headers, body: JSON.stringify(body), signal });
}

/** Sends one change to the server. It never throws: no answer is an outcome. */
export const send: Send = async ({
	account,
	assignment,
	operation,
	action,
	version,
	value,
	activeMs
}) => {
	try {
		const path = `/api/v1/assignments/${assignment}/ratings`;
		const response = await post(path, account, { operation, action, version, value, activeMs });
		return await read(response, Date.now());
	} catch {
		return { kind: 'later', retryAfterMs: 0 };
	}
};

/** Sends the comment on a case as a whole. It never throws: no answer is an outcome. */
export const sendComment: SendComment = async (account, assignment, change) => {
	try {
		const response = await post(`/api/v1/assignments/${assignment}/comment`, account, change);
		return await readComment(response, Date.now());
	} catch {
		return { kind: 'later', retryAfterMs: 0 };
	}
};

/**
 * What an answer to a comment means.
 *
 * @param now milliseconds since 1970
 */
export async function readComment(response: Response, now: number): Promise<CommentOutcome> {
	const { ok, status, headers } = response;
	if (ok) return { kind: 'saved' };
	if (passing(status)) {
		return { kind: 'later', retryAfterMs: retryAfter(headers.get('retry-after'), now) };
	}
	if (status === 401) return { kind: 'signed-out' };
	const { detail, current, ...named } = await problem<{ text: string }>(response);
	if (status === 409 && current !== undefined) return { kind: 'conflict', theirs: current.text };
	return { kind: 'refused', message: detail, ...named };
}

/**
 * What an answer means.
 *
 * @param now milliseconds since 1970
 */
export async function read(response: Response, now: number): Promise<Outcome> {
	const { status, headers } = response;
	if (response.ok) {
		const { version } = (await response.json()) as { version: number };
		return { kind: 'saved', version };
	}
	if (passing(status)) {
		return { kind: 'later', retryAfterMs: retryAfter(headers.get('retry-after'), now) };
	}
	if (status === 401) return { kind: 'signed-out' };
	const { detail, current, ...named } = await problem(response);
	if (status === 409 && current !== undefined) return { kind: 'conflict', current };
	return { kind: 'refused', message: detail, ...named };
}

/** The parts of an RFC 9457 problem document that a screen uses. */
export type Problem<T> = { detail: string; code?: string; values?: RefusalValues; current?: T };

/** Reads a problem document; where the answer is something else, there is a sentence all the same. */
export async function problem<T = Current>(response: Response): Promise<Problem<T>> {
	const { status } = response;
	const unexplained = {
		detail: `The server answered ${status} and did not say why.`,
		code: 'unexplained' satisfies RefusalCode,
		values: { status }
	};
	try {
		const given = (await response.json()) as Partial<Problem<T>>;
		const { detail, code, values, current } = given;
		return detail === undefined ? { ...unexplained, current } : { detail, code, values, current };
	} catch {
		return unexplained;
	}
}
