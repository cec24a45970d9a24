/** A release as an errand: a job makes it. */
import { z } from 'zod';
import type { JsonObject } from '#lib/domain/case.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import {
	releaseOptionsSchema,
	type ReleaseOptions,
	type ReleaseOptionsInput
} from '#lib/domain/release.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { send, type ErrandWork } from '../errands/index.ts';
import { seenNow } from './check.ts';
import { create } from './creating.ts';
import { outcomeOf } from './publishing.ts';

/** What the errand keeps. `seen`: what the check list was read of; null for whoever read none. */
const askedSchema = z.object({
	options: releaseOptionsSchema,
	seen: z.string().nullable().default(null)
});

/**
 * Asks for a release of what is submitted when the job comes to it.
 *
 * @param seen what the check list was read of, as `ReleaseCheck` says it: where a release would hold something else by
 *   now, or when the job comes to it, none is made
 * @returns the id of the errand
 * @throws Refusal ('conflict') where one is being made already, or something else was seen; ZodError for bad options
 */
export async function createSoon(
	app: App,
	actor: Actor,
	slug: string,
	input: ReleaseOptionsInput,
	seen: string | null = null
): Promise<string> {
	const options = releaseOptionsSchema.parse(input);
	await assertAsSeen(app, actor, slug, { options, seen });
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return yield* send(tx, { studyId, kind: 'release', asked: { options, seen } as JsonObject });
	});
}

/** What the job does. Whatever an attempt that ended in the middle has left, this one makes the release from its start. */
export const carryOut: ErrandWork = async (app, { id, actor, slug, asked }, course) => {
	const { options, seen } = askedSchema.parse(asked);
	await assertAsSeen(app, actor, slug, { options, seen });
	return outcomeOf(await create(app, actor, slug, options, course, id));
};

/**
 * Refuses what was decided on figures that are no longer so.
 *
 * @throws Refusal ('conflict')
 */
export async function assertAsSeen(
	app: App,
	actor: Actor,
	slug: string,
	{ options, seen }: { options: ReleaseOptions; seen: string | null }
): Promise<void> {
	if (seen === null || (await seenNow(app, actor, slug, options)) === seen) return;
	throw new Refusal(
		'conflict',
		'The study changed after the check list was read: a release would hold something else now. ' +
			'No release was made. Read the check list as it is now, and decide again.'
	);
}
