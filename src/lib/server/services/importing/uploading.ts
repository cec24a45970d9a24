/** Files that are sent once, looked at as often as somebody likes, and imported when they are right. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '#lib/domain/refusal.ts';
import { tidied } from '#lib/domain/spelling.ts';
import type { Files } from '#lib/formats/files.ts';
import { by, INSTALLATION, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { sha256 } from '../../auth/secrets.ts';
import { task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/uploads.ts';

/** Bytes that one change stores: some milliseconds of work. */
const PART = 256 * 1024;

/** Parts that one change removes. */
const DROPPED_AT_ONCE = 16;

/** Characters of the name of a file that are kept. */
const MAX_NAME = 200;

/** A file that was sent. */
export type Uploaded = { id: string; name: string; bytes: Uint8Array };

/** The same without what is in it; `size` in bytes. */
export type UploadHead = { id: string; name: string; size: number };

/**
 * Keeps a file for a day, in parts, for whoever runs the study.
 *
 * @param file `name` as its owner calls it
 * @returns the id by which it is found again
 */
export function keepUpload(
	app: App,
	actor: Actor,
	slug: string,
	{ name, bytes }: Omit<Uploaded, 'id'>
): Promise<string> {
	return keepFiles(app, actor, slug, new Map([[name, bytes]]));
}

/**
 * Keeps files for a day: one as it is, several as one archive.
 *
 * @param files paths relative to the folder they lie in, with their bytes
 * @returns the id by which they are found again
 * @throws Refusal ('limit') where they are larger than what is read at once
 */
export function keepFiles(app: App, actor: Actor, slug: string, files: Files): Promise<string> {
	return app.crew.ask(keeping, { actor, slug, files });
}

type Given = { actor: Actor; slug: string; files: Files };

const keeping = task('importing.keep', 'work', async (app, { actor, slug, files }: Given) => {
	const { asOne } = await import('./packing.ts');
	const { name, bytes } = asOne(files, app.limits);
	const id = randomUUID();
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const { userId, at: createdAt } = tx.by;
		const about = {
			name: tidied(name.replaceAll('\0', '').toWellFormed()).slice(0, MAX_NAME),
			...{ bytes: bytes.length, sha256: sha256(bytes) }
		};
		yield* store.insert(tx, { id, studyId, userId, createdAt, ...about });
	});
	for (let at = 0; at < bytes.length; at += PART) {
		const content = Buffer.from(bytes.subarray(at, at + PART));
		await atomically(app.db, by(app, actor), (tx) =>
			store.keepPart(tx, { uploadId: id, part: at / PART, content })
		);
	}
	return id;
});

/**
 * The steps of finding a file that was sent. The guard is the caller's.
 *
 * @throws Refusal ('missing') where the study has none of this id, or not any more
 */
export function* uploadOf(tx: Queries, studyId: number, id: string): Steps<store.Upload> {
	const upload = yield* store.byId(tx, { studyId, id });
	if (upload === undefined) throw gone();
	return upload;
}

/** What was sent under an id, without what is in it. @throws Refusal as `uploadOf` */
export function findUpload(app: App, actor: Actor, slug: string, id: string): Promise<UploadHead> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const { name, bytes } = yield* uploadOf(tx, studyId, id);
		return { id, name, size: bytes };
	});
}

/** What was sent, and the files in it. */
export type OpenedUpload = { head: UploadHead & { sha256: string }; files: Files };

/**
 * Opens what was sent: an archive as the files in it, a file by itself as that.
 *
 * @throws Refusal as `uploadOf` and `filesIn`
 */
export async function openUpload(
	app: App,
	actor: Actor,
	slug: string,
	id: string
): Promise<OpenedUpload> {
	const { upload, bytes } = await read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const upload = yield* uploadOf(tx, studyId, id);
		const parts = yield* store.parts(tx, { id });
		const bytes = Buffer.concat(parts.map(({ content }) => content));
		// Whoever sent it may have been cut off in the middle.
		if (bytes.length !== upload.bytes) throw gone();
		return { upload, bytes };
	});
	const { filesIn } = await import('./packing.ts');
	const { name, sha256: digest } = upload;
	return {
		head: { id, name, size: bytes.length, sha256: digest },
		files: await filesIn(name, bytes, app.limits)
	};
}

const gone = () =>
	new Refusal(
		'missing',
		'The file is not here any more: files are kept for a day. Choose it again.'
	);

/** Throws a file away that was sent. */
export async function dropUpload(app: App, actor: Actor, slug: string, id: string): Promise<void> {
	// A change, though it only looks: an archived study refuses it.
	const upload = await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return yield* store.byId(tx, { studyId, id });
	});
	if (upload !== undefined) await throwAway(app, actor, upload);
}

/** Throws away what was sent before a moment. */
export async function dropOldUploads(app: App, before: number): Promise<void> {
	for (const upload of await read(app.db, (tx) => store.old(tx, { before }))) {
		await throwAway(app, INSTALLATION, upload);
	}
}

async function throwAway(
	app: App,
	actor: Actor,
	{ id, bytes }: Pick<store.Upload, 'id' | 'bytes'>
): Promise<void> {
	const parts = Math.ceil(bytes / PART);
	for (let first = 0; first < parts; first += DROPPED_AT_ONCE) {
		const last = first + DROPPED_AT_ONCE;
		await atomically(app.db, by(app, actor), (tx) => store.dropParts(tx, { id, first, last }));
	}
	await atomically(app.db, by(app, actor), (tx) => store.remove(tx, id));
}
