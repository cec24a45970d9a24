/** Problems that are of HTTP and not of the field, as documents (RFC 9457). */
import { problemType } from '#lib/domain/problem-document.ts';

/** Something wrong with how it was asked. */
export class HttpProblem extends Error {
	readonly kind: string;
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;

	constructor(kind: string, status: number, message: string, headers: Record<string, string> = {}) {
		super(message);
		this.kind = kind;
		this.status = status;
		this.headers = headers;
	}

	document(): Response {
		const { kind, status, message, headers } = this;
		const body = { type: problemType(kind), title: kind, status, detail: message };
		return new Response(JSON.stringify(body), {
			status,
			headers: { 'content-type': 'application/problem+json', ...headers }
		});
	}
}

/** Nothing answers at an address. */
export const noSuchAddress = (path: string) =>
	new HttpProblem(
		'no-such-address',
		404,
		`Nothing answers at ${path}. See /api/v1/openapi.json for what can be asked.`
	);

/** @param allowed methods that the address takes */
export const notAllowed = (method: string, allowed: readonly string[]) =>
	new HttpProblem('method-not-allowed', 405, `This address does not take ${method}.`, {
		allow: allowed.join(', ')
	});

export const notAcceptable = (type: string) =>
	new HttpProblem(
		'not-acceptable',
		406,
		`This is answered as ${type}, which the header Accept of the request rules out.`
	);

/** @param media types that are taken */
export const unsupported = (given: string | null, media: readonly string[]) =>
	new HttpProblem(
		'unsupported-type',
		415,
		`${given === null ? 'The request says no type' : `The type ${given} is not read here`}. Send Content-Type: ${media.join(', or ')}.`,
		{ 'accept-post': media.join(', ') }
	);

export const unsatisfiable = (size: number) =>
	new HttpProblem(
		'range-not-satisfiable',
		416,
		`The file has ${size} bytes, and none of them is in the range that was asked for.`,
		{ 'content-range': `bytes */${size}` }
	);

/** @param id under which the log has what happened */
export const unexpected = (id: string) =>
	new HttpProblem(
		'unexpected',
		500,
		`Something went wrong on our side, and nothing was changed. Whoever runs Primum finds it in the log as ${id}.`
	);
