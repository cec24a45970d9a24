/** Imports as errands: of a file that was sent before, carried out by a job. */
import { z } from 'zod';
import type { JsonObject } from '#lib/domain/case.ts';
import { REWORDING_POLICIES } from '#lib/domain/import.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { send, type ErrandWork } from '../errands/index.ts';
import { importCases } from './importing-cases.ts';
import { importRatings } from './importing-ratings.ts';
import type { Sent } from './incoming.ts';
import { uploaded } from './uploading.ts';

/** What is to be imported, and how. */
export const importAskedSchema = z.object({
	/** The id of the upload. */
	upload: z.string(),
	dryRun: z.boolean().default(false),
	rewording: z.enum(REWORDING_POLICIES).default('refuse'),
	withdrawMissing: z
		.object({ reason: z.string(), expected: z.number().int().nonnegative() })
		.nullable()
		.default(null),
	reason: z.string().default('')
});
export type ImportAsked = z.input<typeof importAskedSchema>;

/**
 * Asks for an import of a file that was sent: a job carries it out.
 *
 * @returns the id of the errand
 * @throws Refusal ('conflict') where one of this kind is under way already
 */
export function importSoon(
	app: App,
	actor: Actor,
	slug: string,
	kind: 'import-cases' | 'import-ratings',
	input: ImportAsked
): Promise<string> {
	const asked = importAskedSchema.parse(input);
	return atomically(app.db, by(app, actor), function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return yield* send(tx, { studyId, kind, asked });
	});
}

const isZip = ([first, second]: Uint8Array, name: string) =>
	first === 0x50 && second === 0x4b && !/\.xls[xm]$/i.test(name);

/** A zip as it is, any other file by its name. */
function asSent(name: string, bytes: Uint8Array): Sent {
	return isZip(bytes, name) ? { zip: bytes } : { files: new Map([[name, bytes]]) };
}

export const carryOutCases: ErrandWork = async (app, { actor, slug, asked }, course) => {
	const { upload, withdrawMissing, ...how } = importAskedSchema.parse(asked);
	const { name, bytes } = await uploaded(app, actor, slug, upload);
	const missing = withdrawMissing === null ? {} : { withdrawMissing };
	const options = { ...how, ...missing, course };
	return asJson(await importCases(app, actor, slug, asSent(name, bytes), options));
};

export const carryOutRatings: ErrandWork = async (app, { actor, slug, asked }, course) => {
	const { upload, dryRun } = importAskedSchema.parse(asked);
	const { bytes } = await uploaded(app, actor, slug, upload);
	return asJson(await importRatings(app, actor, slug, bytes, { dryRun, course }));
};

const asJson = (outcome: object) => JSON.parse(JSON.stringify(outcome)) as JsonObject;
