/** Requests of the case screen, and what their answers mean for a change that waits. */
import type { RefusalCode, RefusalValues, Refused } from '#lib/domain/refusal.ts';
import { retryAfter } from './backoff.ts';
import type { Current, Pending } from './pending.ts';

/** What came of one change. */
export type Outcome =
	| { kind: 'saved'; version: number }
	/** No answer, or one that may differ later. */
	| { kind: 'later'; retryAfterMs: number }
	| { kind: 'signed-out' }
	| { kind: 'conflict'; current: Current }
	/** An earlier change of the same action in the request was not saved, so this one was not looked at. */
	| { kind: 'untried' }
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

/** Sends changes of one case in one request; it never throws. There is an outcome for each, in order. */
export type Send = (entries: readonly Pending[]) => Promise<Outcome[]>;

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

/** Sends changes of one case to the server, in one request and in order. */
export const send: Send = async (entries) => {
	const noAnswer = entries.map(() => ({ kind: 'later', retryAfterMs: 0 }) as const);
	const [first] = entries;
	if (first === undefined) return noAnswer;
	try {
		const path = `/api/v1/assignments/${first.assignment}/ratings`;
		const response = await post(path, first.account, entries.map(asSave));
		return await read(response, entries.length, Date.now());
	} catch {
		return noAnswer;
	}
};

/** What the server is told of a change. A version of null says: made on the change before it in the list. */
function asSave({ operation, action, version, value, activeMs, words }: Pending) {
	return { operation, action, version, value, activeMs, words };
}

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
	const { current, ...refused } = await problem<{ text: string }>(response);
	if (status === 409 && current !== undefined) return { kind: 'conflict', theirs: current.text };
	return { kind: 'refused', ...asRefused(refused) };
}

/**
 * What the answer to a request with several changes means for each of them. One that is for the request as
 * a whole holds for every one.
 *
 * @param count how many changes were sent
 * @param now milliseconds since 1970
 * @throws where a good answer is not one to these changes
 */
export async function read(response: Response, count: number, now: number): Promise<Outcome[]> {
	if (!response.ok) {
		const { status, headers } = response;
		const retryAfterMs = retryAfter(headers.get('retry-after'), now);
		const outcome = outcomeOf({ ...(await problem(response)), status }, retryAfterMs);
		return Array.from({ length: count }, () => outcome);
	}
	const { answers } = (await response.json()) as { answers: Answer[] };
	if (answers.length !== count) throw new Error(`${count} changes, ${answers.length} answers.`);
	return answers.map((answer) => outcomeOf(answer, 0));
}

/** How one change was answered: the version it has now, or a problem. */
type Answer = { status: 200; version: number } | ({ status: number } & Problem<Current>);

function outcomeOf(answer: Answer, retryAfterMs: number): Outcome {
	if ('version' in answer) return { kind: 'saved', version: answer.version };
	const { status, code, current } = answer;
	if (passing(status)) return { kind: 'later', retryAfterMs };
	if (status === 401) return { kind: 'signed-out' };
	if (status === 409 && code === ('not-tried' satisfies RefusalCode)) return { kind: 'untried' };
	if (status === 409 && current !== undefined) return { kind: 'conflict', current };
	return { kind: 'refused', ...asRefused(answer) };
}

/** Why a request was refused, as a screen says it. */
export async function refusedBy(response: Response): Promise<Refused> {
	return asRefused(await problem(response));
}

function asRefused({ detail, code, values }: Problem<unknown>): Refused {
	return { message: detail, code, values };
}

/** The parts of an RFC 9457 problem document that a screen uses. */
type Problem<T> = { detail: string; code?: string; values?: RefusalValues; current?: T };

/** Reads a problem document; where the answer is something else, there is a sentence all the same. */
async function problem<T = Current>(response: Response): Promise<Problem<T>> {
	const { status } = response;
	const unexplained = {
		detail: `The server answered ${status} and did not say why.`,
		code: 'unexplained' satisfies RefusalCode,
		values: { status }
	};
	try {
		const { detail, code, values, current } = (await response.json()) as Partial<Problem<T>>;
		return detail === undefined ? { ...unexplained, current } : { detail, code, values, current };
	} catch {
		return unexplained;
	}
}
