/** Bytes that never change, as HTTP hands them out: known by their hash, in parts or whole, compressed where it pays. */
import parseRange from 'range-parser';
import type { Opened } from '../../services/releasing/index.ts';
import { hasAlready } from '../etag.ts';
import { codingFor, compressed, everyTag, taggedAs } from './encoding.ts';
import { unsatisfiable } from './problems.ts';
import { momentOf } from './schemas.ts';

/** What can be handed out. */
export type Content = {
	/** The SHA-256 of the bytes, or a word that is as good. */
	tag: string;
	type: string;
	/** Whether it is worth compressing. */
	pays: boolean;
	/** Under which a browser saves it. */
	name: string;
	/** True where the address means these bytes for ever. */
	isFixed: boolean;
	headers: Readonly<Record<string, string>>;
	/** Asked only where the bytes are needed. */
	open(): Promise<Opened>;
};

/** How long whoever has it may go on without asking. */
const FOR_EVER = 'private, max-age=31536000, immutable';
const ASK_AGAIN = 'private, no-cache';

/**
 * Hands out bytes: 200, 206 for one range of them, 304 where whoever asks has them. Several ranges at once are
 * answered with the whole, as RFC 9110 allows (14.2).
 *
 * @throws HttpProblem 416
 */
export async function handOut(request: Request, content: Content): Promise<Response> {
	const { tag, type, pays, name, isFixed, open } = content;
	const etag = `"${tag}"`;
	const coding = pays ? codingFor(request.headers) : null;
	const headers = new Headers({
		etag: taggedAs(etag, coding),
		'cache-control': isFixed ? FOR_EVER : ASK_AGAIN,
		vary: 'accept-encoding, authorization, cookie',
		...content.headers
	});
	if (hasAlready(request.headers, ...everyTag(etag))) {
		return new Response(null, { status: 304, headers });
	}
	headers.set('content-type', type);
	headers.set('content-disposition', `attachment; filename="${name}"`);
	headers.set('accept-ranges', 'bytes');
	const { bytes, read } = await open();
	const range = rangeOf(request.headers, bytes, etag);
	const { start, end } = range ?? { start: 0, end: bytes - 1 };
	const parts = () => (request.method === 'HEAD' ? null : read(start, end + 1));
	if (range === null && coding !== null) {
		headers.set('content-encoding', coding);
		const packed = parts();
		return new Response(packed && compressed(packed, coding), { headers });
	}
	headers.set('etag', etag);
	headers.set('content-length', String(end + 1 - start));
	if (range !== null) headers.set('content-range', `bytes ${start}-${end}/${bytes}`);
	const body = parts();
	return new Response(body && streamOf(body), { status: range === null ? 200 : 206, headers });
}

/** @returns null where the whole is to be answered */
function rangeOf(asked: Headers, bytes: number, etag: string) {
	const wanted = asked.get('range');
	if (wanted === null) return null;
	// A tag that is weak, or a date, is never taken for these very bytes (RFC 9110, 13.1.5).
	const only = asked.get('if-range');
	if (only !== null && only !== etag) return null;
	const ranges = parseRange(bytes, wanted, { combine: true });
	if (ranges === -1) throw unsatisfiable(bytes);
	if (ranges === -2 || ranges.type !== 'bytes' || ranges.length !== 1) return null;
	return ranges[0]!;
}

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
	const iterator = parts[Symbol.asyncIterator]();
	return new ReadableStream({
		async pull(controller) {
			const { done, value } = await iterator.next();
			if (done) controller.close();
			else controller.enqueue(value);
		},
		async cancel() {
			await iterator.return?.();
		}
	});
}

/** What the headers of a file tell of its release. */
export function marksOf({ number, withdrawnAt }: { number: number; withdrawnAt: number | null }) {
	return {
		'primum-release': String(number),
		...(withdrawnAt !== null && { 'primum-withdrawn': momentOf(withdrawnAt) })
	};
}

/** The name of a file without its folders, as a header holds it. */
export const nameOf = (path: string) =>
	path.slice(path.lastIndexOf('/') + 1).replaceAll(/[^\w.-]/g, '_');
