/** A release as an errand: a job makes it. */
import type { JsonObject } from '#lib/domain/case.ts';
import { releaseOptionsSchema, type ReleaseOptionsInput } from '#lib/domain/release.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { send, type ErrandWork } from '../errands/index.ts';
import { create } from './creating.ts';
import { outcomeOf } from './publishing.ts';

/**
 * Asks for a release of what is submitted when the job comes to it.
 *
 * @returns the id of the errand
 * @throws Refusal ('conflict') where one is being made already; ZodError for bad options
 */
export function createSoon(
	app: App,
	actor: Actor,
	slug: string,
	input: ReleaseOptionsInput
): Promise<string> {
	const options = releaseOptionsSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return yield* send(tx, { studyId, kind: 'release', asked: { options } as JsonObject });
	});
}

/** What the job does. Whatever an attempt that ended in the middle has left, this one makes the release from its start. */
export const carryOut: ErrandWork = async (app, { id, actor, slug, asked }, course) => {
	const options = asked['options'] as ReleaseOptionsInput;
	return outcomeOf(await create(app, actor, slug, options, course, id));
};
