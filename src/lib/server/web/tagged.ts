/** Answers that are small because they say by their tag whether anything is new. */
import { answer, type SignedInActor } from './answers.ts';
import { hasAlready } from './etag.ts';

/**
 * Tells a program which version of something there is.
 *
 * @param asked gives the version; called only for someone who is signed in
 * @returns the version with itself as the ETag; 304 for whoever names that one; a problem document
 */
export async function tagged(
	locals: App.Locals,
	headers: Headers,
	asked: (actor: SignedInActor) => Promise<string>
): Promise<Response> {
	let etag = '';
	const response = await answer(locals, async (actor) => {
		const version = await asked(actor);
		etag = `"${version}"`;
		return { version };
	});
	if (!response.ok) return response;
	const tags = { etag, 'cache-control': 'private, no-cache' };
	if (hasAlready(headers, etag)) return new Response(null, { status: 304, headers: tags });
	for (const [name, value] of Object.entries(tags)) response.headers.set(name, value);
	return response;
}
