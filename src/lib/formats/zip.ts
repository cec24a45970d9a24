/**
 * Zip archives. Reading goes by the central directory, whose sizes are held against the limits before
 * anything is inflated; each entry is then inflated into no more room than it announced and its CRC is
 * compared. Writing gives the same bytes for the same files on any machine.
 */
import { isUtf8 } from 'node:buffer';
import { crc32, inflateRawSync } from 'node:zlib';
import { zipSync, type Zippable } from 'fflate';
import { Refusal, describe, type Problem } from '#lib/domain/refusal.ts';
import { sorted, type Files } from './files.ts';
import { DEFAULT_LIMITS, inWords, type Limits } from './limits.ts';

type Entry = {
	path: string;
	flags: number;
	method: number;
	crc: number;
	packed: number;
	bytes: number;
	/** The upper half of the external attributes: a POSIX mode where the archive comes from one. */
	mode: number;
	offset: number;
};

/** Names that begin so mean that the archive has one folder on top, which holds what is read. */
const CONTENTS = ['dataset/', 'cases.csv', 'manifest.json'];

function damaged(detail: string): Refusal {
	return new Refusal(
		'invalid',
		`The zip archive cannot be read: ${detail}. Make the archive again and try once more.`
	);
}

function endOf(view: DataView): number {
	const last = view.byteLength - 22;
	for (let at = last; at >= Math.max(0, last - 0xffff); at -= 1) {
		if (view.getUint32(at, true) === 0x06054b50) return at;
	}
	throw damaged('its directory is missing, as in a file that is cut off or is no zip archive');
}

function nameOf(bytes: Uint8Array): string {
	const name = new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'latin1').decode(bytes);
	return name.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
}

function directory(bytes: Uint8Array, view: DataView): Entry[] {
	const end = endOf(view);
	const count = view.getUint16(end + 10, true);
	let at = view.getUint32(end + 16, true);
	if (count === 0xffff || at === 0xffffffff) {
		throw damaged('it is in the Zip64 form, meant for archives far over the limits');
	}
	const entries: Entry[] = [];
	for (let index = 0; index < count; index += 1) {
		if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) {
			throw damaged(`entry ${index + 1} of its directory is damaged`);
		}
		const length = view.getUint16(at + 28, true);
		entries.push({
			path: nameOf(bytes.subarray(at + 46, at + 46 + length)),
			flags: view.getUint16(at + 8, true),
			method: view.getUint16(at + 10, true),
			crc: view.getUint32(at + 16, true),
			packed: view.getUint32(at + 20, true),
			bytes: view.getUint32(at + 24, true),
			mode: view.getUint16(at + 40, true),
			offset: view.getUint32(at + 42, true)
		});
		at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
	}
	return entries;
}

function pathFault(path: string): string | null {
	const parts = path.replace(/\/$/, '').split('/');
	const control = [...path].some((character) => character.charCodeAt(0) < 32);
	if (control) return 'has a control character in its name';
	if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'has an absolute path';
	if (parts.includes('..')) return 'has a path that leads out of the archive';
	if (parts.some((part) => part === '' || part === '.' || part === '__proto__')) {
		return 'has a path with an empty or reserved part';
	}
	return null;
}

function entryFault(entry: Entry, seen: Set<string>, limits: Limits): string | null {
	const path = pathFault(entry.path);
	if (path !== null) return `${path}: such an entry is not unpacked.`;
	if (seen.has(entry.path)) return 'is in the archive twice: keep one.';
	seen.add(entry.path);
	if ((entry.mode & 0xf000) === 0xa000) return 'is a link: put the file itself into the archive.';
	if ((entry.flags & 1) === 1) return 'is encrypted: make an archive without a password.';
	if (entry.method !== 0 && entry.method !== 8) {
		return 'is packed by a method other than deflate: make a plain zip archive.';
	}
	if (entry.bytes > limits.fileBytes) {
		return `unpacks to ${inWords(entry.bytes)}: at most ${inWords(limits.fileBytes)} a file are read.`;
	}
	return null;
}

function inflate(entry: Entry, bytes: Uint8Array, view: DataView): Uint8Array {
	const { offset, packed } = entry;
	if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
		throw damaged(`the entry ${entry.path} is not where the directory says`);
	}
	const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
	if (start + packed > bytes.length) throw damaged(`the entry ${entry.path} is cut off`);
	const data = bytes.subarray(start, start + packed);
	let content: Uint8Array;
	try {
		content =
			entry.method === 0
				? data.slice()
				: new Uint8Array(inflateRawSync(data, { maxOutputLength: Math.max(1, entry.bytes) }));
	} catch {
		throw damaged(`the entry ${entry.path} is damaged or larger than it says`);
	}
	if (content.length !== entry.bytes || crc32(content) !== entry.crc) {
		throw damaged(`the entry ${entry.path} does not match its checksum`);
	}
	return content;
}

/** Without the one folder on top, where there is one and it holds something that is read. */
function withoutTop(files: Files): Files {
	const [first] = files.keys();
	const top = first?.slice(0, first.indexOf('/') + 1) ?? '';
	const paths = [...files.keys()];
	if (top === '' || !paths.every((path) => path.startsWith(top))) return files;
	const known = paths.some((path) =>
		CONTENTS.some((content) => path.startsWith(`${top}${content}`))
	);
	if (!known) return files;
	return new Map([...files].map(([path, content]) => [path.slice(top.length), content]));
}

/**
 * Unpacks an archive in memory. Folders and what macOS adds (`__MACOSX/`) are passed over, and one
 * common folder on top is taken off where a kit, tables or a release stands in it.
 *
 * @returns relative POSIX paths and contents, in the order of the archive
 * @throws Refusal ('limit') over a limit, ('invalid') for a damaged archive or a path that is not safe;
 *   all entries at fault are named at once, and nothing is inflated before all are well
 */
export function unzip(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Files {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const entries = directory(bytes, view).filter(({ path }) => !path.startsWith('__MACOSX/'));
	const seen = new Set<string>();
	const problems: Problem[] = [];
	for (const entry of entries) {
		const message = entryFault(entry, seen, limits);
		if (message !== null) problems.push({ where: entry.path, message });
	}
	const total = entries.reduce((sum, entry) => sum + entry.bytes, 0);
	if (total > limits.totalBytes) {
		throw new Refusal(
			'limit',
			`The archive unpacks to ${inWords(total)}: at most ${inWords(limits.totalBytes)} are read at once. Import in parts, or raise the limit.`,
			{ problems }
		);
	}
	if (problems.length > 0) {
		const large = entries.some((entry) => entry.bytes > limits.fileBytes);
		throw new Refusal(
			large ? 'limit' : 'invalid',
			`The zip archive cannot be taken: ${describe(problems[0]!)}`,
			{ problems }
		);
	}
	const files: Files = new Map();
	for (const entry of entries) {
		if (!entry.path.endsWith('/')) files.set(entry.path, inflate(entry, bytes, view));
	}
	return withoutTop(files);
}

/**
 * Packs files, the same bytes for the same files: sorted paths, the earliest time a zip knows, one level
 * of compression, plain file attributes.
 *
 * @param files relative POSIX paths and contents
 */
export function zip(files: Files): Uint8Array {
	// Local time, because that is what the packer writes into the entry: it reads the same anywhere.
	const mtime = new Date(1980, 0, 1);
	const entries: Zippable = Object.fromEntries(
		[...sorted(files)].map(([path, content]) => [
			path,
			[content, { mtime, level: 6, os: 3, attrs: 0o100644 << 16 }]
		])
	);
	return zipSync(entries);
}
