/** Whole cases as they are rated: written at once, not save by save. */
import type { Source } from '#lib/domain/rating.ts';
import type { Save } from '#lib/domain/rating-schema.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as ratings from '../../store/ratings.ts';
import { digestOf } from './saving.ts';

/** All that a rater has saved in one case, in the order of time. */
export type Sheet = {
	assignment: { id: number };
	userId: number;
	/** At least one; `at` in milliseconds since 1970, UTC. */
	saves: readonly { save: Save; at: number }[];
};

/**
 * Writes cases in which nothing is rated yet: the ratings as the last save of each action leaves them, every
 * line of their histories, and that the cases are begun. The same rows as save by save, by fewer statements.
 *
 * @param sheets saves that are known to be right: of actions that the assignment asks, in an open round
 */
export function* writeSheets(tx: Queries, sheets: readonly Sheet[], source: Source): Steps<void> {
	yield* ratings.insertAll(tx, sheets.flatMap(ratingsOf));
	const histories: ratings.NewRevision[] = [];
	for (const sheet of sheets) {
		const { assignment, saves } = sheet;
		const startedAt = saves[0]!.at;
		yield* assignments.update(tx, assignment.id, { state: 'in-progress', startedAt });
		const ids = yield* ratings.idsByAction(tx, assignment.id);
		histories.push(...historyOf(sheet, source, ids));
	}
	yield* ratings.addRevisions(tx, histories);
}

/** The ratings as they stand at the end. */
function ratingsOf({ assignment, saves }: Sheet): ratings.NewRating[] {
	const byAction = Map.groupBy(saves, ({ save }) => save.action);
	return [...byAction].map(([actionId, all]) => ({
		assignmentId: assignment.id,
		actionId,
		...all.at(-1)!.save.value,
		activeMs: all.reduce((sum, { save }) => sum + save.activeMs, 0),
		version: all.length,
		createdAt: all[0]!.at,
		updatedAt: all.at(-1)!.at
	}));
}

function historyOf(
	{ assignment, userId, saves }: Sheet,
	source: Source,
	ids: ReadonlyMap<number, number>
): ratings.NewRevision[] {
	const last = new Map<number, Save>();
	return saves.map(({ save, at }) => {
		const before = last.get(save.action);
		last.set(save.action, save);
		return {
			ratingId: ids.get(save.action)!,
			version: save.version + 1,
			operation: save.operation,
			digest: digestOf(assignment, save),
			old: before?.value ?? null,
			new: save.value,
			activeMs: save.activeMs,
			userId,
			at,
			source,
			reason: null
		};
	});
}
