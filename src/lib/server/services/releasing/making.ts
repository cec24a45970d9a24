/**
 * Making a release. All of the work is done before anything is seen of it: the study is read at one moment, twice, some
 * cases at a time: to count what is released, and to write it. What is written is packed and stored as it comes. Then one
 * short change adds the release, whole, or finds that its number was given away meanwhile: only the cover of a release
 * says its number, and is written again.
 */
import type { Manifest, Outline, ReleaseOptions } from '#lib/domain/release.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import { stretchOf } from '#lib/formats/archive.ts';
import { Contents, termsOf, writeCover } from '#lib/formats/release.ts';
import type { Actor, App } from '../../app.ts';
import { assertInUse, coordinatorOf } from '../../auth/guards.ts';
import type { Course } from '../../crew/task.ts';
import { during, type Moment } from '../../db/moment.ts';
import type { Release } from '../../store/releases.ts';
import { changelog, type Changelog } from './changelog.ts';
import { count, type Counted } from './counting.ts';
import { writeLines } from './kit-lines.ts';
import { assertNew, next, publish } from './publishing.ts';
import { readFrame } from './rated-study.ts';
import { ratedCases, step } from './reading.ts';
import { summaryOf, type ReleaseSummary } from './releases.ts';
import { sliceOf } from './slices.ts';
import { Staging } from './staging.ts';

export type Asked = {
	actor: Actor;
	slug: string;
	options: ReleaseOptions;
	/** The errand by which it is made, which ends with it; null for none. */
	errand: string | null;
};

type Written = {
	outline: Outline;
	agreement: AgreementDocument;
	contents: Contents;
	changes: NonNullable<Manifest['changes']> | null;
};

const READING = 'reading the study';
const WRITING = 'writing the files';
const STORING = 'storing the release';

/** Does the work of `create`, and says how far it is. */
export async function make(app: App, asked: Asked, course: Course): Promise<ReleaseSummary> {
	const created = app.now();
	const staging = new Staging(app, asked.actor, asked.errand);
	await staging.clear();
	try {
		const told = await changelog(app, asked);
		const written = await during(app.db, async (moment) => {
			const counted = await count(app, moment, asked, {
				created,
				course,
				what: READING,
				frame: await moment.read(function* (tx) {
					const study = yield* coordinatorOf(tx, asked.actor, asked.slug);
					assertInUse(study);
					return yield* readFrame(tx, study);
				})
			});
			return write(moment, counted, { staging, told, course });
		});
		for (;;) {
			const release = await store(app, asked, written, { created, staging, course });
			if (release !== null) return summaryOf(release);
		}
	} finally {
		await staging.drop();
	}
}

/** Writes all but the cover, and stores it as it comes. */
async function write(
	moment: Moment,
	{ frame, cases, counting, telling, outline, agreement }: Counted,
	{ staging, told, course }: { staging: Staging; told: Changelog; course: Course }
): Promise<Written> {
	const contents = new Contents(outline, agreement);
	const keep = () => staging.keep(contents.stretches);
	const how = { counting, course, what: WRITING };
	for await (const some of ratedCases(moment, frame, cases, how)) {
		const slice = sliceOf(some, telling);
		told.add(slice);
		for (const _file of contents.add(slice)) await keep();
	}
	await writeLines(moment, contents.kit, cases, { course, what: WRITING, onWritten: keep });
	contents.end();
	await staging.keepRest(contents.stretches);
	return { outline, agreement, contents, changes: told.end(termsOf(outline)) };
}

/** @returns the release; null where another took its number meanwhile */
async function store(
	app: App,
	asked: Asked,
	{ outline, agreement, contents, changes }: Written,
	{ created, staging, course }: { created: number; staging: Staging; course: Course }
): Promise<Release | null> {
	const { number, standing } = await next(app, asked);
	const cover = { ...outline, number };
	const { files, manifest } = writeCover(cover, contents.files, agreement, changes);
	assertNew(standing, manifest);
	const sha256 = await staging.assemble(stretchOf(files), contents.stretches, (done, of) =>
		step(course, { what: STORING, done, of })
	);
	let release: Release | null = null;
	try {
		const { options } = asked;
		release = await publish(app, asked, { number, createdAt: created, options, manifest, sha256 });
		return release;
	} finally {
		if (release === null) await staging.dropArchive(sha256);
	}
}
