/**
 * Making a release. All of the work is done before anything is seen of it: the study is read at one moment, its
 * files are written and packed one after the other, and the archive is stored in parts by many short changes.
 * Then one short change adds the release, whole, or finds that its number was given away meanwhile: only the
 * cover of a release says its number, and is written again.
 */
import { setImmediate } from 'node:timers/promises';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Manifest, ReleaseOptions, Snapshot } from '#lib/domain/release.ts';
import { concat, sha256 } from '#lib/formats/files.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import { COVER, listed, writeContents, writeCover } from '#lib/formats/release.ts';
import { join, pack, type Packed } from '#lib/formats/zip.ts';
import type { Actor, App } from '../../app.ts';
import { assertInUse, coordinatorOf } from '../../auth/guards.ts';
import type { Course } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/releases.ts';
import { dropAbandoned, keep } from './keeping.ts';
import { readRatedStudy, type RatedStudy } from './rated-study.ts';
import { reportOf } from './report.ts';
import { summaryOf, type ReleaseSummary } from './releases.ts';
import { snapshotOf } from './snapshot.ts';
import { withPseudonyms } from './pseudonyms.ts';

export type Asked = { actor: Actor; slug: string; options: ReleaseOptions };

/** What a release says whatever its number, as files. */
type Contents = {
	snapshot: Snapshot;
	agreement: AgreementDocument;
	packed: Packed[];
	files: Manifest['files'];
};

/** Does the work of `create`, and says how far it is. */
export async function make(app: App, asked: Asked, course: Course): Promise<ReleaseSummary> {
	await step(course, 'reading the study', 0);
	await dropAbandoned(app, asked.actor);
	const { snapshot, agreement } = await readSnapshot(app, asked);
	await step(course, 'writing the files', 1);
	const contents = await write(snapshot, agreement, course);
	await step(course, 'storing the release', 2);
	for (;;) {
		const release = await publish(app, asked, contents, course);
		if (release !== null) return summaryOf(release);
	}
}

const STEPS = 3;

/** Says what comes next, and gives way to whoever wants to stop it. */
async function step(course: Course, what: string, done: number): Promise<void> {
	course.onProgress({ what, done, of: STEPS });
	await setImmediate();
	course.signal.throwIfAborted();
}

async function readSnapshot(
	app: App,
	{ actor, slug, options }: Asked
): Promise<{ snapshot: Snapshot; agreement: AgreementDocument }> {
	const created = app.now();
	const found = await read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		assertInUse(study);
		return yield* readRatedStudy(tx, study, 'signed');
	});
	assertReleasable(found);
	const rated = await withPseudonyms(app, actor, found);
	return {
		snapshot: snapshotOf(rated, { number: 0, created, options }),
		agreement: reportOf(rated)
	};
}

function assertReleasable({ study, cases, active }: RatedStudy): void {
	if (cases.length === 0) {
		throw new Refusal(
			'invalid',
			`The study "${study.name}" has no cases: there is nothing to release.`
		);
	}
	const signed = cases.some(({ actions }) => actions.some(({ said }) => said.length > 0));
	if (signed || active.size === 0) return;
	throw new Refusal(
		'invalid',
		'Ratings exist, but no rater has submitted a case yet. Wait for a signature, then release.'
	);
}

async function write(
	snapshot: Snapshot,
	agreement: AgreementDocument,
	course: Course
): Promise<Contents> {
	const packed: Packed[] = [];
	const files: Manifest['files'] = [];
	for (const [path, bytes] of writeContents(snapshot, agreement)) {
		files.push(listed(path, bytes));
		packed.push(pack(path, bytes));
		await setImmediate();
		course.signal.throwIfAborted();
	}
	return { snapshot, agreement, packed, files };
}

/** @returns the release; null where another took its number meanwhile */
async function publish(
	app: App,
	{ actor, slug, options }: Asked,
	{ snapshot, agreement, packed, files }: Contents,
	course: Course
): Promise<store.Release | null> {
	const { number, standing } = await read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return {
			number: yield* store.nextNumber(tx, studyId),
			standing: yield* store.newestStanding(tx, { studyId })
		};
	});
	const cover = writeCover({ ...snapshot, number }, files, agreement);
	if (standing !== undefined && isSame(standing.manifest, cover.manifest)) {
		throw new Refusal(
			'conflict',
			`Release ${standing.number} holds exactly this already: the same ratings under the same choices. ` +
				'No other was made.'
		);
	}
	const covers = [...cover.files].map(([path, bytes]) => pack(path, bytes));
	const bytes = concat([...join([...packed, ...covers])]);
	const createdAt = Date.parse(snapshot.created);
	const release = { number, createdAt, options, manifest: cover.manifest, sha256: sha256(bytes) };
	return keep(app, { actor, slug }, release, bytes, course);
}

/** True where two releases differ in their numbers and moments only. */
function isSame(a: Manifest, b: Manifest): boolean {
	return essence(a) === essence(b);
}

function essence({ study, tool, rules, filters, note, files, ...manifest }: Manifest): string {
	const { license, language } = manifest;
	const contents = files.filter(({ path }) => !COVER.has(path));
	return JSON.stringify([study, tool, rules, license, language, filters, note, contents]);
}
