/** Ratings made elsewhere: ratings.csv in, members without a sign-in for raters that are not known. */
import { together } from '#lib/domain/refusal.ts';
import type { RatingRows } from '#lib/formats/tables.ts';
import { type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { sha256 } from '../../auth/secrets.ts';
import { task, type Course } from '../../crew/task.ts';
import { read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as landing from '../../store/landing.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as stagedRatings from '../../store/staged-ratings.ts';
import * as trail from '../../store/trail.ts';
import { assertOpen } from '../assigning/index.ts';
import { joinWithoutSignIn } from '../people/index.ts';
import {
	compare,
	problemsOf,
	ratersByName,
	readKnown,
	whyNotFrom,
	type Compared
} from './comparing-ratings.ts';
import { movedOn, refused, type Unread, type Upload } from './incoming.ts';
import { oneAtATime, type UnderWay } from './one-at-a-time.ts';
import { slices } from './slices.ts';
import { spelt } from './spelling-raters.ts';
import { openUpload } from './uploading.ts';

export type RatingsOptions = {
	/** Says what would change, and changes nothing. */
	dryRun?: boolean;
	course?: Partial<Course>;
};

export type RatingsOutcome = {
	new: number;
	changed: number;
	unchanged: number;
	/** Names of raters who became members without a sign-in. */
	newRaters: string[];
	/** What a person should know of how the file was read, in sentences. */
	notes: string[];
	/** False for a dry run, and where there was nothing to change. */
	applied: boolean;
};

type Given = { actor: Actor; slug: string; sent: Uint8Array | Unread | Upload; dryRun: boolean };

/**
 * Imports ratings in the long form of formats.md, section 2.
 *
 * A rater is a member's name; one that is not known becomes a member without a sign-in. Ratings of a
 * person who signs in are never taken from a file. A case in which every action is answered counts as
 * submitted. The same file again changes nothing. Until the last moment nobody sees any of it.
 *
 * @param sent the bytes of ratings.csv, or of a workbook whose first sheet is that table; or files, by an
 *   upload or as they are
 * @throws Refusal, with nothing written: ('invalid') with every problem and its line; ('conflict') where the
 *   round is locked, another import into this study is under way, or the study changed meanwhile; the reason
 *   of `course.signal` where that stops it
 */
export function importRatings(
	app: App,
	actor: Actor,
	slug: string,
	sent: Uint8Array | Unread | Upload,
	{ dryRun = false, course }: RatingsOptions = {}
): Promise<RatingsOutcome> {
	return app.crew.ask(importing, { actor, slug, sent, dryRun }, course);
}

const importing = task(
	'importing.ratings',
	'work',
	async (app, { actor, slug, sent, dryRun }: Given, course): Promise<RatingsOutcome> => {
		const { id: studyId } = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const { digest, file } = await readSent(app, actor, slug, sent);
		if (dryRun) return outcome(await compared(app, studyId, file), false);
		return oneAtATime(app, { actor, slug, digest }, async (underWay) => {
			const found = await compared(app, studyId, file);
			if (found.changes.length === 0) return outcome(found, false);
			await carryOut(underWay, { actor, slug, studyId, ...found }, course);
			return outcome(found, true);
		});
	}
);

/** The ratings in what was sent, and its digest. */
async function readSent(
	app: App,
	actor: Actor,
	slug: string,
	sent: Uint8Array | Unread | Upload
): Promise<{ digest: string; file: RatingRows }> {
	// Loaded where something is read: it weighs on no other thread.
	const { readRatingsIn, readRatingsOf } = await import('./reading.ts');
	if (sent instanceof Uint8Array)
		return { digest: sha256(sent), file: await readRatingsIn(sent, app.limits) };
	const { mapping = null } = sent;
	if ('files' in sent) {
		const digest = sha256(Buffer.concat([...sent.files.values()]));
		return { digest, file: await readRatingsOf(sent.files, mapping, app.limits) };
	}
	const { head, files } = await openUpload(app, actor, slug, sent.upload);
	return { digest: head.sha256, file: await readRatingsOf(files, mapping, app.limits) };
}

function outcome(
	{ changes: _written, ...tally }: Compared & Pick<RatingRows, 'notes'>,
	applied: boolean
): RatingsOutcome {
	return { ...tally, applied };
}

async function compared(
	app: App,
	studyId: number,
	file: RatingRows
): Promise<Compared & Pick<RatingRows, 'notes'>> {
	const { rows, known, notes } = await read(app.db, function* (tx) {
		const everyone = yield* members.ofStudy(tx, { studyId });
		const found = spelt(
			file.rows,
			everyone.map(({ name }) => name)
		);
		return { ...found, known: yield* readKnown(tx, studyId, found.rows, everyone) };
	});
	const all = [...file.problems, ...together(problemsOf(rows, known))];
	if (all.length > 0) {
		throw refused(
			'invalid',
			all.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
		);
	}
	const found = compare(rows, known, app.now());
	assertRoundsOpen([...known.rounds.values()], found);
	return { ...found, notes: [...file.notes, ...notes] };
}

function assertRoundsOpen(all: readonly rounds.Round[], { changes }: Pick<Compared, 'changes'>) {
	const touched = new Set(changes.map(({ assignment }) => assignment.roundId));
	for (const round of all) if (touched.has(round.id)) assertOpen(round);
}

type Ready = Compared & { actor: Actor; slug: string; studyId: number };

/** Stages what is new or changed; then, in one change, lets it into the study. */
async function carryOut(
	{ id, change }: UnderWay,
	ready: Ready,
	{ onProgress, signal }: Course
): Promise<void> {
	const of = ready.new + ready.changed;
	let done = 0;
	for (const slice of slices(ready.changes, ({ ratings }) => ratings.length + 1)) {
		signal.throwIfAborted();
		await change((tx) => stagedRatings.stage(tx, id, slice));
		done += slice.reduce((sum, { ratings }) => sum + ratings.length, 0);
		onProgress({ what: 'ratings', done, of });
	}
	signal.throwIfAborted();
	await change((tx) => letIn(tx, id, ready));
}

function* letIn(tx: Change, importId: string, ready: Ready): Steps<void> {
	const { actor, slug, studyId, changes } = ready;
	yield* coordinatorOf(tx, actor, slug);
	assertRoundsOpen(yield* rounds.ofStudy(tx, { studyId }), ready);
	if ((yield* stagedRatings.gold(tx, { importId })) !== undefined) throw movedOn();
	const names = new Set(changes.map(({ assignment }) => assignment.rater));
	const known = ratersByName(yield* members.ofStudy(tx, { studyId }));
	for (const rater of names) {
		const member = known.get(rater);
		if (member !== undefined && whyNotFrom(member) !== null) throw movedOn();
		const { id: memberId } = member ?? (yield* joinWithoutSignIn(tx, { studyId, name: rater }));
		yield* stagedRatings.identify(tx, importId, { rater, memberId });
	}
	if ((yield* stagedRatings.taken(tx, { importId })) !== undefined) throw movedOn();
	yield* landing.ratings(tx, importId, tx.by.at);
	yield* trail.record(tx, {
		studyId,
		what: 'ratings.imported',
		subject: `study:${slug}`,
		new: { ratings: ready.new + ready.changed, raters: names.size }
	});
}
