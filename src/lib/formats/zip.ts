/**
 * Zip archives. zip.js reads them, because it checks what a hostile or damaged archive gets wrong:
 * signatures, names and headers that contradict each other, entries that overlap. fflate writes them, because it
 * gives the same bytes for the same files on any machine.
 */
import { configure, Uint8ArrayReader, ZipReader, type FileEntry } from '@zip.js/zip.js';
import { unzipSync, zipSync } from 'fflate';
import { Refusal, describe, type Problem } from '#lib/domain/refusal.ts';
import { concat, sorted, type Files } from './files.ts';
import { DEFAULT_LIMITS, inWords, type Limits } from './limits.ts';
import { assertApart, inflatedOf } from './zip-entry.ts';

// The server has threads of its own to offer; a browser's workers are not there.
configure({ useWebWorkers: false });

/** Names that begin so mean that the archive has one folder on top, which holds what is read. */
const CONTENTS = ['dataset/', 'cases.csv', 'manifest.json'];

/** Files in an archive: each is a rubric, a perturbation or a page of guidance. */
const MOST_ENTRIES = 100_000;

/** What unpacks to more than this, and to more than so many times its own size, was made to burst memory. */
const BOMB_FROM = 16 * 1024 * 1024;
const MOST_RATIO = 100;

const LINK = 0o120000;
const KIND_OF_FILE = 0o170000;

