/** Keeping a release: its archive in parts, which nobody sees, and then the release itself. */
import { DAY_MS } from '#lib/domain/day.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import type { Course } from '../../crew/task.ts';
import { atomically } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as store from '../../store/releases.ts';
import * as trail from '../../store/trail.ts';

/** Bytes that one change stores: some milliseconds of work. */
const PART = 256 * 1024;

type NewRelease = Pick<store.Release, 'number' | 'createdAt' | 'options' | 'manifest' | 'sha256'>;

/**
 * Keeps a release.
 *
 * @param bytes its archive, of which `release.sha256` is the hash
 * @returns null, with nothing kept, where the number is not the next one any more
 * @throws the reason of `course.signal` where that stops it, with nothing kept
 */
export async function keep(
	app: App,
	{ actor, slug }: { actor: Actor; slug: string },
	release: NewRelease,
	bytes: Uint8Array,
	course: Course
): Promise<store.Release | null> {
	const { sha256 } = release;
	let kept: store.Release | null = null;
	try {
		for (let at = 0; at < bytes.length; at += PART) {
			course.signal.throwIfAborted();
			const content = Buffer.from(bytes.subarray(at, at + PART));
			await atomically(app.db, by(app, actor), (tx) =>
				store.keepPart(tx, { sha256, part: at / PART, createdAt: tx.by.at, content })
			);
		}
		kept = await add(app, actor, slug, release);
		return kept;
	} finally {
		if (kept === null) {
			await atomically(app.db, by(app, actor), (tx) => store.dropParts(tx, { sha256 }));
		}
	}
}

async function add(
	app: App,
	actor: Actor,
	slug: string,
	release: NewRelease
): Promise<store.Release | null> {
	const { number, options, manifest, sha256 } = release;
	try {
		return await atomically(app.db, by(app, actor), function* (tx) {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			if ((yield* store.nextNumber(tx, studyId)) !== number) return null;
			const added = yield* store.insert(tx, { studyId, createdBy: tx.by.userId, ...release });
			yield* trail.record(tx, {
				studyId,
				what: 'release.made',
				subject: `release:${number}`,
				new: { options, counts: manifest.counts, sha256 }
			});
			return added;
		});
	} catch (error) {
		if (violation(error) === 'unique') return null;
		throw error;
	}
}

/** Throws away what was stored for releases that never came to be, because a process ended in the middle. */
export async function dropAbandoned(app: App, actor: Actor): Promise<void> {
	await atomically(app.db, by(app, actor), (tx) =>
		store.dropAbandoned(tx, { before: tx.by.at - DAY_MS })
	);
}
