/**
 * Verifies a release in the browser: every file of its archive against its manifest, and the manifest against its own
 * hash. The archive is unpacked as it comes; nothing of it is kept but hashes, the manifest, and the file at hand.
 */
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import { MANIFEST, MANIFEST_HASH } from '#lib/domain/manifest-names.ts';

/** What verifying found. Paths are those of the archive, without a folder that all of it lies in. */
export type Verified = {
	/** Files that are as the manifest lists them, and files that it lists. */
	same: number;
	listed: number;
	/** Files that are listed and otherwise, not there, or there and not listed. */
	different: string[];
	missing: string[];
	unlisted: string[];
	/** Whether manifest.json is as manifest.sha256 says; null where that is not there. */
	manifest: boolean | null;
	/** SHA-256 of manifest.json. */
	manifestHash: string;
	/** What the manifest says it is. */
	study: string;
	release: number;
};

/** True where nothing is otherwise than the archive says of itself. */
export function isWhole({ different, missing, unlisted, manifest }: Verified): boolean {
	return [different, missing, unlisted].every(({ length }) => length === 0) && manifest === true;
}

/** That something is no release at all; `message` is for the person who chose it. */
export class NoRelease extends Error {}

type Course = {
	/** @param bytes of the archive that were read */
	onProgress(bytes: number): void;
	signal: AbortSignal;
};

/** Bytes that are unpacked before anything else may happen on the page. */
const AT_ONCE = 64 * 1024;
/** A turn of the page: milliseconds that are worked before it is given way to. */
const TURN_MS = 8;

/**
 * Verifies an archive, read from its first byte to its last.
 *
 * @param archive its bytes as they come
 * @throws NoRelease where it is no zip, or has no manifest of a release; the reason of `signal` where that stops it
 */
export async function verifyArchive(
	archive: AsyncIterable<Uint8Array>,
	{ onProgress, signal }: Course
): Promise<Verified> {
	const hashing: Promise<void>[] = [];
	const hashes = new Map<string, string>();
	const kept = new Map<string, Uint8Array>();
	const keep = (path: string, bytes: Uint8Array<ArrayBuffer>) => {
		const name = path.slice(path.lastIndexOf('/') + 1);
		if (name === MANIFEST || name === MANIFEST_HASH) kept.set(path, bytes);
		hashing.push(sha256(bytes).then((hash) => void hashes.set(path, hash)));
	};
	const unzip = new Unzip((file) => gather(file, keep, (path) => hashes.set(path, '')));
	unzip.register(UnzipInflate);
	let [read, since] = [0, performance.now()];
	for await (const piece of archive) {
		for (let at = 0; at < piece.length; at += AT_ONCE) {
			signal.throwIfAborted();
			const some = piece.subarray(at, at + AT_ONCE);
			push(unzip, some);
			read += some.length;
			if (performance.now() - since > TURN_MS) {
				onProgress(read);
				await Promise.all(hashing.splice(0));
				await new Promise((resolve) => setTimeout(resolve));
				since = performance.now();
			}
		}
	}
	await Promise.all(hashing);
	onProgress(read);
	return compared(hashes, kept);
}

/** What a stream holds, piece by piece; whoever stops early cancels it. Not every browser reads streams so by itself. */
export async function* piecesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	const reader = stream.getReader();
	try {
		for (;;) {
			const { done, value } = await reader.read();
			if (done) return;
			yield value;
		}
	} finally {
		await reader.cancel().catch(() => {});
	}
}

function push(unzip: Unzip, bytes: Uint8Array): void {
	try {
		unzip.push(bytes);
	} catch {
		throw new NoRelease('This file cannot be unpacked: it is no zip, or a damaged one.');
	}
}

/** Gathers a file of the archive until it is whole. */
function gather(
	file: UnzipFile,
	onWhole: (path: string, bytes: Uint8Array<ArrayBuffer>) => void,
	onBroken: (path: string) => void
): void {
	if (file.name.endsWith('/')) return;
	let parts: Uint8Array[] = [];
	file.ondata = (error, part, last) => {
		if (error) return onBroken(file.name);
		parts.push(part);
		if (!last) return;
		onWhole(file.name, joined(parts));
		parts = [];
	};
	try {
		file.start();
	} catch {
		onBroken(file.name);
	}
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}
	return whole;
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
	const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param hashes of the files by path, '' of one that could not be unpacked */
function compared(
	hashes: ReadonlyMap<string, string>,
	kept: ReadonlyMap<string, Uint8Array>
): Verified {
	const root = rootOf([...kept.keys()]);
	if (root === null) {
		throw new NoRelease('This is no release of Primum: it has no manifest.json.');
	}
	const textOf = (path: string) => new TextDecoder().decode(kept.get(`${root}${path}`));
	const { study, release, files } = read(textOf(MANIFEST));
	const found = new Map(
		[...hashes].flatMap(([path, hash]) =>
			path.startsWith(root) ? [[path.slice(root.length), hash]] : []
		)
	);
	const manifestHash = found.get(MANIFEST)!;
	const [different, missing]: [string[], string[]] = [[], []];
	for (const { path, sha256: hash } of files) {
		if (!found.has(path)) missing.push(path);
		else if (found.get(path) !== hash) different.push(path);
	}
	const known = new Set([...files.map(({ path }) => path), MANIFEST, MANIFEST_HASH]);
	return {
		same: files.length - different.length - missing.length,
		listed: files.length,
		...{ different, missing },
		unlisted: [...found.keys()].filter((path) => !known.has(path)),
		manifest: found.has(MANIFEST_HASH) ? textOf(MANIFEST_HASH).slice(0, 64) === manifestHash : null,
		...{ manifestHash, study, release }
	};
}

/** The folder that a release lies in within an archive: '' where it lies at the top; null where there is none. */
function rootOf(paths: readonly string[]): string | null {
	const roots = paths.filter((path) => path === MANIFEST || path.endsWith(`/${MANIFEST}`));
	const [nearest] = roots.sort((a, b) => a.length - b.length);
	return nearest === undefined ? null : nearest.slice(0, -MANIFEST.length);
}

type Listing = { study: string; release: number; files: { path: string; sha256: string }[] };

/** As much of a manifest as is verified by. */
function read(text: string): Listing {
	try {
		const { format, study, release, files } = JSON.parse(text) as Record<string, unknown>;
		const listed = (files as Record<string, unknown>[]).map(({ path, sha256: hash }) => ({
			path: String(path),
			sha256: String(hash)
		}));
		const name = String((study as Record<string, unknown>)['name']);
		if (format === 'primum-release')
			return { study: name, release: Number(release), files: listed };
	} catch {
		// Said below, as of any other manifest.
	}
	throw new NoRelease('This is no release of Primum: its manifest.json is not that of one.');
}
