/** Files that are sent once, looked at as often as somebody likes, and imported when they are right. */
import { randomUUID } from 'node:crypto';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { sha256 } from '../../auth/secrets.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as store from '../../store/uploads.ts';

/** Bytes that one change stores: some milliseconds of work. */
const PART = 256 * 1024;

/** A file that was sent. */
export type Uploaded = { id: string; name: string; bytes: Uint8Array };

/**
 * Keeps a file for a day, in parts, for whoever runs the study.
 *
 * @param file `name` as its owner calls it
 * @returns the id by which it is found again
 */
export async function keepUpload(
	app: App,
	actor: Actor,
	slug: string,
	{ name, bytes }: Omit<Uploaded, 'id'>
): Promise<string> {
	const id = randomUUID();
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const { userId, at: createdAt } = tx.by;
		const about = { name, bytes: bytes.length, sha256: sha256(bytes) };
		yield* store.insert(tx, { id, studyId, userId, createdAt, ...about });
	});
	for (let at = 0; at < bytes.length; at += PART) {
		const content = Buffer.from(bytes.subarray(at, at + PART));
		await atomically(app.db, by(app, actor), (tx) =>
			store.keepPart(tx, { uploadId: id, part: at / PART, content })
		);
	}
	return id;
}

/**
 * A file that was sent.
 *
 * @throws Refusal ('missing') where the study has none of this id, or not any more
 */
export async function uploaded(
	app: App,
	actor: Actor,
	slug: string,
	id: string
): Promise<Uploaded> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const upload = yield* store.byId(tx, { studyId, id });
		if (upload === undefined) {
			throw new Refusal(
				'missing',
				'The file is not here any more: files are kept for a day. Choose it again.'
			);
		}
		const parts = yield* store.parts(tx, { id });
		return { id, name: upload.name, bytes: Buffer.concat(parts.map(({ content }) => content)) };
	});
}

/** Throws a file away that was sent. */
export async function dropUpload(app: App, actor: Actor, slug: string, id: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		if ((yield* store.byId(tx, { studyId, id })) !== undefined) yield* store.remove(tx, id);
	});
}
