/** Which rater gets which case: k raters of the case's specialty, evenly. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { course, task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as rounds from '../../store/rounds.ts';
import { assertOpen, make } from './assignment-steps.ts';
import { plan, planAtAGlance, type Preview } from './planning.ts';

/** What "k raters of the case's specialty, evenly" would do, at a glance. Nothing is changed. */
export async function previewPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(planAtAGlance, { studyId: study.id });
}

/**
 * Makes the assignments of the plan.
 *
 * @returns what was done, and the cases that stay short
 * @throws Refusal ('invalid') where no case can be given to anyone, ('conflict') where the round is locked, or
 *   somebody else assigned cases or removed a member meanwhile
 */
export function applyPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	return app.crew.ask(apply, { actor, slug });
}

const apply = task(
	'assigning.apply',
	'work',
	async (app, given: { actor: Actor; slug: string }) => {
		const { actor, slug } = given;
		const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const {
			plan: planned,
			preview,
			roundId
		} = await plan.run(app, { studyId: study.id }, course());
		if (planned.assign.length === 0) {
			throw new Refusal(
				'invalid',
				preview.short.length === 0
					? 'Every case has its raters already. There is nothing to assign.'
					: `Nothing could be assigned. ${preview.short.join(' ')}`
			);
		}
		const pairs = planned.assign.map(({ caseId, raterId }) => ({ caseId, memberId: raterId }));
		try {
			await atomically(app.db, by(app, actor), function* (tx) {
				const study = yield* coordinatorOf(tx, actor, slug);
				const round = yield* rounds.present(tx, study.id);
				if (round.id !== roundId) throw movedOn();
				assertOpen(round);
				yield* make(tx, { studyId: study.id, roundId, pairs });
			});
		} catch (error) {
			if (violation(error) === null) throw error;
			throw movedOn();
		}
		return preview;
	}
);

const movedOn = () =>
	new Refusal(
		'conflict',
		'Members or assignments changed while the plan was made. Nothing was assigned; plan again.'
	);
