/** Taking a submission back. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { whyNot } from '#lib/domain/submission-standing.ts';
import { by, type App } from '../../app.ts';
import { atomically } from '../../db/atomically.ts';
import * as store from '../../store/submissions.ts';
import * as trail from '../../store/trail.ts';
import { isOwn, submissionAt, type AtBoard } from './places.ts';

const withdrawalSchema = z.object({ reason: reasonFor('say why it is withdrawn') });

/**
 * Takes a version of a submission back, for whoever it is of and nobody else: it goes from the board at once, and does
 * not come back.
 *
 * @returns its name
 * @throws Refusal as `submissionAt`; ('conflict') for whoever runs the study, of others' submissions, and where there is
 *   nothing to take back; ZodError without a
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
		if (!isOwn(place, submission)) {
			throw new Refusal(
				'conflict',
				`Only whoever sent "${name}" can withdraw it. You can reject it, and approve it again later.`
			);
		}
		const refused = whyNot('withdraw', state);
		if (refused !== null) {
			throw new Refusal('conflict', `"${name}" ${refused}: there is nothing to withdraw.`);
		}
		const change = { state: 'withdrawn' as const, reason: why };
		if ((yield* store.move(tx, { id, seen: state }, change)) === undefined) {
			throw new Refusal('conflict', `"${name}" was moved on meanwhile. Look at it as it is now.`);
		}
		yield* trail.record(tx, {
			...{ studyId: place.study.id, what: 'submission.withdrawn', subject: `submission:${id}` },
			old: { state },
			new: { name, version, release: place.board.release },
			reason: why
		});
		return name;
	});
}
