/** `primum doctor`: is what is stored whole? */
import { sameValue } from '#lib/domain/rating.ts';
import type { App } from '../app.ts';
import * as health from '../db/health.ts';
import * as ratings from '../store/ratings.ts';
import { valueOf } from './rating.ts';

export type Finding = { check: string; ok: boolean; detail: string };

/** Runs every check; none changes anything. */
export async function examine(app: App): Promise<Finding[]> {
	return [...(await health.examine(app.db)), await replay(app)];
}

/** Every rating must be what the newest line of its history says. */
async function replay(app: App): Promise<Finding> {
	const rows = await ratings.withNewestRevision(app.db);
	const wrong = rows.filter(
		({ rating, revision }) => revision === null || !sameValue(revision.new, valueOf(rating))
	);
	return {
		check: 'history gives the ratings',
		ok: wrong.length === 0,
		detail:
			wrong.length === 0
				? `${rows.length} ratings`
				: `${wrong.length} of ${rows.length} ratings differ from their history, ` +
					`first rating ${wrong[0]!.rating.id}`
	};
}
