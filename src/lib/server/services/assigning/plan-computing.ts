/**
 * Computes the plan of a round: at once for a study as most are, by a job for a very large one. Until it is
 * ready it says how far it is, and it can be stopped.
 */
import { setImmediate } from 'node:timers/promises';
import { planning, type Plan, type ToPlan } from '#lib/domain/plan.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task, type Course } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import { later } from '../../store/jobs.ts';
import * as plans from '../../store/plans.ts';
import type { NewPlace, StoredPlan } from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import { assertFirst, assertOpen } from './assignment-steps.ts';
import {
	askedOf,
	digestOf,
	isBarred,
	keptOf,
	readBasis,
	toPlan,
	writtenBasis,
	type Basis,
	type PlanAsked
} from './plan-basis.ts';
import { readPlaces, type Place } from './plan-places.ts';

/** The job that computes a large plan. */
export const COMPUTE = 'plans.compute';

/** Places that are computed while the page waits for it; more are left to a job. */
const AT_ONCE = 3_000;

/** Places that one change writes: some milliseconds of work. */
const SLICE = 500;

/** Per cent between two notes of how far it is. */
const NOTED_EVERY = 5;

/** A computing: which plan, and when it was asked for. */
type Run = Pick<StoredPlan, 'id' | 'createdAt'>;

/**
 * Computes the plan of the present round, in place of the one there is; what was changed by hand is kept.
 *
 * @param asked `seed` is that of the plan there is unless given, or the date
 * @returns whether the plan is ready, or a job goes on with it
 * @throws Refusal ('conflict') where it is being computed already, the round is locked, or a later one
 */
export async function computePlan(
	app: App,
	actor: Actor,
	slug: string,
	asked: Partial<PlanAsked> = {}
): Promise<{ ready: boolean }> {
	const begun = await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const counted = yield* heads.counted(tx, { studyId: study.id });
		const large = (counted?.cases ?? 0) * study.ratersPerCase > AT_ONCE;
		const run = yield* begin(tx, study.id, asked);
		if (large) yield* later(tx, { kind: COMPUTE, payload: { ...run } });
		return { run, large };
	});
	if (begun.large) return { ready: false };
	await app.crew.ask(computeSoon, begun.run);
	return { ready: true };
}

/** Computes it while the caller waits, whatever its size. */
export async function computeNow(
	app: App,
	actor: Actor,
	slug: string,
	asked: Partial<PlanAsked> = {}
): Promise<void> {
	const run = await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		return yield* begin(tx, study.id, asked);
	});
	await app.crew.ask(computeLong, run);
}

function* begin(tx: Change, studyId: number, asked: Partial<PlanAsked>): Steps<Run> {
	const round = yield* rounds.present(tx, studyId);
	assertOpen(round);
	assertFirst(round);
	const there = yield* plans.ofRound(tx, { roundId: round.id });
	if (there?.state === 'computing') {
		throw new Refusal('conflict', 'The plan is being computed already. Wait, or stop it first.');
	}
	const seed = asked.seed ?? there?.seed ?? dated(tx.by.at);
	const basis = writtenBasis(asked.moving ?? false, '');
	const fresh = {
		...{ seed, basis, progress: 0, error: null },
		...{ state: 'computing' as const, userId: tx.by.userId, computedAt: null }
	};
	if (there === undefined) {
		const { id, createdAt } = yield* plans.insert(tx, {
			...fresh,
			...{ roundId: round.id, createdAt: tx.by.at }
		});
		return { id, createdAt };
	}
	const createdAt = Math.max(tx.by.at, there.createdAt + 1);
	yield* plans.update(tx, there.id, { ...fresh, createdAt });
	return { id: there.id, createdAt };
}

/** A day as a number that can be said: 20261103. */
const dated = (at: number) => Number(new Date(at).toISOString().slice(0, 10).replaceAll('-', ''));

/** Stops the computing of the plan; nothing was given to anybody. */
export async function stopPlan(app: App, actor: Actor, slug: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const round = yield* rounds.present(tx, study.id);
		const there = yield* plans.ofRound(tx, { roundId: round.id });
		if (there?.state !== 'computing') {
			throw new Refusal('conflict', 'No plan is being computed: it is ready, or was stopped.');
		}
		yield* plans.update(tx, there.id, { state: 'failed', error: 'The computing was stopped.' });
	});
}

/** What the job does. Where the plan was stopped or asked for anew since, nothing. */
export async function runPlan(app: App, run: Run): Promise<void> {
	await app.crew.ask(computeLong, run);
}

const computeSoon = task('assigning.compute-soon', 'figures', compute);
const computeLong = task('assigning.compute-long', 'work', compute);

/** Thrown where nobody wants the plan any more. */
class Stopped extends Error {}

