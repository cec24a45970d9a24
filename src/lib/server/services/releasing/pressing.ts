/** The press that makes a release of a check list that was read: asked about once more, and then sent on its way. */
import { z } from 'zod';
import { releaseOptionsSchema, type ReleaseOptionsInput } from '#lib/domain/release.ts';
import type { Actor, App } from '../../app.ts';
import { assertInUse, coordinatorOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as store from '../../store/releases.ts';
import { assertAsSeen, createSoon } from './release-errand.ts';

/** What a form sends with the choices. */
export type Press = ReleaseOptionsInput & {
	/** What the check list was read of. */
	seen: string;
	/** That it was read, and that everybody knows who appears by name. */
	read: boolean;
	known: boolean;
};

const pressSchema = releaseOptionsSchema
	.extend({
		seen: z.string(),
		read: z.literal(true, 'read the check list, and tick that you have'),
		known: z.boolean()
	})
	.refine(({ pseudonyms, known }) => pseudonyms || known, {
		path: ['known'],
		message: 'tick that every rater knows of it, or let them leave as R01, R02 and so on'
	});

/**
 * What is asked before a release is made: nothing is changed by it.
 *
 * @returns the number that the release gets
 * @throws Refusal ('conflict') where the study changed after the check list was read, or is archived; ZodError where
 *   something is not ticked
 */
export async function askToMake(
	app: App,
	actor: Actor,
	slug: string,
	press: Press
): Promise<number> {
	const { seen, ...options } = pressSchema.parse(press);
	const number = await read(app.db, function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		assertInUse(study);
		return yield* store.nextNumber(tx, study.id);
	});
	await assertAsSeen(app, actor, slug, { options, seen });
	return number;
}

/**
 * Asks for the release.
 *
 * @returns the id of the errand
 * @throws as `askToMake`; Refusal ('conflict') too where one is being made already
 */
export async function makeSoon(
	app: App,
	actor: Actor,
	slug: string,
	press: Press
): Promise<string> {
	const { seen, read: _read, known: _known, ...options } = pressSchema.parse(press);
	return createSoon(app, actor, slug, options, seen);
}