function damaged(cause: unknown): Refusal {
	const detail = cause instanceof Error ? cause.message : String(cause);
	return new Refusal(
		'invalid',
		`The zip archive cannot be read (${detail}): it is damaged, cut off or no zip archive. ` +
			'Make the archive again and try once more.'
	);
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

function entryFault(entry: FileEntry, seen: Set<string>, limits: Limits): string | null {
	const path = pathFault(entry.filename);
	if (path !== null) return `${path}: such an entry is not unpacked.`;
	if (seen.has(entry.filename)) return 'is in the archive twice: keep one.';
	seen.add(entry.filename);
	if (((entry.unixMode ?? 0) & KIND_OF_FILE) === LINK) {
		return 'is a link: put the file itself into the archive.';
	}
	if (entry.encrypted) return 'is encrypted: make an archive without a password.';
	if (entry.uncompressedSize > limits.fileBytes) {
		return `unpacks to ${inWords(entry.uncompressedSize)}: at most ${inWords(limits.fileBytes)} a file are read.`;
	}
	return null;
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

function check(entries: readonly FileEntry[], packed: number, limits: Limits): void {
	const seen = new Set<string>();
	const problems: Problem[] = [];
	for (const entry of entries) {
		const message = entryFault(entry, seen, limits);
		if (message !== null) problems.push({ where: entry.filename, message });
	}
	const total = entries.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
	if (total > limits.totalBytes) {
		throw new Refusal(
			'limit',
			`The archive unpacks to ${inWords(total)}: at most ${inWords(limits.totalBytes)} are read at once. Import in parts, or raise the limit.`,
			{ problems }
		);
	}
	if (total > BOMB_FROM && total > MOST_RATIO * packed) {
		throw new Refusal(
			'limit',
			`The archive unpacks to ${inWords(total)}, more than ${MOST_RATIO} times its own size: no files of a study do. ` +
				'Leave out what is no part of it, and make the archive again.',
			{ problems }
		);
	}
	if (problems.length === 0) return;
	const large = entries.some((entry) => entry.uncompressedSize > limits.fileBytes);
	throw new Refusal(
		large ? 'limit' : 'invalid',
		`The zip archive cannot be taken: ${describe(problems[0]!)}`,
		{ problems }
	);
}

/** The files of an archive, without what macOS adds. */
async function entriesOf(reader: ZipReader<unknown>): Promise<FileEntry[]> {
	const entries: FileEntry[] = [];
	for await (const entry of reader.getEntriesGenerator()) {
		if (entry.directory || entry.filename.startsWith('__MACOSX/')) continue;
		entries.push(entry);
		if (entries.length <= MOST_ENTRIES) continue;
		const most = MOST_ENTRIES.toLocaleString('en');
		throw new Refusal(
			'limit',
			`The archive holds more than ${most} files: so many are read at once. Import in parts.`
		);
	}
	return entries;
}

/**
 * Unpacks an archive in memory. Folders and what macOS adds (`__MACOSX/`) are passed over, and one
 * common folder on top is taken off where a kit, tables or a release stands in it.
 *
 * @param how.keeps whether a file of this path is wanted; of others nothing is given back, though they must be sound
 * @returns relative POSIX paths and contents, in the order of the archive
 * @throws Refusal ('limit') over a limit, ('invalid') for a damaged archive or a path that is not safe;
 *   all entries at fault are named at once, and nothing is inflated before all are well
 */
export async function unzip(
	bytes: Uint8Array,
	limits: Limits = DEFAULT_LIMITS,
	{ keeps = () => true }: { keeps?: (path: string) => boolean } = {}
): Promise<Files> {
	const reader = new ZipReader(new Uint8ArrayReader(bytes), {
		strictness: 'balanced',
		// Names are judged below, all of them, rather than the first bad one only.
		filenameValidation: 'tolerant',
		normalizeFilename: (name) => name.replaceAll('\\', '/')
	});
	try {
		const entries = await entriesOf(reader);
		check(entries, bytes.length, limits);
		assertApart(entries);
		const files: Files = new Map();
		for (const entry of entries) {
			const inflated = inflatedOf(bytes, entry);
			if (keeps(entry.filename)) files.set(entry.filename, inflated);
		}
		return withoutTop(files);
	} catch (thrown) {
		throw thrown instanceof Refusal ? thrown : damaged(thrown);
	}
}

/** A file as it stands in an archive: what goes where the archive holds it, and its line in the list at the end. */
type Packed = { path: string; body: Uint8Array; line: Uint8Array };

/** Bytes of the end of an archive without a remark. */
const END = 22;

/** Places in which an archive counts, from the beginning of a line of its list, and of its end. */
const BODY_AT = 42;
const FILES_HERE = 8;
const FILES = 10;
const LIST_LENGTH = 12;
const LIST_AT = 16;

/** An archive of this form counts no further. */
const MOST_FILES = 2 ** 16 - 1;
const MOST_BYTES = 2 ** 32 - 1;

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) =>
	new DataView(buffer, byteOffset, length);

/**
 * Packs one file for an archive, the same bytes for the same file: the earliest time a zip knows, one level
 * of compression, plain file attributes.
 *
 * @param path relative, POSIX
 */
function pack(path: string, content: Uint8Array): Packed {
	// Local time, because that is what the packer writes into the entry: it reads the same anywhere.
	const mtime = new Date(1980, 0, 1);
	const alone = zipSync({
		[path]: [content, { mtime, level: 6, os: 3, attrs: 0o100644 << 16 }]
	});
	const listAt = viewOf(alone).getUint32(alone.length - END + LIST_AT, true);
	return {
		path,
		body: alone.slice(0, listAt),
		line: alone.slice(listAt, alone.length - END)
	};
}

/**
 * Puts packed files together in the order of their paths.
 *
 * @returns the parts of the archive, one after the other
 */
function* join(packed: readonly Packed[]): Generator<Uint8Array> {
	const ordered = [...sorted(new Map(packed.map((file) => [file.path, file]))).values()];
	if (ordered.length > MOST_FILES) {
		throw new RangeError(`${ordered.length} files are more than a zip archive holds.`);
	}
	for (const { body } of ordered) yield body;
	let at = 0;
	let listLength = 0;
	for (const { body, line } of ordered) {
		const here = line.slice();
		viewOf(here).setUint32(BODY_AT, at, true);
		yield here;
		at += body.length;
		listLength += line.length;
	}
	if (at + listLength > MOST_BYTES) throw new RangeError('A zip archive holds 4 GiB at most.');
	const end = zipSync({});
	const view = viewOf(end);
	view.setUint16(FILES_HERE, ordered.length, true);
	view.setUint16(FILES, ordered.length, true);
	view.setUint32(LIST_LENGTH, listLength, true);
	view.setUint32(LIST_AT, at, true);
	yield end;
}

/**
 * Packs files, the same bytes for the same files.
 *
 * @param files relative POSIX paths and contents
 */
export function zip(files: Files): Uint8Array {
	return concat([...join([...files].map(([path, content]) => pack(path, content)))]);
}

/**
 * Unpacks an archive that `zip` made; `unzip` is for those from outside.
 *
 * @param wanted which of its files; all unless given
 * @returns paths and contents, in the order of the archive
 */
export function unpack(bytes: Uint8Array, wanted?: (path: string) => boolean): Files {
	const filter = wanted && (({ name }: { name: string }) => wanted(name));
	return new Map(Object.entries(unzipSync(bytes, filter && { filter })));
}