async function compute(app: App, run: Run, course: Course): Promise<void> {
	const change: Changing = (steps) => atomically(app.db, by(app, INSTALLATION), steps);
	const note = async (what: Partial<StoredPlan>) => {
		const goesOn = await change((tx) => plans.updateRun(tx, run, what));
		if (!goesOn) throw new Stopped();
	};
	try {
		const { basis, asked, given, impossible } = await readGiven(app, run);
		const outcome = await inSteps(given, course, (progress) => note({ progress }));
		await clear(change, run, impossible);
		await write(change, run, placesOf(outcome, given, basis));
		await note({
			state: 'ready',
			progress: 100,
			basis: writtenBasis(asked.moving, digestOf(basis, asked)),
			computedAt: app.now()
		});
	} catch (error) {
		if (error instanceof Stopped) return;
		// The server stops: the job is taken up again.
		if (course.signal.aborted) throw error;
		const words =
			'The plan could not be computed. Compute it again; if it fails again, look in the log.';
		await note({ state: 'failed', error: words }).catch(() => {});
		throw error;
	}
}

async function readGiven(app: App, { id, createdAt }: Run) {
	return read(app.db, function* (tx) {
		const plan = yield* plans.byId(tx, { id });
		if (plan?.createdAt !== createdAt || plan.state !== 'computing') throw new Stopped();
		const { studyId } = (yield* rounds.byId(tx, { id: plan.roundId }))!;
		const basis = yield* readBasis(tx, studyId, app.now());
		const summaries = yield* heads.summaries(tx, { studyId });
		const actions = new Map(summaries.map((item) => [item.id, item.actions]));
		const asked = askedOf(plan);
		const chosen = (yield* readPlaces(tx, id)).filter((place) => place.byHand);
		const byHand = stillPossible(chosen, basis, asked);
		const impossible = chosen.filter((place) => !byHand.includes(place)).map((place) => place.id);
		return { basis, asked, impossible, given: toPlan(basis, actions, { ...asked, byHand }) };
	});
}

/** Of what was chosen by hand: what still may be, and no more of a case than it has places. */
function stillPossible(chosen: readonly Place[], basis: Basis, { moving }: PlanAsked): Place[] {
	const able = new Set(basis.raters.filter(({ paused }) => !paused).map(({ id }) => id));
	const kept = Map.groupBy(keptOf(basis, moving), ({ caseId }) => caseId);
	const placesLeft = new Map(
		basis.cases.map(({ id }) => [
			id,
			basis.rules.k - (kept.get(id) ?? []).filter(({ counts }) => counts).length
		])
	);
	return chosen.filter(({ caseId, memberId }) => {
		const left = placesLeft.get(caseId) ?? 0;
		const may =
			memberId === null || (able.has(memberId) && !isBarred(basis, { caseId, memberId }, moving));
		if (!may || left <= 0) return false;
		placesLeft.set(caseId, left - 1);
		return true;
	});
}

/** Plans with a breath between the steps, in which a stop is heard. */
async function inSteps(
	given: ToPlan,
	{ onProgress, signal }: Course,
	note: (progress: number) => Promise<void>
): Promise<Plan> {
	const steps = planning(given);
	let noted = 0;
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
		onProgress({ what: 'planning', done: step.value, of: 100 });
		if (step.value >= noted + NOTED_EVERY) {
			noted = step.value;
			await note(noted);
		}
		await setImmediate();
		signal.throwIfAborted();
	}
}

/** Every place that the plan fills, and a row for each that stays empty. */
function placesOf({ places }: Plan, given: ToPlan, { rules }: Basis): Omit<NewPlace, 'planId'>[] {
	const filled = Map.groupBy(places, ({ caseId }) => caseId);
	return given.cases.flatMap(({ id: caseId, has, chosen = [], left = 0 }) => {
		const here = filled.get(caseId) ?? [];
		const empty = rules.k - has.length - chosen.length - left - here.length;
		return [
			...here.map(({ raterId, fit }) => ({ caseId, memberId: raterId, fit, byHand: false })),
			...Array.from({ length: Math.max(0, empty) }, () => ({
				...{ caseId, memberId: null, fit: null, byHand: false }
			}))
		];
	});
}

type Changing = <R>(steps: (tx: Change) => Steps<R>) => Promise<R>;

/** Every change of the places looks whether they are still wanted. */
function* stillOurs(tx: Change, run: Run): Steps<void> {
	if (!(yield* plans.updateRun(tx, run, { progress: 95 }))) throw new Stopped();
}

/** Takes the former places out, but for those that a person chose and that may still be. */
async function clear(change: Changing, run: Run, impossible: readonly number[]): Promise<void> {
	for (let more = true; more;) {
		more = await change(function* (tx) {
			yield* stillOurs(tx, run);
			for (const id of impossible) yield* plans.removePlace(tx, id);
			return yield* plans.removeComputed(tx, run.id, SLICE);
		});
	}
}

async function write(
	change: Changing,
	run: Run,
	places: readonly Omit<NewPlace, 'planId'>[]
): Promise<void> {
	for (let at = 0; at < places.length; at += SLICE) {
		const part = places.slice(at, at + SLICE).map((place) => ({ planId: run.id, ...place }));
		await change(function* (tx) {
			yield* stillOurs(tx, run);
			yield* plans.insertPlaces(tx, part);
		});
	}
}
