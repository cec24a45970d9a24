/** Ratings given past the screen, as the programs of raters would, where a walk is about something else. */
import type { App } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { read } from '#lib/server/db/atomically.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as users from '#lib/server/store/users.ts';
import type { Installation } from './installation.ts';

/** By case: scores of its actions; null is not rated, and the case is then not signed. */
export type Scores = Record<string, (number | null)[]>;

/**
 * Rates and signs what waits for each rater.
 *
 * @param raters their addresses, in the order of the scores
 */
export async function rate(
	{ data }: Installation,
	raters: readonly string[],
	all: readonly Scores[]
): Promise<void> {
	const app: App = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	try {
		for (const [at, scores] of all.entries()) {
			const email = raters[at]!;
			const user = (await read(app.db, (tx) => users.byEmail(tx, { email })))!;
			const actor = { id: user.id, name: user.name, isAdmin: false };
			const [mine] = await rating.myCases(app, actor);
			for (const { assignmentId, externalId } of mine!.cases) {
				const { actions } = await rating.openCase(app, actor, assignmentId);
				const theirs = scores[externalId]!;
				const asked = actions.toSorted((a, b) => a.number - b.number);
				for (const [index, { id, version }] of asked.entries()) {
					const score = theirs[index];
					if (score === null || score === undefined) continue;
					await rating.saveRating(app, actor, assignmentId, {
						...{ operation: crypto.randomUUID(), action: id, version, activeMs: 6_000 },
						value: { score: score as 1, cannotRate: null, comment: 'So.', flags: [] }
					});
				}
				if (!theirs.includes(null)) await rating.submitCase(app, actor, assignmentId);
			}
		}
	} finally {
		await app.db.close();
	}
}
