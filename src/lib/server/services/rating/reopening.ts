/** Opening a submitted case again: what its coordinator may do. */
import { z } from 'zod';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { assertOpen, inStudy, reopen } from '../assigning/index.ts';

const reasonSchema = z.object({ reason: reasonFor('say why the case is opened again') });

/**
 * Opens a submitted case again for its rater. The signature is void; the ratings stay.
 *
 * @param reason why, for the trail
 * @throws Refusal ('invalid') for a qualification case, ('conflict') where it is not submitted or its round is
 *   locked; ZodError without a reason
 */
export async function reopenCase(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number,
	reason: string
): Promise<void> {
	const why = reasonSchema.parse({ reason }).reason;
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const found = yield* inStudy(tx, study.id, assignmentId);
		if (found.gold) {
			throw new Refusal(
				'invalid',
				'This is a qualification case. To allow another try, raise the number of tries in the settings.'
			);
		}
		if (found.assignment.state !== 'submitted') {
			throw new Refusal(
				'conflict',
				'This case is not submitted, so its rater can still change it.'
			);
		}
		// A signature that is void in a locked round could not be given again.
		assertOpen({ number: found.roundNumber, closedAt: found.lockedAt });
		yield* reopen(tx, found, why);
	});
}
