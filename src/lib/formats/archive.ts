/**
 * An archive that is written as it comes: a zip whose files are hashed and packed piece by piece, so that none has to be
 * in memory whole. The same files give the same bytes on any machine: the packer is fflate, which is JavaScript (the
 * one in Node packs otherwise on another processor), it is fed blocks of one size, and times and attributes are fixed.
 */
import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Deflate, deflateSync } from 'fflate';
import { encode, sha256, type Files } from './files.ts';

/** Bytes that the packer is fed at once: what it makes of a file depends on where it is cut. */
const BLOCK = 64 * 1024;

/** Compression, and the size of the packer's table of what it has seen: 16 bits of hash. */
const PACKING = { level: 6, mem: 4 } as const;

/** An archive of this form counts no further. */
const MOST_FILES = 2 ** 16 - 1;
const MOST_BYTES = 2 ** 32 - 1;

/** A file as it lies in an archive. */
export type Packed = {
	path: string;
	/** Unpacked. */
	bytes: number;
	sha256: string;
	crc: number;
	/** Bytes that it takes packed, without what stands before them. */
	packed: number;
};

/** A file under packing. */
class Packing {
	readonly #path: string;
	readonly #hash = createHash('sha256');
	readonly #deflate: Deflate;
	readonly #block = Buffer.alloc(BLOCK);
	#filled = 0;
	#crc = 0;
	#bytes = 0;
	#packed = 0;

	/** @param out told of packed bytes */
	constructor(path: string, out: (bytes: Uint8Array) => void) {
		this.#path = path;
		this.#deflate = new Deflate(PACKING, (bytes) => {
			this.#packed += bytes.length;
			if (bytes.length > 0) out(bytes);
		});
	}

	write(bytes: Uint8Array): void {
		this.#hash.update(bytes);
		this.#crc = crc32(bytes, this.#crc);
		this.#bytes += bytes.length;
		for (let at = 0; at < bytes.length;) {
			// A full block goes on its way when more follows: the last one is marked as such.
			if (this.#filled === BLOCK) this.#push(false);
			const some = bytes.subarray(at, at + BLOCK - this.#filled);
			this.#block.set(some, this.#filled);
			this.#filled += some.length;
			at += some.length;
		}
	}

	end(): Packed {
		this.#push(true);
		return {
			path: this.#path,
			bytes: this.#bytes,
			sha256: this.#hash.digest('hex'),
			crc: this.#crc,
			packed: this.#packed
		};
	}

	#push(isLast: boolean): void {
		this.#deflate.push(this.#block.subarray(0, this.#filled), isLast);
		this.#filled = 0;
	}
}

/** Room for a text that is on its way: a piece of its own for each would fill the memory faster than it is emptied. */
const ROOM = Buffer.alloc(1024 * 1024);

/** A text as UTF-8; until the next one is, where it is a short one. */
function utf8(text: string): Uint8Array {
	if (text.length * 3 > ROOM.length) return encode(text);
	return ROOM.subarray(0, ROOM.write(text));
}

/** A stretch of an archive: one file that grows, or many small ones, one after the other. */
export class Stretch {
	/** What stands before its bytes; empty until it is over, and after that too where its files are small ones. */
	lead: Uint8Array = new Uint8Array();
	/** Its files, each with where it begins, counted from the first of the bytes after the lead. */
	readonly files: { file: Packed; at: number }[] = [];
	/** Bytes so far, those that were taken among them, without the lead. */
	length = 0;
	#waiting: Uint8Array[] = [];
	#size = 0;
	#growing: Packing | null = null;

	/** @param path of the one file that grows in it; left out for many small ones */
	constructor(path?: string) {
		if (path !== undefined) this.#growing = new Packing(path, (bytes) => this.#put(bytes));
	}

	/** Adds to the file that grows; text as UTF-8. */
	write(piece: string | Uint8Array): void {
		this.#growing!.write(typeof piece === 'string' ? utf8(piece) : piece);
	}

	/** Ends the file that grows. */
	end(): void {
		const file = this.#growing!.end();
		this.lead = headOf(file);
		this.files.push({ file, at: -this.lead.length });
		this.#growing = null;
	}

	/** Adds a small file whole. */
	add(path: string, content: Uint8Array): void {
		const body = deflateSync(content, PACKING);
		const file = {
			...{ path, bytes: content.length, sha256: sha256(content) },
			...{ crc: crc32(content), packed: body.length }
		};
		this.files.push({ file, at: this.length });
		this.#put(headOf(file));
		this.#put(body);
	}

