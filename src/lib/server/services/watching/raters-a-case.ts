/** What another number of raters per case would mean, said before it is saved. */
import type { Actor, App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { isFirst } from '../../panel/index.ts';
import { isComplete } from './selection.ts';
import { surveyOf } from './survey.ts';

/** From `now` to `then` raters per case. */
export type KChange = {
	now: number;
	then: number;
	/** Cases that would have more signed raters than are wanted, and how many signatures that is too many. */
	signedMore: { cases: number; signatures: number };
	/** Places of work under way or not begun that would be more than are wanted. */
	openMore: number;
	/** Cases complete now, and then. */
	complete: { now: number; then: number };
	/** Places that nobody has now, and would have then. */
	empty: { now: number; then: number };
};

/**
 * @returns null where the number is the one there is, or the study has no case it could matter to: a later round has
 *   a place for each of those whom it asks, whatever k is
 */
export async function kChange(
	app: App,
	actor: Actor,
	slug: string,
	then: number
): Promise<KChange | null> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	if (study.ratersPerCase === then) return null;
	return app.crew.ask(counted, { studyId: study.id, then });
}

const counted = task(
	'watching.k-change',
	'figures',
	async (app, { studyId, then }: { studyId: number; then: number }): Promise<KChange | null> => {
		const { study, rows, panel } = await surveyOf(app, studyId);
		if (rows.length === 0 || !isFirst(panel.present)) return null;
		const signedMore = { cases: 0, signatures: 0 };
		let [openMore, completeThen, emptyThen] = [0, 0, 0];
		for (const { places } of rows) {
			const counting = places.filter(({ counts }) => counts).length;
			const signed = places.filter(({ state }) => state === 'signed').length;
			if (signed > then) signedMore.cases += 1;
			signedMore.signatures += Math.max(0, signed - then);
			openMore += Math.min(counting - signed, Math.max(0, counting - then));
			if (signed >= then) completeThen += 1;
			emptyThen += Math.max(0, then - counting);
		}
		return {
			now: study.ratersPerCase,
			then,
			signedMore,
			openMore,
			complete: { now: rows.filter(isComplete).length, then: completeThen },
			empty: { now: rows.reduce((sum, { empty }) => sum + empty, 0), then: emptyThen }
		};
	}
);
