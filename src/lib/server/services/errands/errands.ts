/** Asking for an errand, looking at it, and stopping it. */
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '#lib/domain/case.ts';
import { isOver, type Errand, type ErrandKind } from '#lib/domain/errand.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf, submitterOf, watcherOf } from '../../auth/guards.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/errands.ts';
import type { ErrandRow } from '../../store/errands.ts';
import { later } from '../../store/jobs.ts';
import { RUN } from './carrying-out.ts';

/** Said where one of a kind is under way; of a kind that is not here several may be. */
const UNDER_WAY: Partial<Record<ErrandKind, string>> = {
	release: 'A release is being made already. Wait for it, or stop it first.',
	'import-cases': 'An import is under way already. Wait for it, or stop it first.',
	'import-ratings': 'An import is under way already. Wait for it, or stop it first.'
};

/**
 * Asks for an errand within a change: it begins once that is committed. The guard is the caller's.
 *
 * @param asked what is to be done, as the work of this kind reads it
 * @returns its id
 * @throws Refusal ('conflict') where one of this kind is under way in the study
 */
export function* send(
	tx: Change,
	{ studyId, kind, asked }: { studyId: number; kind: ErrandKind; asked: JsonObject }
): Steps<string> {
	const underWay = UNDER_WAY[kind];
	if (underWay !== undefined && (yield* store.isOpen(tx, studyId, kind))) {
		throw new Refusal('conflict', underWay);
	}
	const id = randomUUID();
	yield* store.insert(tx, { id, studyId, kind, asked });
	yield* later(tx, { kind: RUN, payload: { id } });
	return id;
}

/**
 * One errand of a study, for those who run it; for whoever submits to it, what they asked for themselves.
 *
 * @throws Refusal ('missing') where the study has no such errand
 */
export function show(app: App, actor: Actor, slug: string, id: string): Promise<Errand> {
	return read(app.db, function* (tx) {
		const { study, runs } = yield* submitterOf(tx, actor, slug);
		const row = yield* find(tx, study.id, id);
		if (!runs && row.userId !== actor.id) throw noSuch();
		return errandOf(row);
	});
}

/** The steps of finding the errand that scores a submission; null where there is none any more. The guard is the caller's. */
export function* scoringOf(
	tx: Queries,
	given: { studyId: number; submission: number }
): Steps<Errand | null> {
	const row = yield* store.scoringOf(tx, given);
	return row === undefined ? null : errandOf(row);
}

/** The errand of a kind that was asked for last, for those who run the study; null where there is none. */
export function newest(
	app: App,
	actor: Actor,
	slug: string,
	kind: ErrandKind
): Promise<Errand | null> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, slug);
		const row = yield* store.newest(tx, { studyId, kind });
		return row === undefined ? null : errandOf(row);
	});
}

/**
 * What a page shows of errands of a kind: the one that is under way, or that its address asks about. An observer is
 * shown none.
 *
 * @param asked the id in the address; null for none
 */
export function underWay(
	app: App,
	actor: Actor,
	slug: string,
	{ kind, asked }: { kind: ErrandKind; asked: string | null }
): Promise<Errand | null> {
	return read(app.db, function* (tx) {
		const { study, named } = yield* watcherOf(tx, actor, slug);
		if (!named) return null;
		const row = yield* store.newest(tx, { studyId: study.id, kind });
		return row === undefined || (isOver(row) && row.id !== asked) ? null : errandOf(row);
	});
}

/**
 * Asks an errand to stop: it does so at the next step, and nothing is changed by it.
 *
 * @throws Refusal ('missing') for none of this study; ('conflict') where it is over
 */
export async function stop(app: App, actor: Actor, slug: string, id: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* keeperOf(tx, actor, slug);
		const row = yield* find(tx, studyId, id);
		const isWaiting = row.state === 'waiting';
		const over = { state: 'stopped' as const, finishedAt: tx.by.at };
		const noted = yield* store.note(tx, id, {
			stopAskedAt: tx.by.at,
			...(isWaiting ? over : {})
		});
		if (noted === undefined) {
			throw new Refusal('conflict', 'There is nothing to stop: it is over already.');
		}
	});
}

function* find(tx: Queries, studyId: number, id: string): Steps<ErrandRow> {
	const row = yield* store.byId(tx, { id });
	if (row?.studyId !== studyId) throw noSuch();
	return row;
}

const noSuch = () =>
	new Refusal('missing', 'There is no such job in this study: it was over long ago.');

function errandOf(row: ErrandRow): Errand {
	const { id, kind, state, what, done, parts, asked, createdAt, finishedAt } = row;
	const isDone = state === 'done';
	return {
		...{ id, kind, state, what, done, parts, asked, createdAt, finishedAt },
		outcome: isDone ? row.outcome : null,
		refusal: isDone || row.outcome === null ? null : (row.outcome as unknown as Errand['refusal']),
		stopping: row.stopAskedAt !== null && !isOver(row)
	};
}
