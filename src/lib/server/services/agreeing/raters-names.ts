/** The names behind the pseudonyms: shown to who runs a study and has asked for them, which stands in the trail. */
import { by, type Actor, type App } from '../../app.ts';
import { keeperOf, type Watcher } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as trail from '../../store/trail.ts';

/** For how long names are shown to whoever asked for them. */
export const SHOWN_MS = 60 * 60 * 1000;

/** Shows the names of raters beside their figures to this person, for an hour. It is put on record. */
export async function showNames(app: App, actor: Actor, slug: string): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* keeperOf(tx, actor, slug);
		const subject = `study:${study.slug}` as const;
		yield* trail.record(tx, { studyId: study.id, what: 'raters.named', subject });
	});
}

/** True where this person may see names, and has asked for them within the hour. */
export function* seesNames(
	tx: Queries,
	{ study, named }: Watcher,
	actor: Actor,
	now: number
): Steps<boolean> {
	if (!named || actor.id === null) return false;
	const asked = {
		studyId: study.id,
		userId: actor.id,
		what: 'raters.named',
		after: now - SHOWN_MS
	};
	return (yield* trail.newestOf(tx, asked)) !== undefined;
}
