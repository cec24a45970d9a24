/** Publishing a release: from this one short change on it is there. */
import type { JsonObject } from '#lib/domain/case.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Manifest } from '#lib/domain/release.ts';
import { COVER } from '#lib/formats/release.ts';
import { by, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as errands from '../../store/errands.ts';
import * as store from '../../store/releases.ts';
import * as trail from '../../store/trail.ts';
import type { Asked } from './making.ts';

type NewRelease = Pick<store.Release, 'number' | 'createdAt' | 'options' | 'manifest' | 'sha256'>;

/** The number that the next release gets, and the newest one that stands. */
export function next(app: App, { actor, slug }: Asked) {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		return {
			number: yield* store.nextNumber(tx, studyId),
			standing: yield* store.newestStanding(tx, { studyId })
		};
	});
}

/**
 * Adds a release whose archive is stored, and ends the errand by which it was made.
 *
 * @returns null where its number is not the next one any more
 * @throws Refusal ('conflict') where the errand was over before
 */
export async function publish(
	app: App,
	{ actor, slug, errand }: Asked,
	release: NewRelease
): Promise<store.Release | null> {
	const { number, options, manifest, sha256 } = release;
	try {
		return await atomically(app.db, by(app, actor), function* (tx) {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			if ((yield* store.nextNumber(tx, studyId)) !== number) return null;
			const added = yield* store.insert(tx, { studyId, createdBy: tx.by.userId, ...release });
			yield* trail.record(tx, {
				studyId,
				what: 'release.made',
				subject: `release:${number}`,
				new: { options, counts: manifest.counts, sha256 }
			});
			if (errand === null) return added;
			const over = { state: 'done' as const, outcome: outcomeOf(release), finishedAt: tx.by.at };
			if ((yield* errands.note(tx, errand, over)) === undefined) {
				throw new Refusal('conflict', 'This was stopped before the release was there.');
			}
			return added;
		});
	} catch (error) {
		if (violation(error) === 'unique') return null;
		throw error;
	}
}

/** What an errand says of the release that came of it. */
export const outcomeOf = ({
	number,
	sha256
}: Pick<NewRelease, 'number' | 'sha256'>): JsonObject => ({
	number,
	sha256
});

/** @throws Refusal ('conflict') where the newest release that stands holds the same */
export function assertNew(standing: store.Release | undefined, manifest: Manifest): void {
	if (standing === undefined || essence(standing.manifest) !== essence(manifest)) return;
	throw new Refusal(
		'conflict',
		`Release ${standing.number} holds exactly this already: the same ratings under the same choices. ` +
			'No other was made.'
	);
}

/** What of a release is not its number or its moment. */
function essence({ study, tool, rules, filters, note, files, ...terms }: Manifest): string {
	const { license, language } = terms;
	const contents = files.filter(({ path }) => !COVER.has(path));
	return JSON.stringify([study, tool, rules, license, language, filters, note, contents]);
}
