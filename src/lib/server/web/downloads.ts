/** Archives as answers to a browser. */

const COMPRESSED = { 'content-type': 'application/zip' };

/**
 * A zip to be saved under its name. Where its hash is known, that is the ETag, and whoever has it
 * already is told so.
 *
 * @param archive `name` holds no character that a header would have to escape
 */
export function download(
	{ name, bytes, sha256 }: { name: string; bytes: Uint8Array; sha256?: string },
	asked: Headers
): Response {
	const headers = new Headers(COMPRESSED);
	headers.set('content-disposition', `attachment; filename="${name}"`);
	if (sha256 !== undefined) {
		const etag = `"${sha256}"`;
		headers.set('etag', etag);
		headers.set('cache-control', 'private, no-cache');
		if (asked.get('if-none-match') === etag) return new Response(null, { status: 304, headers });
	}
	headers.set('content-length', String(bytes.length));
	return new Response(new Uint8Array(bytes), { headers });
}
