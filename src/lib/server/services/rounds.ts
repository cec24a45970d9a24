/** The present round of a study: when it is due, and when nothing in it may change any more. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { RoundState } from '#lib/domain/round.ts';
import type { Actor, App } from '../app.ts';
import { atomically } from '../db/atomically.ts';
import * as audit from '../store/audit.ts';
import * as studies from '../store/studies.ts';
import { requireCoordinator } from './access.ts';

/** The newest round. */
export async function present(app: App, actor: Actor, slug: string): Promise<RoundState> {
	const { study } = await requireCoordinator(app, actor, slug);
	const { number, dueAt, closedAt } = await newest(app, study.id);
	return { number, dueAt, lockedAt: closedAt };
}

/** Says by when the raters are asked to be done; null takes the date away. It closes nothing by itself. */
export async function setDue(
	app: App,
	actor: Actor,
	slug: string,
	dueAt: number | null
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const round = await newest(app, study.id);
	await change(app, actor, study, round, { dueAt }, 'round.due');
}

/**
 * Locks the round, or opens it again.
 *
 * @throws Refusal ('conflict') where it is so already
 */
export async function setLocked(
	app: App,
	actor: Actor,
	slug: string,
	locked: boolean
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const round = await newest(app, study.id);
	if ((round.closedAt !== null) === locked) {
		throw new Refusal(
			'conflict',
			locked ? 'The round is locked already.' : 'The round is open already.'
		);
	}
	const what = locked ? 'round.locked' : 'round.unlocked';
	await change(app, actor, study, round, { closedAt: locked ? app.now() : null }, what);
}

async function newest(app: App, studyId: number): Promise<studies.Round> {
	return (await studies.rounds(app.db, studyId)).at(-1)!;
}

async function change(
	app: App,
	actor: Actor,
	study: studies.Study,
	{ id, number, dueAt, closedAt }: studies.Round,
	next: Partial<Pick<studies.Round, 'dueAt' | 'closedAt'>>,
	what: string
): Promise<void> {
	const now = app.now();
	await atomically(app.db, function* (tx) {
		yield* studies.updateRound(tx, id, next);
		yield* audit.record(tx, {
			at: now,
			userId: actor.id,
			studyId: study.id,
			what,
			subject: `round:${number}`,
			old: { dueAt, closedAt },
			new: next
		});
	});
}
