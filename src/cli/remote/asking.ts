/** Asks an installation elsewhere over HTTP; what it refuses is said in its own words. */
import { setTimeout as wait } from 'node:timers/promises';
import { problemType } from '#lib/domain/problem-document.ts';
import { problem } from '#lib/server/web/api/schemas.ts';
import { RemoteRefusal, type ProblemDocument } from '../failure.ts';

/** Times something is asked again that was refused for a moment. */
const MOST_TRIES = 5;

/** Seconds that are waited at most before asking again, whatever the answer says. */
const MOST_SECONDS = 90;

/** Milliseconds until a server is taken for one that does not answer. */
const PATIENCE_MS = 120_000;

/** Where it is, and by what we are let in. */
export type Place = { origin: string; token: string };

/**
 * Asks for a path below /api/v1. While the answer is "too often" or "busy" it asks again when it is told to.
 *
 * @throws RemoteRefusal with the problem document of the answer, or one of our own where there is none
 */
export async function ask(
	{ origin, token }: Place,
	path: string,
	headers: Record<string, string> = {}
): Promise<Response> {
	for (let tries = 1; ; tries += 1) {
		const response = await fetched(`${origin}/api/v1${path}`, {
			headers: { authorization: `Bearer ${token}`, ...headers },
			// The token goes to the address that was named, and nowhere else.
			redirect: 'manual'
		});
		if (response.ok) return response;
		const seconds = Number(response.headers.get('retry-after') ?? NaN);
		const isMomentary = response.status === 429 || response.status === 503;
		if (!isMomentary || tries === MOST_TRIES || !(seconds <= MOST_SECONDS)) {
			throw new RemoteRefusal(await documentOf(response, origin));
		}
		await response.body?.cancel();
		await wait(seconds * 1_000);
	}
}

async function fetched(url: string, init: RequestInit): Promise<Response> {
	const slow = new AbortController();
	const timer = setTimeout(() => slow.abort(new Error('it does not answer')), PATIENCE_MS);
	try {
		return await fetch(url, { ...init, signal: slow.signal });
	} catch (thrown) {
		throw new RemoteRefusal(unreachable(new URL(url).origin, thrown));
	} finally {
		clearTimeout(timer);
	}
}

const WHY: Readonly<Record<string, string>> = {
	ECONNREFUSED: 'nothing answers there',
	ENOTFOUND: 'the name is not known',
	EAI_AGAIN: 'the name is not known',
	ECONNRESET: 'the connection was cut'
};

/** The document of an installation that cannot be asked. */
export function unreachable(origin: string, thrown: unknown): ProblemDocument {
	const { code, message } = (
		thrown instanceof Error && thrown.cause instanceof Error ? thrown.cause : thrown
	) as NodeJS.ErrnoException;
	const why = WHY[code ?? ''] ?? message;
	return own('unreachable', 503, `${origin} cannot be reached: ${why}.`);
}

const own = (kind: string, status: number, detail: string): ProblemDocument => ({
	...{ type: problemType(kind), title: kind, status, detail, problems: [] }
});

async function documentOf(response: Response, origin: string): Promise<ProblemDocument> {
	const to = response.headers.get('location');
	if (response.status >= 300 && response.status < 400 && to !== null) {
		const there = new URL(to, response.url).origin;
		return own(
			'invalid',
			400,
			`${origin} leads on to ${there}: give that address, if it is yours.`
		);
	}
	const text = await response.text().catch(() => '');
	const read = problem.safeParse(parsed(text));
	if (read.success) return { ...read.data, problems: read.data.problems ?? [] };
	return unexplained(
		origin,
		response.status,
		`answers with ${response.status} and does not say why`
	);
}

/** The document of an answer that is no answer of Primum's. */
export const unexplained = (origin: string, status: number, what: string): ProblemDocument =>
	own('unexplained', status, `${origin} ${what}. Is it the address of a Primum?`);

/** What a text says as JSON; null where it is none. */
export function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return null;
	}
}
