/** Files as answers to a browser. */
import { Readable } from 'node:stream';
import { hasAlready } from './etag.ts';

type Given = {
	/** Holds no character that a header would have to escape. */
	name: string;
	/** All of them, or how many there are. */
	bytes: Uint8Array | number;
	/** Where they are not there yet, what reads them as they are sent. */
	read?(): AsyncIterable<Uint8Array>;
	sha256?: string;
	/** A zip where it says nothing else. */
	type?: string;
};

/**
 * A file to be saved under its name. Where its hash is known, that is the ETag, and whoever has it already is told
 * so.
 */
export function download(
	{ name, bytes, read, sha256, type = 'application/zip' }: Given,
	asked: Headers
): Response {
	const headers = new Headers({ 'content-type': type });
	headers.set('content-disposition', `attachment; filename="${name}"`);
	if (sha256 !== undefined) {
		const etag = `"${sha256}"`;
		headers.set('etag', etag);
		headers.set('cache-control', 'private, no-cache');
		if (hasAlready(asked, etag)) return new Response(null, { status: 304, headers });
	}
	headers.set('content-length', String(typeof bytes === 'number' ? bytes : bytes.length));
	const body =
		typeof bytes === 'number'
			? (Readable.toWeb(Readable.from(read!())) as ReadableStream)
			: new Uint8Array(bytes);
	return new Response(body, { headers });
}
