/** Opening a later round: some actions are asked again of those who rated them. */
import { isPaused } from '#lib/domain/participation.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { assertUnmoved } from '../../auth/unmoved.ts';
import { atomically } from '../../db/atomically.ts';
import * as cases from '../../store/cases.ts';
import * as rounds from '../../store/rounds.ts';
import * as signers from '../../store/signers.ts';
import * as trail from '../../store/trail.ts';
import { giveAll } from '../assigning/index.ts';

export type NextRound = {
	/** Ids of present actions of ordinary cases: those that are asked again. */
	actionIds: readonly number[];
	/** How they were found: those the rule leaves unresolved, or by hand. */
	chosen: 'rule' | 'hand';
	/** Milliseconds since 1970, UTC; null for no date. */
	dueAt: number | null;
	/** The version of the round before, as whoever opens this one saw it. */
	seen?: number;
};

export type Opened = { number: number; actions: number; cases: number; assignments: number };

/**
 * Opens the round after the present one. Each case with an action that is asked goes to everybody who signed it in
 * a round before, takes part still and is not paused.
 *
 * @throws Refusal ('conflict') where the present round is not locked or no longer as it was seen; ('invalid')
 *   where no action is chosen, one is none of this study's, or nobody is left to ask
 */
export function openNext(
	app: App,
	actor: Actor,
	slug: string,
	{ actionIds, chosen, dueAt, seen }: NextRound
): Promise<Opened> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const studyId = study.id;
		const last = yield* rounds.present(tx, studyId);
		const subject = `round:${last.number}`;
		const name = `Round ${last.number}`;
		yield* assertUnmoved(tx, { studyId, subject, name, seen, version: last.version });
		if (last.closedAt === null) {
			throw new Refusal(
				'conflict',
				`${name} is still open. Close it first: its scores are shown in the next.`
			);
		}
		const asked = new Set(actionIds);
		if (asked.size === 0) throw new Refusal('invalid', 'Choose at least one action to ask again.');
		const known = (yield* cases.judged(tx, { studyId })).filter(({ id }) => asked.has(id));
		if (known.length < asked.size) {
			throw new Refusal(
				'invalid',
				'Some of these actions are in the study no more. Choose them again.'
			);
		}
		const caseIds = new Set(known.map(({ caseId }) => caseId));
		const pairs = (yield* signers.ofStudy(tx, { studyId })).filter(
			(signer) => caseIds.has(signer.caseId) && !isPaused(signer, tx.by.at)
		);
		if (pairs.length === 0) {
			throw new Refusal('invalid', 'Nobody who signed these cases takes part any more.');
		}
		const { sharesComments, asksReason } = study;
		const round = yield* rounds.open(tx, {
			...{ studyId, number: last.number + 1, asks: 'chosen' as const },
			...{ openedAt: tx.by.at, dueAt, sharesComments, asksReason }
		});
		yield* rounds.ask(tx, round.id, [...asked]);
		yield* giveAll(tx, {
			...{ studyId, roundId: round.id },
			pairs: pairs.map(({ caseId, memberId }) => ({ caseId, memberId }))
		});
		const size = { actions: asked.size, cases: caseIds.size, assignments: pairs.length };
		yield* trail.record(tx, {
			studyId,
			what: 'round.opened',
			subject: `round:${round.number}`,
			new: { chosen, ...size, dueAt, sharesComments, asksReason }
		});
		return { number: round.number, ...size };
	});
}
