/**
 * Cloning a study. The clone is made in the way of an import (docs/decisions/0010): a study that is in no list, into
 * which cases come slice by slice, and one last change that makes it a study like every other. Stopped before that,
 * nothing of it is left. Nobody is told of it.
 */
import { randomUUID } from 'node:crypto';
import { cloneSchema, type Clone, type CloneInput } from '#lib/domain/clone.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { studySettingsSchema } from '#lib/domain/study.ts';
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { task, type Course } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as heads from '../../store/case-heads.ts';
import { copyCases } from '../../store/copies.ts';
import * as imports from '../../store/imports.ts';
import { later } from '../../store/jobs.ts';
import * as members from '../../store/members.ts';
import * as store from '../../store/studies.ts';
import * as importing from '../importing/index.ts';
import { settle } from './clone-steps.ts';

/** The job that makes a large clone. */
export const CLONE = 'studies.clone';

/** Cases that are copied while a page waits for it; more are left to a job. */
const AT_ONCE = 150;

/** A clone that is being made. */
export type Making = {
	importId: string;
	studyId: number;
	from: string;
	asked: Clone;
	actor: Actor;
	/** True where a job makes it, which goes on from what is there where it was cut off. */
	byJob: boolean;
};

/**
 * Clones a study while the caller waits, whatever its size.
 *
 * @throws Refusal ('conflict') where the slug is taken, or the clone was stopped by somebody else; as `keeperOf` for
 *   whoever does not run the study; the reason of `course.signal` where that stops it; ZodError for bad input
 */
export async function clone(
	app: App,
	actor: Actor,
	slug: string,
	input: CloneInput,
	course?: Partial<Course>
): Promise<{ slug: string; name: string }> {
	const asked = cloneSchema.parse(input);
	const { making } = await begin(app, actor, slug, asked);
	await app.crew.ask(makeClone, making, course);
	return { slug: asked.slug, name: asked.name };
}

/**
 * The same for a page: a large clone is left to a job.
 *
 * @returns whether the clone is there, or still being made
 */
export async function cloneSoon(
	app: App,
	actor: Actor,
	slug: string,
	input: CloneInput
): Promise<{ slug: string; ready: boolean }> {
	const asked = cloneSchema.parse(input);
	const { making, ready } = await begin(app, actor, slug, asked, AT_ONCE);
	if (ready) await app.crew.ask(makeClone, making);
	return { slug: asked.slug, ready };
}

/** Begins a clone, with the job that makes it where it has more cases than this. */
async function begin(
	app: App,
	actor: Actor,
	slug: string,
	asked: Clone,
	atOnce = Infinity
): Promise<{ making: Making; ready: boolean }> {
	try {
		return await atomically(app.db, by(app, actor), function* (tx) {
			const source = yield* keeperOf(tx, actor, slug);
			const { cases } = (yield* heads.counted(tx, { studyId: source.id }))!;
			const fresh = studySettingsSchema.parse({ slug: asked.slug, name: asked.name });
			const unborn = yield* store.conceive(tx, { ...fresh, createdAt: tx.by.at });
			const { id: studyId } = unborn;
			if (actor.id !== null) {
				const first = { studyId, userId: actor.id, role: 'coordinator' as const };
				yield* members.insert(tx, { ...first, createdAt: tx.by.at });
			}
			const importId = randomUUID();
			const ready = !asked.cases || cases <= atOnce;
			const byJob = !ready;
			yield* importing.beginIn(tx, { id: importId, studyId, digest: null }, { byJob });
			const making = { importId, studyId, from: slug, asked, actor, byJob };
			if (byJob) yield* later(tx, { kind: CLONE, payload: { ...making } });
			return { making, ready };
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `There is a study "${asked.slug}" already. Choose another slug.`);
	}
}

/** Stops a clone that is being made for whoever asks; nothing of it is left. */
export async function stopClone(app: App, actor: Actor, slug: string): Promise<void> {
	const importId = await atomically(app.db, by(app, actor), function* (tx) {
		const mine = actor.id === null ? [] : yield* store.unbornOf(tx, { userId: actor.id });
		const found = mine.find((one) => one.slug === slug);
		if (found === undefined) {
			throw new Refusal(
				'conflict',
				'That study is not being made any more: it is complete, or was stopped.'
			);
		}
		yield* imports.lease(tx, found.importId, 0);
		return found.importId;
	});
	await importing.discard(app, importId);
}

/**
 * What the job does. Where the clone was stopped since, nothing, but for what is left of it; where it was cut off, by a
 * crash, a shutdown or a busy database, it goes on.
 */
export async function runClone(app: App, making: Making): Promise<void> {
	const begun = await read(app.db, (tx) => imports.byId(tx, { id: making.importId }));
	if (begun === undefined) return;
	if (begun.leaseUntil === 0) await importing.discard(app, making.importId);
	else await app.crew.ask(makeClone, making);
}

/** Throws away what is there of a clone whose job has failed for good. */
export function giveUpClone(app: App, { importId }: Making): Promise<void> {
	return importing.discard(app, importId);
}

/** What was refused would be so again; anything else may only have come between. */
const isRefused = (error: unknown) => error instanceof Refusal && error.kind !== 'busy';

const makeClone = task('studies.clone', 'work', (app, making: Making, course): Promise<void> => {
	const { importId: id, actor, byJob } = making;
	const isTriedAgain = (error: unknown) => byJob && !isRefused(error);
	return importing.goOn(app, { id, actor, isTriedAgain }, async (underWay) => {
		if (making.asked.cases) await copy(app, underWay, making, course);
		course.signal.throwIfAborted();
		await underWay.change((tx) => settle(tx, making));
	});
});

/** Copies the cases, slice by slice, but for those that are there already. */
async function copy(
	app: App,
	{ id: importId, change }: importing.UnderWay,
	{ studyId, from, asked, actor }: Making,
	{ onProgress, signal }: Course
): Promise<void> {
	const { all, there } = await read(app.db, function* (tx) {
		const source = yield* keeperOf(tx, actor, from);
		const ordinary = yield* heads.summaries(tx, { studyId: source.id });
		const gold = yield* heads.goldSummaries(tx, { studyId: source.id });
		const copied = yield* imports.stagedCases(tx, { id: importId });
		return {
			all: [...ordinary, ...gold],
			there: new Set(copied.map(({ externalId }) => externalId))
		};
	});
	let done = there.size;
	const missing = all.filter(({ externalId }) => !there.has(externalId));
	for (const slice of importing.slices(missing, ({ actions }) => 1 + actions)) {
		signal.throwIfAborted();
		const caseIds = slice.map(({ id }) => id);
		await change((tx) => copyCases(tx, { caseIds, studyId, importId, keepsGold: asked.settings }));
		done += slice.length;
		onProgress({ what: 'cases', done, of: all.length });
	}
}
