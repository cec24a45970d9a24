/** Answers that travel compressed where whoever asks can unpack them, and where it pays. */
import { Readable } from 'node:stream';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';
import Negotiator from 'negotiator';

export type Coding = 'br' | 'gzip';

/** Below this many bytes the headers weigh more than what is saved. */
const LEAST_BYTES = 1024;

/** As much as is packed while whoever asks waits: a higher level costs several times as much for a few per cent. */
const BROTLI_LEVEL = 5;
const GZIP_LEVEL = 6;

/**
 * True where it is worth compressing something.
 *
 * @param bytes null where it is not known how many there are
 */
export function pays(type: string, bytes: number | null): boolean {
	return /^text\/|json|yaml/.test(type) && (bytes === null || bytes >= LEAST_BYTES);
}

/**
 * How an answer that is worth compressing travels.
 *
 * @param asked the headers of the request
 * @returns null for as it is
 */
export function codingFor(asked: Headers): Coding | null {
	const accepted = asked.get('accept-encoding');
	if (accepted === null) return null;
	const negotiator = new Negotiator({ headers: { 'accept-encoding': accepted } });
	const best = negotiator.encoding(['br', 'gzip', 'identity']);
	return best === 'br' || best === 'gzip' ? best : null;
}

/** The tag of an answer by how it travels: its bytes are others then. */
export const taggedAs = (etag: string, coding: Coding | null) =>
	coding === null ? etag : etag.replace(/"$/, `-${coding}"`);

/** Every tag that means the same, however it travelled. */
export const everyTag = (etag: string): string[] =>
	([null, 'br', 'gzip'] as const).map((coding) => taggedAs(etag, coding));

/** Compresses on the way; no more of it is in memory than is under way. */
export function compressed(parts: AsyncIterable<Uint8Array>, coding: Coding): ReadableStream {
	const packer =
		coding === 'gzip'
			? createGzip({ level: GZIP_LEVEL })
			: createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_LEVEL } });
	const source = Readable.from(parts);
	source.on('error', (error) => packer.destroy(error));
	packer.on('close', () => source.destroy());
	return Readable.toWeb(source.pipe(packer)) as ReadableStream;
}
