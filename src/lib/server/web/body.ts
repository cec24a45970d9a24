/** What a program sent. */
import { Refusal } from '#lib/domain/refusal.ts';

/**
 * The JSON in the body of a request.
 *
 * @returns undefined where there is no body
 * @throws SyntaxError where it is no JSON; Refusal ('invalid') where a text in it has a NUL, which nobody
 *   types and PostgreSQL does not store
 */
export async function readJson(request: Request): Promise<unknown> {
	const body = await request.text();
	return body === '' ? undefined : parsedJson(body);
}

/** @throws as `readJson` */
export function parsedJson(body: string): unknown {
	const value: unknown = JSON.parse(body);
	if (body.includes('\\u0000')) JSON.parse(body, assertNoNul);
	return value;
}

function assertNoNul(_: string, value: unknown): unknown {
	if (typeof value === 'string' && value.includes('\0')) {
		throw new Refusal('invalid', 'The request has a character that cannot be stored.', {
			code: 'request-invalid'
		});
	}
	return value;
}
