/** The present round of a study: when it is due, and when nothing in it may change any more. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { RoundState } from '#lib/domain/round.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, deskOf } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import { bringUpToDate } from '../qualifying/index.ts';
import { assertToCome } from './due.ts';
import { assertSeen, type SeenRound } from './seen.ts';

/** The newest round, for everybody in the study who does not rate. */
export function present(app: App, actor: Actor, slug: string): Promise<RoundState> {
	return read(app.db, function* (tx) {
		const { study } = yield* deskOf(tx, actor, slug);
		const { number, dueAt, closedAt, version } = yield* rounds.present(tx, study.id);
		return { number, dueAt, lockedAt: closedAt, version };
	});
}

/**
 * Says by when the raters are asked to be done; null takes the date away. It closes nothing by itself.
 *
 * @param seen the round that the change is based on; the present one where it is left out
 * @throws Refusal ('conflict') where the round is no longer as it was seen; ZodError for a day that has passed
 */
export function setDue(
	app: App,
	actor: Actor,
	slug: string,
	dueAt: number | null,
	seen?: SeenRound
): Promise<void> {
	return change(app, actor, { slug, what: 'round.due', seen }, (round, now) => {
		if (dueAt !== round.dueAt) assertToCome(dueAt, now);
		return { dueAt };
	});
}

/**
 * Locks the round, or opens it again. With the opening, raters are given the qualification cases, and the other
 * tries, that a locked round had to keep from them.
 *
 * @param seen as in `setDue`
 * @throws Refusal ('conflict') where it is so already, or no longer as it was seen
 */
export function setLocked(
	app: App,
	actor: Actor,
	slug: string,
	locked: boolean,
	seen?: SeenRound
): Promise<void> {
	const what = locked ? 'round.locked' : 'round.unlocked';
	return change(app, actor, { slug, what, seen }, ({ closedAt }, now) => {
		if ((closedAt !== null) === locked) {
			throw new Refusal(
				'conflict',
				locked ? 'The round is closed already.' : 'The round is open already.'
			);
		}
		return { closedAt: locked ? now : null };
	});
}

type Asked = {
	slug: string;
	what: 'round.due' | 'round.locked' | 'round.unlocked';
	seen: SeenRound | undefined;
};

/** Changes the newest round as it stands at that moment. */
async function change(
	app: App,
	actor: Actor,
	{ slug, what, seen }: Asked,
	next: (round: rounds.Round, now: number) => { dueAt?: number | null; closedAt?: number | null }
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const round = yield* rounds.present(tx, study.id);
		const { number, dueAt, closedAt } = round;
		const subject = `round:${number}` as const;
		yield* assertSeen(tx, round, seen);
		const changed = next(round, tx.by.at);
		yield* rounds.update(tx, round, changed);
		yield* trail.record(tx, {
			studyId: study.id,
			what,
			subject,
			old: { dueAt, closedAt },
			new: changed
		});
		if (what === 'round.unlocked') {
			yield* bringUpToDate(tx, { ...study, tries: study.qualificationTries });
		}
	});
}
