/** Releases: numbered, immutable, hashed snapshots of a study. Looking at them, and withdrawing one. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { releaseOptionsSchema, type Manifest, type ReleaseOptions } from '#lib/domain/release.ts';
import { concat, sha256, type Files } from '#lib/formats/files.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';
import * as trail from '../../store/trail.ts';

export type ReleaseSummary = {
	number: number;
	createdAt: number;
	options: ReleaseOptions;
	counts: Manifest['counts'];
	rules: Manifest['rules'];
	/** SHA-256 of the zip. */
	sha256: string;
	withdrawn: { at: number; reason: string } | null;
};

export type Archive = { name: string; bytes: Uint8Array; sha256: string };

/** Who asks, of which study. */
type InStudy = { actor: Actor; slug: string };
type OneRelease = InStudy & { number: number };

/** The releases of a study, the newest first. */
export function list(app: App, actor: Actor, slug: string): Promise<ReleaseSummary[]> {
	return app.crew.ask(listed, { actor, slug });
}

// A manifest names every file of its release: what little a list shows of it is picked out in the crew.
const listed = task('releasing.list', 'figures', (app, { actor, slug }: InStudy) =>
	read(app.db, function* (tx) {
		const { study } = yield* watcherOf(tx, actor, slug);
		return (yield* store.ofStudy(tx, { studyId: study.id })).map(summaryOf);
	})
);

/** One release. */
export function show(
	app: App,
	actor: Actor,
	slug: string,
	number: number
): Promise<ReleaseSummary & { manifest: Manifest }> {
	return read(app.db, function* (tx) {
		const release = yield* find(tx, { actor, slug, number });
		return { ...summaryOf(release), manifest: release.manifest };
	});
}

/** The files of a release, byte for byte as they were made. */
export async function files(app: App, actor: Actor, slug: string, number: number): Promise<Files> {
	const { unpack } = await import('#lib/formats/zip.ts');
	return unpack((await archive(app, actor, slug, number)).bytes);
}

/**
 * The zip of a release.
 *
 * @throws Error where what is stored no longer gives the recorded hash
 */
export function archive(app: App, actor: Actor, slug: string, number: number): Promise<Archive> {
	return app.crew.ask(archived, { actor, slug, number });
}

const archived = task('releasing.archive', 'figures', async (app, given: OneRelease) => {
	const { release, parts, files } = await read(app.db, function* (tx) {
		const release = yield* find(tx, given);
		const parts = yield* store.parts(tx, release);
		const files = parts.length === 0 ? yield* store.files(tx, release.id) : [];
		return { release, parts, files };
	});
	const bytes =
		parts.length === 0
			? (await import('#lib/formats/zip.ts')).zip(
					new Map(files.map(({ path, content }) => [path, content]))
				)
			: concat(parts.map(({ content }) => content));
	const { slug, number } = given;
	if (sha256(bytes) !== release.sha256) {
		throw new Error(`Release ${number} of ${slug} does not match its recorded hash.`);
	}
	return { name: `${slug}-release-${number}.zip`, bytes, sha256: release.sha256 };
});

const withdrawalSchema = z.object({ reason: reasonFor('say why the release is withdrawn') });

/**
 * Marks a release as withdrawn. It stays, with the reason.
 *
 * @throws Refusal ('conflict') where it is withdrawn already; ZodError without a reason
 */
export async function withdraw(
	app: App,
	actor: Actor,
	slug: string,
	number: number,
	reason: string
): Promise<void> {
	const { reason: why } = withdrawalSchema.parse({ reason });
	await atomically(app.db, by(app, actor), function* (tx) {
		yield* coordinatorOf(tx, actor, slug);
		const { id, studyId } = yield* find(tx, { actor, slug, number });
		if ((yield* store.withdraw(tx, id, tx.by.at, why)) === undefined) {
			throw new Refusal('conflict', `Release ${number} is withdrawn already.`);
		}
		yield* trail.record(tx, {
			studyId,
			what: 'release.withdrawn',
			subject: `release:${number}`,
			reason: why
		});
	});
}

function* find(tx: Queries, { actor, slug, number }: OneRelease): Steps<store.Release> {
	const { study } = yield* watcherOf(tx, actor, slug);
	const release = yield* store.byNumber(tx, { studyId: study.id, number });
	if (release === undefined) {
		throw new Refusal('missing', `The study "${study.name}" has no release ${number}.`);
	}
	return release;
}

/** What a list shows of a release. */
export function summaryOf(release: store.Release): ReleaseSummary {
	const { number, createdAt, manifest, sha256, withdrawnAt, withdrawnReason } = release;
	const options = releaseOptionsSchema.parse(release.options);
	const { counts, rules } = manifest;
	const withdrawn = withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawnReason! };
	return { number, createdAt, options, counts, rules, sha256, withdrawn };
}
