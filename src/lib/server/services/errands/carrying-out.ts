/** Carrying an errand out: what the job does. */
import type { JsonObject } from '#lib/domain/case.ts';
import { isOver, type ErrandKind } from '#lib/domain/errand.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, INSTALLATION, type Actor, type App } from '../../app.ts';
import { assertOpen } from '../../auth/tokens.ts';
import type { Course, Progress } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as store from '../../store/errands.ts';
import type { ErrandRow } from '../../store/errands.ts';
import * as studies from '../../store/studies.ts';
import * as tokens from '../../store/tokens.ts';
import * as users from '../../store/users.ts';

/** The job that carries an errand out. */
export const RUN = 'errands.run';

/** How often it is written down how far an errand is, and looked whether it is to stop. */
const NOTED_EVERY_MS = 500;

/** Of a refusal, the problems that are kept; the rest is counted in its sentence. */
const MOST_PROBLEMS = 500;

/** What is to be done, for whom. */
export type ErrandTask = { id: string; actor: Actor; slug: string; asked: JsonObject };

/**
 * Does an errand of one kind. It may be begun again where a process was lost in the middle, and must bear that.
 *
 * @returns what came of it, as whoever asked is shown it
 * @throws Refusal where it cannot be; the reason of `course.signal` where that stops it
 */
export type ErrandWork = (app: App, task: ErrandTask, course: Course) => Promise<JsonObject>;
export type ErrandWorks = Readonly<Record<ErrandKind, ErrandWork>>;

/**
 * Tells what waits for an errand of one kind that it ended without its work done: refused, stopped or failed. It may
 * be told twice.
 *
 * @param message why, in words for whoever waits
 */
export type Unfinished = (app: App, asked: JsonObject, message: string) => Promise<void>;
export type Waiting = Readonly<Partial<Record<ErrandKind, Unfinished>>>;

/** Thrown where somebody asked an errand to stop. */
class Stopped extends Error {}

/**
 * Does what an errand asks for. Where it is over already, nothing.
 *
 * @param waiting whoever is to hear of one that ended without its work done
 */
export async function carryOut(
	app: App,
	id: string,
	works: ErrandWorks,
	waiting: Waiting = {}
): Promise<void> {
	const begun = await note(app, id, { state: 'running' });
	if (begun !== undefined) await doWork(app, begun, works);
	await tellWaiting(app, id, waiting);
}

async function doWork(app: App, begun: ErrandRow, works: ErrandWorks): Promise<void> {
	const { id } = begun;
	const stopping = new AbortController();
	const far: Progress = { what: '', done: 0, of: 0 };
	let noted = { ...far };
	let isLooking = false;
	/** Writes only where something has moved: every change waits for the disk. */
	const look = async () => {
		const { what, done, of } = far;
		const moved = what !== noted.what || done !== noted.done || of !== noted.of;
		const now = moved
			? await note(app, id, { what, done, parts: of })
			: await read(app.db, (tx) => store.byId(tx, { id }));
		noted = { what, done, of };
		if (now?.stopAskedAt !== null) stopping.abort(new Stopped());
	};
	const looking = setInterval(() => {
		if (isLooking) return;
		isLooking = true;
		void look()
			.catch(() => {})
			.finally(() => {
				isLooking = false;
			});
	}, NOTED_EVERY_MS);
	try {
		if (begun.stopAskedAt !== null) stopping.abort(new Stopped());
		stopping.signal.throwIfAborted();
		const task = await taskOf(app, begun);
		const outcome = await works[begun.kind](app, task, {
			onProgress: (progress) => void Object.assign(far, progress),
			signal: stopping.signal
		});
		await end(app, id, { state: 'done', outcome });
	} catch (error) {
		if (stopping.signal.aborted) await end(app, id, { state: 'stopped', outcome: null });
		else if (error instanceof Refusal && error.kind !== 'busy') {
			await end(app, id, { state: 'refused', outcome: refusalOf(error) });
		} else throw error;
	} finally {
		clearInterval(looking);
	}
}

const STOPPED = 'This was stopped before its end, and changed nothing.';

async function tellWaiting(app: App, id: string, waiting: Waiting): Promise<void> {
	const errand = await read(app.db, (tx) => store.byId(tx, { id }));
	if (errand === undefined || !isOver(errand) || errand.state === 'done') return;
	const { message } = (errand.outcome ?? { message: STOPPED }) as { message: string };
	await waiting[errand.kind]?.(app, errand.asked, message);
}

/** Says that an errand has failed for good. */
export async function giveUp(app: App, id: string, waiting: Waiting = {}): Promise<void> {
	const message =
		'This failed for a reason that is Primum’s fault, and changed nothing. Try again; if it fails again, look in the log.';
	await end(app, id, { state: 'failed', outcome: { message, problems: [] } });
	await tellWaiting(app, id, waiting);
}

/** What was taken when it was asked for, and is done without the rights of whoever asked. */
const ON_ITS_OWN: readonly ErrandKind[] = ['score'];

/** As whom: the rights are looked at again by what is done. */
async function taskOf(app: App, { id, kind, studyId, userId, tokenId, asked }: ErrandRow) {
	const { study, user, token } = await read(app.db, function* (tx) {
		return {
			study: yield* studies.byId(tx, { id: studyId }),
			user: userId === null ? undefined : yield* users.byId(tx, { id: userId }),
			token: tokenId === null ? undefined : yield* tokens.byId(tx, { id: tokenId })
		};
	});
	if (study === undefined || study.deletedAt !== null) {
		throw new Refusal('missing', 'The study was deleted.');
	}
	if (ON_ITS_OWN.includes(kind)) {
		return { id, actor: actorOf(undefined, undefined), slug: study.slug, asked };
	}
	if (token !== undefined) assertOpen(token, app.now());
	return { id, actor: actorOf(user, token), slug: study.slug, asked };
}

function actorOf(user: users.User | undefined, token: tokens.Token | undefined): Actor {
	if (user === undefined) return { ...INSTALLATION, from: { via: 'page' } };
	if (user.disabledAt !== null) {
		throw new Refusal('forbidden', 'The account of whoever asked for this was disabled.');
	}
	const { id, name, isAdmin } = user;
	if (token === undefined) return { id, name, isAdmin, from: { via: 'page' } };
	return { id, name, isAdmin, from: { via: 'program', token: token.id }, onlyIn: token.studyId };
}

function refusalOf({ message, problems }: Refusal): JsonObject {
	return {
		message,
		problems: problems.slice(0, MOST_PROBLEMS).map((problem) => ({ ...problem }))
	};
}

const note = (app: App, id: string, what: Parameters<typeof store.note>[2]) =>
	atomically(app.db, by(app, INSTALLATION), (tx) => store.note(tx, id, what));

const end = (app: App, id: string, what: Pick<ErrandRow, 'state' | 'outcome'>) =>
	note(app, id, { ...what, finishedAt: app.now() });
