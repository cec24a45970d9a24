/** What a form sent, as plain values: whoever sends a form may send anything. */
import { error, isHttpError } from '@sveltejs/kit';
import { Refusal } from '#lib/domain/refusal.ts';

/** Ids and numbers of records fit in this; a larger one names nothing. */
const MAX_ID = 2_147_483_647;

/**
 * The fields of a form.
 *
 * @throws HttpError 413 where the body is over the server's limit, 400 where it is no form
 */
export async function read(request: Request): Promise<FormData> {
	try {
		return await request.formData();
	} catch (thrown) {
		if (isTooLarge(thrown)) error(413, 'This is more than the server takes at once.');
		error(400, { message: 'This is not a form that can be read.', code: 'request-invalid' });
	}
}

/**
 * The fields of a form with files.
 *
 * @param tooLarge what is said of files that are larger than the server takes, which never arrive
 * @throws Refusal ('limit') for them; HttpError as `read`
 */
export async function readFiles(request: Request, tooLarge: string): Promise<FormData> {
	try {
		return await read(request);
	} catch (thrown) {
		if (isHttpError(thrown, 413)) throw new Refusal('limit', tooLarge);
		throw thrown;
	}
}

/** Node wraps what the limit throws. */
function isTooLarge(thrown: unknown): boolean {
	if (typeof thrown !== 'object' || thrown === null) return false;
	if ('status' in thrown && thrown.status === 413) return true;
	return 'cause' in thrown && isTooLarge(thrown.cause);
}

/** The text of a field; '' where it is missing or a file. */
export function text(form: FormData, name: string): string {
	return texts(form, name)[0] ?? '';
}

/**
 * The texts of all fields of one name, such as boxes that are ticked. Nobody types a NUL, and PostgreSQL
 * stores none.
 */
export function texts(form: FormData, name: string): string[] {
	return form
		.getAll(name)
		.filter((value) => typeof value === 'string')
		.map((value) => value.replaceAll('\0', ''));
}

/** The parts of a text separated by commas, trimmed; an empty one has none. */
export function list(text: string): string[] {
	return text
		.split(',')
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/** The id in a field or an address; 0, which names nothing, where it is none. */
export function id(value: string): number {
	const number = Number(value);
	return /^\d+$/.test(value) && number <= MAX_ID ? number : 0;
}