	/**
	 * Takes bytes out of it, in pieces of one size: whoever keeps them does.
	 *
	 * @param rest whether what is left of a piece is taken too: once it is over
	 */
	*take(size: number, rest: boolean): Generator<Uint8Array> {
		if (this.#size < size && !rest) return;
		const all = Buffer.concat(this.#waiting);
		let at = 0;
		for (; at + size <= all.length; at += size) yield all.subarray(at, at + size);
		const left = all.subarray(at);
		this.#waiting = left.length === 0 || rest ? [] : [Buffer.from(left)];
		this.#size = rest ? 0 : left.length;
		if (rest && left.length > 0) yield left;
	}

	#put(bytes: Uint8Array): void {
		this.#waiting.push(bytes);
		this.#size += bytes.length;
		this.length += bytes.length;
	}
}

/**
 * The list at the end of an archive.
 *
 * @param stretches that are over, in the order in which they lie in it
 * @throws RangeError where they are more than a zip archive holds
 */
export function directoryOf(stretches: readonly Stretch[]): Uint8Array {
	const lines: { path: string; line: Uint8Array }[] = [];
	let at = 0;
	for (const { lead, files, length } of stretches) {
		at += lead.length;
		for (const one of files) {
			lines.push({ path: one.file.path, line: lineOf(one.file, at + one.at) });
		}
		at += length;
	}
	lines.sort((a, b) => (a.path < b.path ? -1 : 1));
	const list = Buffer.concat(lines.map(({ line }) => line));
	if (lines.length > MOST_FILES) {
		throw new RangeError(`${lines.length} files are more than a zip archive holds.`);
	}
	if (at + list.length > MOST_BYTES) throw new RangeError('A zip archive holds 4 GiB at most.');
	return Buffer.concat([list, endOf(lines.length, list.length, at)]);
}

/** An archive that is small enough to be in memory packed. */
export function archiveOf(stretches: readonly Stretch[]): Uint8Array {
	const list = directoryOf(stretches);
	const parts = stretches.flatMap((one) => [one.lead, ...one.take(BLOCK, true)]);
	return Buffer.concat([...parts, list]);
}

/** A stretch of small files. */
export function stretchOf(files: Files): Stretch {
	const stretch = new Stretch();
	for (const [path, bytes] of files) stretch.add(path, bytes);
	return stretch;
}

/** The first day a zip knows, as it writes one. */
const DAY_ONE = 0x21;
/** Made on Unix by version 2.0, which reads all of it; a plain file that everybody may read. */
const MADE_BY = 0x0314;
const READ_BY = 20;
const PLAIN_FILE = 0o100644 * 2 ** 16;
/** Names are UTF-8. */
const FLAGS = 0x0800;
const DEFLATED = 8;

/** What the head of a file and its line in the list have in common. */
function aboutOf({ crc, packed, bytes }: Packed, name: Uint8Array): Buffer {
	if (bytes > MOST_BYTES || packed > MOST_BYTES) {
		throw new RangeError('A zip archive holds files of 4 GiB at most.');
	}
	const about = Buffer.alloc(26);
	about.writeUInt16LE(READ_BY, 0);
	about.writeUInt16LE(FLAGS, 2);
	about.writeUInt16LE(DEFLATED, 4);
	about.writeUInt16LE(DAY_ONE, 8);
	about.writeUInt32LE(crc, 10);
	about.writeUInt32LE(packed, 14);
	about.writeUInt32LE(bytes, 18);
	about.writeUInt16LE(name.length, 22);
	return about;
}

function headOf(file: Packed): Uint8Array {
	const name = encode(file.path);
	return Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), aboutOf(file, name), name]);
}

function lineOf(file: Packed, at: number): Uint8Array {
	const name = encode(file.path);
	const start = Buffer.from('PK\x01\x02\0\0', 'latin1');
	start.writeUInt16LE(MADE_BY, 4);
	const rest = Buffer.alloc(14);
	rest.writeUInt32LE(PLAIN_FILE, 6);
	rest.writeUInt32LE(at, 10);
	return Buffer.concat([start, aboutOf(file, name), rest, name]);
}

function endOf(files: number, length: number, at: number): Uint8Array {
	const end = Buffer.alloc(22);
	end.write('PK\x05\x06', 'latin1');
	end.writeUInt16LE(files, 8);
	end.writeUInt16LE(files, 10);
	end.writeUInt32LE(length, 12);
	end.writeUInt32LE(at, 16);
	return end;
}
