/** The present round of a study: when it is due, and when nothing in it may change any more. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { RoundState } from '#lib/domain/round.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import { bringUpToDate } from '../qualifying/index.ts';

/** The newest round. */
export function present(app: App, actor: Actor, slug: string): Promise<RoundState> {
	return read(app.db, function* (tx) {
		const { study } = yield* watcherOf(tx, actor, slug);
		const { number, dueAt, closedAt } = yield* rounds.present(tx, study.id);
		return { number, dueAt, lockedAt: closedAt };
	});
}

/** Says by when the raters are asked to be done; null takes the date away. It closes nothing by itself. */
export function setDue(app: App, actor: Actor, slug: string, dueAt: number | null): Promise<void> {
	return change(app, actor, slug, 'round.due', () => ({ dueAt }));
}

/**
 * Locks the round, or opens it again. With the opening, raters are given the qualification cases, and the other
 * tries, that a locked round had to keep from them.
 *
 * @throws Refusal ('conflict') where it is so already
 */
export function setLocked(app: App, actor: Actor, slug: string, locked: boolean): Promise<void> {
	const what = locked ? 'round.locked' : 'round.unlocked';
	return change(app, actor, slug, what, ({ closedAt }, now) => {
		if ((closedAt !== null) === locked) {
			throw new Refusal(
				'conflict',
				locked ? 'The round is locked already.' : 'The round is open already.'
			);
		}
		return { closedAt: locked ? now : null };
	});
}

/** Changes the newest round as it stands at that moment. */
async function change(
	app: App,
	actor: Actor,
	slug: string,
	what: 'round.due' | 'round.locked' | 'round.unlocked',
	next: (round: rounds.Round, now: number) => { dueAt?: number | null; closedAt?: number | null }
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const round = yield* rounds.present(tx, study.id);
		const { id, number, dueAt, closedAt } = round;
		const changed = next(round, tx.by.at);
		yield* rounds.update(tx, id, changed);
		yield* trail.record(tx, {
			studyId: study.id,
			what,
			subject: `round:${number}`,
			old: { dueAt, closedAt },
			new: changed
		});
		if (what === 'round.unlocked') {
			yield* bringUpToDate(tx, { ...study, tries: study.qualificationTries });
		}
	});
}
