/** What can be done with a study as a whole, and why some of it cannot just now. */
import type { Actor, App } from '../../app.ts';
import { keeperOf } from '../../auth/guards.ts';
import { read } from '../../db/atomically.ts';
import * as heads from '../../store/case-heads.ts';
import * as clearing from '../../store/clearing.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';

export type Keeping = {
	name: string;
	cases: number;
	people: number;
	/** Milliseconds since 1970, UTC; null for one in use. */
	archivedAt: number | null;
	/** Whether no rater can be in the middle of it, so that it can be archived. */
	atRest: boolean;
	/** What keeps it from being deleted; null where nothing does. */
	holds: 'ratings' | 'release' | null;
};

/** For those who run the study. */
export function keeping(app: App, actor: Actor, slug: string): Promise<Keeping> {
	return read(app.db, function* (tx) {
		const { id: studyId, name, archivedAt } = yield* keeperOf(tx, actor, slug);
		const round = yield* rounds.present(tx, studyId);
		const of = { studyId };
		const { cases } = (yield* heads.counted(tx, of))!;
		const { length: people } = yield* members.ofStudy(tx, of);
		const isGiven = (yield* clearing.someAssignment(tx, of)) !== undefined;
		const isRated = isGiven && (yield* clearing.someWork(tx, of)) !== undefined;
		const isReleased = (yield* clearing.someRelease(tx, of)) !== undefined;
		return {
			...{ name, cases, people, archivedAt },
			atRest: round.closedAt !== null || !isGiven,
			holds: isRated ? 'ratings' : isReleased ? 'release' : null
		};
	});
}
