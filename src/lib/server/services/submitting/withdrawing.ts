/** Taking a submission back. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { whyNot } from '#lib/domain/submission-standing.ts';
import { by, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as store from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import { submissionAt, type AtBoard } from './places.ts';

const withdrawalSchema = z.object({ reason: reasonFor('say why it is withdrawn') });

/**
 * Takes a version of a submission back, for its sender and those who run the study: it goes from the board at once,
 * and does not come back.
 *
 * @returns its name
 * @throws Refusal ('missing') for none of theirs; ('conflict') where there is nothing to take back; ZodError without a
 *   reason
 */
export async function withdraw(
	app: App,
	at: AtBoard,
	{ id, reason }: { id: number; reason: string }
): Promise<string> {
	const { reason: why } = withdrawalSchema.parse({ reason });
	return atomically(app.db, by(app, at.actor), function* (tx) {
		const { place, submission } = yield* submissionAt(tx, at, id);
		const { name, version, state } = submission;
		const refused = whyNot('withdraw', state);
		if (refused !== null) {
			throw new Refusal('conflict', `"${name}" ${refused}: there is nothing to withdraw.`);
		}
		const change = { state: 'withdrawn' as const, reason: why };
		yield* store.move(tx, { id, seen: state }, change);
		yield* trail.record(tx, {
			...{ studyId: place.study.id, what: 'submission.withdrawn', subject: `submission:${id}` },
			old: { state },
			new: { name, version, release: place.board.release },
			reason: why
		});
		return name;
	});
}
