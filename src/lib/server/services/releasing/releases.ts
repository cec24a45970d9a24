/** Releases: numbered, immutable, hashed snapshots of a study. Looking at them, and withdrawing one. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { releaseOptionsSchema, type Manifest, type ReleaseOptions } from '#lib/domain/release.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/releases.ts';
import * as trail from '../../store/trail.ts';
import { releaseIn } from './missing.ts';

export type ReleaseSummary = {
	number: number;
	createdAt: number;
	options: ReleaseOptions;
	counts: Manifest['counts'];
	rules: Manifest['rules'];
	/** SHA-256 of the zip. */
	sha256: string;
	withdrawn: { at: number; reason: string } | null;
	/** Against an earlier release; null where nobody compared them. */
	changes: NonNullable<Manifest['changes']> | null;
};

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
	return yield* releaseIn(tx, study, number);
}

/** What a list shows of a release. */
export function summaryOf(release: store.Release): ReleaseSummary {
	const { number, createdAt, manifest, sha256, withdrawnAt, withdrawnReason } = release;
	const options = releaseOptionsSchema.parse(release.options);
	const { counts, rules } = manifest;
	const withdrawn = withdrawnAt === null ? null : { at: withdrawnAt, reason: withdrawnReason! };
	const changes = manifest.changes ?? null;
	return { number, createdAt, options, counts, rules, sha256, withdrawn, changes };
}
