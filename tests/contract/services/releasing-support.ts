/** A study of the small kit with three raters, for what leaves a study. */
import type { RatingValue } from '#lib/domain/rating.ts';
import { smallKit } from '#lib/formats/fixture.ts';
import type { Files } from '#lib/formats/files.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import type { Opened } from '#lib/server/services/releasing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as cases from '#lib/server/store/cases.ts';
import { aMember, anApp, anAssignment, aSave, ask, aStudy, scored } from '../support.ts';

export const decode = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
export const json = (files: Files, path: string) => JSON.parse(decode(files.get(path)));
export const lines = (files: Files, path: string) =>
	decode(files.get(path))
		.trimEnd()
		.split('\n')
		.map((line) => JSON.parse(line) as Record<string, unknown>);

/** All bytes of an archive. */
export const wholeOf = async ({ read }: Pick<Opened, 'read'>) =>
	Buffer.concat(await Array.fromAsync(read()));

/** The case of the small kit that is rated, and the numbers of its actions. */
export const CASE = 'Card900';
export const NUMBERS = [1, 2, 3, 5, 7, 8];

/** What each of the three raters says of the actions, in the order of their numbers. */
export const SCORES: readonly (readonly number[])[] = [
	[9, 9, 9, 9, 9, 9],
	[9, 8, 9, 8, 9, 8],
	[9, 2, 9, 9, 9, 9]
];

/** What each rater says, with a thought beside it that is nobody else's. */
export const given = (): RatingValue[][] =>
	SCORES.map((scores) => scores.map((score) => scored(score, 'a private thought')));

/**
 * A study in which three raters have rated Card900.
 *
 * @param submitted how many of them have signed
 * @param values of each rater, of each action
 */
export async function aRatedStudy(db: Database, submitted = 3, values = given()) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 3 });
	const { actor } = await aMember(db, study, 'coordinator');
	await importing.importCases(app, actor, study.slug, await importing.read(smallKit()));
	const item = (await ask(db, cases.byExternalId, { studyId: study.id, externalId: CASE }))!;
	const actions = await ask(db, cases.actions, { caseId: item.id });
	const raters = [];
	for (const [index, theirs] of values.entries()) {
		const rater = await aMember(db, study, 'rater');
		const assignment = await anAssignment(db, study, item, rater);
		for (const [at, value] of theirs.entries()) {
			const save = aSave(actions[at]!.id, 0, value);
			await rating.saveRating(app, rater.actor, assignment.id, save);
		}
		if (index < submitted) await rating.submitCase(app, rater.actor, assignment.id);
		raters.push({ ...rater, assignment });
	}
	return { app, study, slug: study.slug, actor, item, actions, raters };
}
