/**
 * One entry of an archive, inflated. The list at the end of the archive says what is where, and zip.js has checked it; here
 * each entry is held against it. The machine's own inflater takes a kit of 60,000 small files in seconds, streams take
 * most of a minute (docs/decisions/0036).
 */
import { crc32, inflateRawSync } from 'node:zlib';
import type { FileEntry } from '@zip.js/zip.js';

const LOCAL = 0x04034b50;
const LOCAL_LENGTH = 30;
const METHOD_AT = 8;
const NAME_LENGTH_AT = 26;
const EXTRA_LENGTH_AT = 28;

const STORED = 0;
const DEFLATED = 8;

type Entry = Pick<
	FileEntry,
	| 'filename'
	| 'offset'
	| 'compressedSize'
	| 'uncompressedSize'
	| 'compressionMethod'
	| 'signature'
	| 'rawFilename'
>;

/**
 * @throws Error where entries share bytes: an archive that is small and unpacks to much
 */
export function assertApart(entries: readonly Entry[]): void {
	let end = 0;
	for (const { filename, offset, compressedSize } of entries.toSorted(
		(a, b) => a.offset - b.offset
	)) {
		if (offset < end) throw new Error(`${filename} overlaps another entry`);
		end = offset + LOCAL_LENGTH + compressedSize;
	}
}

/**
 * What an entry holds, in no more room than its list says.
 *
 * @param archive all of it
 * @throws Error where the entry is not as the list says
 */
export function inflatedOf(archive: Uint8Array, entry: Entry): Uint8Array {
	const { filename, offset, compressedSize, uncompressedSize, compressionMethod } = entry;
	const wrong = (what: string) => new Error(`${filename} ${what}`);
	if (offset + LOCAL_LENGTH > archive.length) throw wrong('begins beyond the end');
	const head = new DataView(archive.buffer, archive.byteOffset + offset, LOCAL_LENGTH);
	const nameLength = head.getUint16(NAME_LENGTH_AT, true);
	const nameAt = offset + LOCAL_LENGTH;
	const from = nameAt + nameLength + head.getUint16(EXTRA_LENGTH_AT, true);
	if (head.getUint32(0, true) !== LOCAL) throw wrong('is not where the list says');
	if (Buffer.compare(archive.subarray(nameAt, nameAt + nameLength), entry.rawFilename) !== 0) {
		throw wrong('has another name in the list');
	}
	if (head.getUint16(METHOD_AT, true) !== compressionMethod) throw wrong('is packed otherwise');
	if (from + compressedSize > archive.length) throw wrong('ends beyond the end');
	const packed = archive.subarray(from, from + compressedSize);
	const bytes = unpacked(packed, entry, wrong);
	if (bytes.length !== uncompressedSize) throw wrong('is smaller than it says');
	if (crc32(bytes) !== entry.signature) throw wrong('has another checksum');
	return bytes;
}

function unpacked(
	packed: Uint8Array,
	{ compressionMethod, uncompressedSize }: Entry,
	wrong: (what: string) => Error
): Uint8Array {
	if (compressionMethod === STORED) return packed;
	if (compressionMethod !== DEFLATED) throw wrong('is packed in a way that is not read');
	try {
		// One byte more than it may have, for zlib wants room for at least one.
		const bytes = inflateRawSync(packed, { maxOutputLength: uncompressedSize + 1 });
		return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
	} catch {
		throw wrong('is damaged, or larger than it says');
	}
}
