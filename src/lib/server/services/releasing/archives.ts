/** The archives of releases, as they are stored: read piece by piece, and never in memory whole. */
import { createHash } from 'node:crypto';
import { bytesOf, placeOf, unpacked, type Ranges } from '#lib/formats/archive-read.ts';
import type { Files } from '#lib/formats/files.ts';
import type { Actor, App } from '../../app.ts';
import { watcherOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';
import { noFile, noRelease } from './missing.ts';

/** Bytes that are read as far as they are wanted. */
export type Opened = {
	/** How many they are. */
	bytes: number;
	/** Those from one place up to another, which is not among them; all of them unless said otherwise. */
	read(from?: number, to?: number): AsyncIterable<Uint8Array>;
};

/** `name`: under which it is saved. */
export type Archive = Opened & { name: string; sha256: string; number: number };

type InStudy = { actor: Actor; slug: string; number: number };

/**
 * The zip of a release. Where it is read from end to end, its last bytes come only if all give the recorded hash.
 *
 * @throws Refusal ('missing') where the study has no such release; while it is read, Error where what is stored no
 *   longer gives the recorded hash
 */
export async function archive(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<Archive> {
	const { head, parts } = await read(app.db, (tx) => find(tx, { actor, slug, number }));
	const { bytes, read: pieces } =
		parts.length === 0 ? await ofFiles(app, head) : ofParts(app, head, parts);
	return {
		...{ name: `${slug}-release-${number}.zip`, sha256: head.sha256, number, bytes },
		read: (from = 0, to = bytes) =>
			from === 0 && to === bytes ? verified(pieces(from, to), slug, head) : pieces(from, to)
	};
}

/**
 * One file of a release, byte for byte as it was made; nothing else of the archive is unpacked.
 *
 * @throws Refusal ('missing') where the study has no such release, or the release no such file
 */
export async function file(
	app: App,
	actor: Actor,
	slug: string,
	{ number, path }: { number: number; path: string }
): Promise<Opened> {
	return fileIn(await archive(app, actor, slug, number), path);
}

/**
 * The same of an archive that is open already.
 *
 * @throws Refusal ('missing') where it has no such file
 */
export async function fileIn(whole: Archive, path: string): Promise<Opened> {
	const placed = await placeOf(path, whole.bytes, whole.read);
	if (placed === null) throw noFile(whole.number, path);
	return {
		bytes: placed.bytes,
		read: (from = 0, to = placed.bytes) => cut(unpacked(placed, whole.read), from, to)
	};
}

/**
 * The files of a release, byte for byte as they were made: of one that fits into memory.
 *
 * @param wanted which of them, by path; all unless given
 */
export async function files(
	app: App,
	actor: Actor,
	slug: string,
	number: number,
	wanted?: (path: string) => boolean
): Promise<Files> {
	const { unpack } = await import('#lib/formats/zip.ts');
	const whole = await archive(app, actor, slug, number);
	return unpack(await bytesOf(whole.read()), wanted);
}

function* find(tx: Queries, { actor, slug, number }: InStudy): Steps<Found> {
	const { study } = yield* watcherOf(tx, actor, slug);
	const head = yield* store.headByNumber(tx, { studyId: study.id, number });
	if (head === undefined) throw noRelease(study, number);
	return { head, parts: yield* store.parts(tx, head) };
}

type Head = { id: number; number: number; sha256: string };
type Part = { part: number; bytes: number };
type Found = { head: Head; parts: Part[] };

/** Reads parts one by one, those that are wanted. */
function ofParts(app: App, { sha256 }: Head, parts: readonly Part[]) {
	const ranges: Ranges = async function* (from, to) {
		let at = 0;
		for (const { part, bytes } of parts) {
			if (at < to && at + bytes > from) {
				const found = await read(app.db, (tx) => store.part(tx, { sha256, part }));
				if (found === undefined) throw new Error(`Part ${part} of the archive ${sha256} is gone.`);
				yield found.content.subarray(Math.max(0, from - at), Math.min(bytes, to - at));
			}
			at += bytes;
		}
	};
	return { bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0), read: ranges };
}

/** Packs a release from before archives were kept. */
async function ofFiles(app: App, { id }: Head) {
	const { zip } = await import('#lib/formats/zip.ts');
	const found = await read(app.db, (tx) => store.files(tx, id));
	const whole = zip(new Map(found.map(({ path, content }) => [path, content])));
	const ranges: Ranges = async function* (from, to) {
		yield whole.subarray(from, to);
	};
	return { bytes: whole.length, read: ranges };
}

/** The same pieces, the last of them only where all give the recorded hash. */
async function* verified(
	pieces: AsyncIterable<Uint8Array>,
	slug: string,
	{ sha256, number }: Head
): AsyncGenerator<Uint8Array> {
	const hash = createHash('sha256');
	let held: Uint8Array | null = null;
	for await (const piece of pieces) {
		if (held !== null) yield held;
		hash.update(piece);
		held = piece;
	}
	if (hash.digest('hex') !== sha256) {
		throw new Error(`Release ${number} of ${slug} does not match its recorded hash.`);
	}
	if (held !== null) yield held;
}

/** Of pieces that come one after the other, the bytes from one place up to another. */
async function* cut(
	pieces: AsyncIterable<Uint8Array>,
	from: number,
	to: number
): AsyncGenerator<Uint8Array> {
	let at = 0;
	for await (const piece of pieces) {
		const some = piece.subarray(Math.max(0, from - at), Math.max(0, to - at));
		if (some.length > 0) yield some;
		at += piece.length;
		if (at >= to) return;
	}
}
