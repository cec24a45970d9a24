/** Reads one file of a zip that Primum wrote, by ranges of its bytes: nothing else of it is looked at. */
import { Buffer } from 'node:buffer';
import type { Readable } from 'node:stream';
import { createInflateRaw } from 'node:zlib';

/** Bytes of an archive, from one place up to another, which is not among them. */
export type Ranges = (from: number, to: number) => AsyncIterable<Uint8Array>;

/** Where a file lies packed in an archive, and how many bytes it has unpacked. */
export type Placed = { from: number; to: number; bytes: number };

const END = 22;
const LINE = 46;
const HEAD = 30;

/** All of them at once: of what fits into memory. */
export async function bytesOf(parts: AsyncIterable<Uint8Array>): Promise<Buffer> {
	const all: Uint8Array[] = [];
	for await (const part of parts) all.push(part);
	return Buffer.concat(all);
}

/**
 * Where the packed bytes of a file begin and end.
 *
 * @param size of the archive, in bytes
 * @returns null where it is not in the archive
 */
export async function placeOf(path: string, size: number, ranges: Ranges): Promise<Placed | null> {
	const end = await bytesOf(ranges(size - END, size));
	const from = end.readUInt32LE(16);
	const list = await bytesOf(ranges(from, from + end.readUInt32LE(12)));
	const wanted = Buffer.from(path);
	for (let at = 0; at < list.length;) {
		const lengths = [28, 30, 32].map((place) => list.readUInt16LE(at + place));
		const name = list.subarray(at + LINE, at + LINE + lengths[0]!);
		if (name.equals(wanted)) {
			const head = list.readUInt32LE(at + 42);
			const given = await bytesOf(ranges(head, head + HEAD));
			const start = head + HEAD + given.readUInt16LE(26) + given.readUInt16LE(28);
			return {
				from: start,
				to: start + list.readUInt32LE(at + 20),
				bytes: list.readUInt32LE(at + 24)
			};
		}
		at += LINE + lengths.reduce((sum, length) => sum + length, 0);
	}
	return null;
}

/** The bytes of a file, unpacked as they are asked for. */
export function unpacked({ from, to }: Pick<Placed, 'from' | 'to'>, ranges: Ranges): Readable {
	const inflating = createInflateRaw();
	const fed = async () => {
		for await (const part of ranges(from, to)) {
			if (inflating.destroyed) return;
			if (!inflating.write(part)) {
				await new Promise((resolve) => {
					inflating.once('drain', resolve);
					inflating.once('close', resolve);
				});
			}
		}
		inflating.end();
	};
	fed().catch((error: Error) => inflating.destroy(error));
	return inflating;
}
