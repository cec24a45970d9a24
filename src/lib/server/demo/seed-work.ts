/** Who of the demonstration sits down over which case, and when. */
import type { Random } from '#lib/agreement/random.ts';
import { byCategoryThenNumber } from '#lib/domain/case.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Actor, App } from '../app.ts';
import { read } from '../db/atomically.ts';
import * as assignments from '../store/assignments.ts';
import * as cases from '../store/cases.ts';
import * as members from '../store/members.ts';
import * as rounds from '../store/rounds.ts';
import { drawContested, drawTemper, type Temper } from './seed-judgement.ts';
import { sittings, type Sitting } from './seed-schedule.ts';

type Given = { id: number; caseId: number; actions: number };

/** One rater's sitting over one case. */
export type Work = Sitting<Given> & { rater: Actor & { id: number; temper: Temper } };

/** An action as far as it is judged. */
export type Judged = { id: number; referenceScore: Score | null; contested: boolean };

/** @returns the sittings in the order of time, and the actions of each case in the order of the screen */
export async function plan(
	app: App,
	studyId: number,
	random: Random
): Promise<{ work: Work[]; actionsOf: ReadonlyMap<number, readonly Judged[]> }> {
	const { actions, everyone, given } = await read(app.db, function* (tx) {
		const round = yield* rounds.present(tx, studyId);
		return {
			actions: yield* cases.judged(tx, { studyId }),
			everyone: yield* members.ofStudy(tx, { studyId }),
			given: yield* assignments.ofRound(tx, { roundId: round.id })
		};
	});
	const actionsOf = new Map(
		[...Map.groupBy(actions, ({ caseId }) => caseId)].map(([caseId, theirs]) => [
			caseId,
			theirs
				.toSorted(byCategoryThenNumber)
				.map(({ id, referenceScore }) => ({ id, referenceScore, contested: drawContested(random) }))
		])
	);
	const place = new Map([...actionsOf.keys()].map((caseId, index) => [caseId, index]));
	const byMember = Map.groupBy(given, ({ memberId }) => memberId);
	const work = everyone
		.filter(({ role }) => role === 'rater')
		.flatMap(({ id, userId, name }, index) => {
			const rater = { id: userId, name, isAdmin: false, temper: drawTemper(random) };
			const theirs = (byMember.get(id) ?? []).toSorted(
				(a, b) => place.get(a.caseId)! - place.get(b.caseId)!
			);
			return sittings(random, index, theirs, app.now()).map((sitting) => ({ ...sitting, rater }));
		});
	return { work: work.sort((a, b) => a.startsAt - b.startsAt), actionsOf };
}
