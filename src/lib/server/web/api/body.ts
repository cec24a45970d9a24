/** What a program sends: JSON, or a file as it is. */
import { Refusal } from '#lib/domain/refusal.ts';
import { inWords, type Limits } from '#lib/formats/limits.ts';
import { parsedJson } from '../body.ts';
import type { Operation } from './operation.ts';
import { unsupported } from './problems.ts';

/** More than any JSON that is taken. */
const MOST_JSON = 1024 * 1024;

const JSON_TYPE = 'application/json';

/**
 * The body of a request as an operation takes it.
 *
 * @returns JSON as its schema has it, the bytes of a file, or undefined where nothing is sent
 * @throws HttpProblem 415; Refusal ('limit') over what is taken; ZodError, SyntaxError
 */
export async function bodyOf(
	request: Request,
	{ body, file }: Operation,
	{ fileBytes }: Limits
): Promise<unknown> {
	if (file !== undefined) {
		assertType(request, file.media);
		const bytes = await read(request, fileBytes);
		if (bytes.length > 0) return bytes;
		throw new Refusal('invalid', 'The request is empty: send the file as its body.');
	}
	if (body === undefined) return undefined;
	const isEmpty = request.body === null || request.headers.get('content-length') === '0';
	if (!isEmpty) assertType(request, [JSON_TYPE]);
	const bytes = await read(request, MOST_JSON);
	return body.parse(bytes.length === 0 ? {} : parsedJson(new TextDecoder().decode(bytes)));
}

/** The type that a request says its body has, without what follows it. */
export const typeOf = ({ headers }: Request) =>
	headers.get('content-type')?.split(';')[0]!.trim().toLowerCase() ?? null;

function assertType(request: Request, media: readonly string[]): void {
	const type = typeOf(request);
	if (type === null || !media.includes(type)) throw unsupported(type, media);
}

/** Reads no further than is taken, whatever the request says of its length. */
async function read(request: Request, most: number): Promise<Uint8Array> {
	if (Number(request.headers.get('content-length') ?? 0) > most) throw tooMuch(most);
	const parts: Uint8Array[] = [];
	let length = 0;
	for await (const part of request.body ?? []) {
		length += part.length;
		if (length > most) throw tooMuch(most);
		parts.push(part);
	}
	return Buffer.concat(parts, length);
}

const tooMuch = (most: number) =>
	new Refusal(
		'limit',
		`At most ${inWords(most)} are taken at once. Send less, or send it in parts.`
	);
