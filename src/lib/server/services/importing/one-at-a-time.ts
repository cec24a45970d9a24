/**
 * One import at a time into a study. It brings its rows in by many short changes, into places where nobody
 * else looks, and one last change makes them part of the study (docs/decisions/0010). While it is under way
 * no other import changes the cases or the ratings it was compared with.
 *
 * A process can end in the middle. So an import says again and again that it is alive; one that has been
 * silent for too long is ended by a job, or by the next import into the study, which throws its rows away.
 */
import { randomUUID } from 'node:crypto';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as imports from '../../store/imports.ts';
import * as jobs from '../../store/jobs.ts';
import * as stagedRatings from '../../store/staged-ratings.ts';
import * as studies from '../../store/studies.ts';
import { movedOn } from './incoming.ts';

/** An import under way. */
export type UnderWay = {
	/** A random name. */
	id: string;
	/**
	 * Makes one change of the import.
	 *
	 * @throws Refusal ('conflict') where the import was taken for dead and ended
	 */
	change<R>(steps: (tx: Change) => Steps<R>): Promise<R>;
};

/** For how long an import may be silent: longer than any reading or comparing takes. */
const LEASE_MS = 2 * 60_000;

/** Cases or assignments with all that belongs to them, thrown away by one change. */
const DISCARDED_AT_ONCE = 10;

export type Asked = {
	actor: Actor;
	slug: string;
	/** SHA-256 of the file, for the history of its ratings. */
	digest: string | null;
	/** Who may; those who run the study, unless given. */
	guard?: (tx: Change, actor: Actor, slug: string) => Steps<{ id: number }>;
};

/**
 * Does the work of an import while no other import into the same study is under way. Afterwards nothing is
 * left of what was staged, whether the work was done, refused or stopped.
 *
 * @throws Refusal ('conflict') where another import is under way, and whatever the work throws
 */
export async function oneAtATime<T>(
	app: App,
	asked: Asked,
	work: (underWay: UnderWay) => Promise<T>
): Promise<T> {
	return goOn(app, { id: await begin(app, asked), actor: asked.actor }, work);
}

type Begun = {
	id: string;
	actor: Actor;
	/** True for an error after which the work is done again, and goes on from what is staged. */
	isTriedAgain?: (error: unknown) => boolean;
};

/** Does the work of what has begun, and sees to it that nothing is left of what was staged. */
export async function goOn<T>(
	app: App,
	{ id, actor, isTriedAgain = () => false }: Begun,
	work: (underWay: UnderWay) => Promise<T>
): Promise<T> {
	const change: UnderWay['change'] = (steps) =>
		atomically(app.db, by(app, actor), function* (tx) {
			yield* stayAlive(tx, id);
			return yield* steps(tx);
		});
	let again = false;
	try {
		return await work({ id, change });
	} catch (error) {
		again = isTriedAgain(error);
		throw error;
	} finally {
		if (!again) {
			await discard(app, id).catch((error: unknown) =>
				app.log.warn({ error }, 'What an import had staged is thrown away by the next one.')
			);
		}
	}
}

async function begin(
	app: App,
	{ actor, slug, digest, guard = coordinatorOf }: Asked
): Promise<string> {
	const id = randomUUID();
	for (;;) {
		const dead = await atomically(app.db, by(app, actor), function* (tx) {
			const { id: studyId } = yield* guard(tx, actor, slug);
			const other = yield* imports.ofStudy(tx, { studyId });
			if (other === undefined) {
				yield* beginIn(tx, { id, studyId, digest });
				return null;
			}
			if (other.leaseUntil > tx.by.at) throw another();
			yield* imports.lease(tx, other.id, 0);
			return other.id;
		}).catch((error: unknown) => {
			throw violation(error) === 'unique' ? another() : error;
		});
		if (dead === null) return id;
		await discard(app, dead);
	}
}

/**
 * The steps of beginning to bring something into a study into which nothing else is being brought.
 *
 * @param byJob whether a job does it, which goes on where its process has ended: then nothing is swept away
 */
export function* beginIn(
	tx: Change,
	begun: { id: string; studyId: number; digest: string | null },
	{ byJob = false } = {}
): Steps<void> {
	const leaseUntil = tx.by.at + LEASE_MS;
	yield* imports.begin(tx, { ...begun, leaseUntil });
	if (byJob) return;
	yield* jobs.later(tx, { kind: SWEEP, payload: { importId: begun.id }, at: leaseUntil });
}

/**
 * The steps of making sure that nothing is being brought into a study.
 *
 * @throws Refusal ('conflict') where something is
 */
export function* assertNothingUnderWay(tx: Change, studyId: number): Steps<void> {
	const other = yield* imports.ofStudy(tx, { studyId });
	if (other !== undefined && other.leaseUntil > tx.by.at) throw another();
}

/** The job that throws away what an import has left whose process has ended. */
const SWEEP = 'imports.sweep';

/** Ends an import that has been silent for too long; looks again later at one that goes on. */
export async function sweep(app: App, id: string): Promise<void> {
	const dead = await atomically(app.db, by(app, INSTALLATION), function* (tx) {
		const found = yield* imports.byId(tx, { id });
		if (found === undefined) return false;
		if (found.leaseUntil > tx.by.at) {
			yield* jobs.later(tx, { kind: SWEEP, payload: { importId: id }, at: found.leaseUntil });
			return false;
		}
		yield* imports.lease(tx, id, 0);
		return true;
	});
	if (dead) await discard(app, id);
}

const another = () =>
	new Refusal(
		'conflict',
		'Another import into this study is under way. Wait until it is done, then try again.'
	);

function* stayAlive(tx: Change, id: string): Steps<void> {
	const own = yield* imports.byId(tx, { id });
	if (own === undefined || own.leaseUntil === 0) throw movedOn();
	yield* imports.lease(tx, id, tx.by.at + LEASE_MS);
}

/** Throws away what was staged, slice by slice, and ends it. */
export async function discard(app: App, id: string): Promise<void> {
	const some = () => atomically(app.db, by(app, INSTALLATION), (tx) => discardSome(tx, id));
	while (await some());
}

function* discardSome(tx: Change, id: string): Steps<boolean> {
	if (yield* stagedRatings.discard(tx, id, DISCARDED_AT_ONCE)) return true;
	if (yield* imports.discardCases(tx, id, DISCARDED_AT_ONCE)) {
		yield* imports.forgetSpecialties(tx, {});
		return true;
	}
	const own = yield* imports.byId(tx, { id });
	yield* imports.end(tx, id);
	if (own !== undefined) yield* studies.removeUnborn(tx, own.studyId);
	return false;
}
