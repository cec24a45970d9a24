/** Imports as errands: of files that were sent before, carried out by a job. */
import { z } from 'zod';
import type { JsonObject } from '#lib/domain/case.ts';
import { isOver } from '#lib/domain/errand.ts';
import { REWORDING_POLICIES } from '#lib/domain/import.ts';
import { mappingSchema } from '#lib/domain/mapping.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { newest, send, type ErrandWork } from '../errands/index.ts';
import { importCases } from './importing-cases.ts';
import { importRatings } from './importing-ratings.ts';
import { keep, type Meant } from './mappings.ts';
import { uploadOf } from './uploading.ts';

/** What is to be imported, and how. */
export const importAskedSchema = z.object({
	/** The id of the upload. */
	upload: z.string(),
	/** How its tables are read; null for files that are read as they are. */
	mapping: mappingSchema.nullable().default(null),
	dryRun: z.boolean().default(false),
	rewording: z.enum(REWORDING_POLICIES).default('refuse'),
	withdrawMissing: z
		.object({ reason: z.string(), expected: z.number().int().nonnegative() })
		.nullable()
		.default(null),
	reason: z.string().default('')
});
export type ImportAsked = z.input<typeof importAskedSchema>;

/** Whether the mapping of an import is kept, and which one it takes the place of. */
export type Kept = { keeps: boolean; used: Meant | null };

export type ImportKind = 'import-cases' | 'import-ratings';

/**
 * Asks for an import of files that were sent: a job carries it out.
 *
 * @param kept whether the study keeps the mapping under its name, for the next time
 * @returns the id of the errand
 * @throws Refusal ('conflict') where one of this kind is under way already, or the mapping cannot be kept; ('missing')
 *   where the study has no such upload
 */
export function importSoon(
	app: App,
	actor: Actor,
	slug: string,
	kind: ImportKind,
	input: ImportAsked,
	{ keeps, used }: Kept = { keeps: false, used: null }
): Promise<string> {
	const asked = importAskedSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		yield* uploadOf(tx, studyId, asked.upload);
		if (keeps && asked.mapping !== null) {
			yield* keep(tx, studyId, { mapping: asked.mapping, used });
		}
		return yield* send(tx, { studyId, kind, asked: asked as JsonObject });
	});
}

/** The import that is under way in a study, for those who run it: its errand and its upload; null for none. */
export async function underWay(
	app: App,
	actor: Actor,
	slug: string
): Promise<{ errand: string; upload: string } | null> {
	for (const kind of ['import-cases', 'import-ratings'] as const) {
		const errand = await newest(app, actor, slug, kind);
		if (errand === null || isOver(errand)) continue;
		return { errand: errand.id, upload: importAskedSchema.parse(errand.asked).upload };
	}
	return null;
}

export const carryOutCases: ErrandWork = async (app, { actor, slug, asked }, course) => {
	const { withdrawMissing, upload, mapping, ...how } = importAskedSchema.parse(asked);
	const missing = withdrawMissing === null ? {} : { withdrawMissing };
	const options = { ...how, ...missing, course };
	return asJson(await importCases(app, actor, slug, { upload, mapping }, options));
};

export const carryOutRatings: ErrandWork = async (app, { actor, slug, asked }, course) => {
	const { upload, mapping, dryRun } = importAskedSchema.parse(asked);
	return asJson(await importRatings(app, actor, slug, { upload, mapping }, { dryRun, course }));
};

const asJson = (outcome: object) => JSON.parse(JSON.stringify(outcome)) as JsonObject;
