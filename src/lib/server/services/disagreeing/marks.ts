/** What stands beside the scores of some actions: rulings, and where an action was sent. */
import type { RulingStanding } from '#lib/domain/ruling.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as referrals from '../../store/referrals.ts';
import type { Study } from '../../store/studies.ts';

/** Of one action. */
export type Mark = {
	/** What the rulings on it come to; null where nobody has ruled. */
	rulings: RulingStanding | null;
	/** Where it waits; null where it was sent nowhere. */
	sent: referrals.Waiting | null;
};

/** By case, then by action: few actions have one. */
export type Marks = ReadonlyMap<number, ReadonlyMap<number, Mark>>;

/**
 * @param isApart whoever looks rules too, and may not learn whether another has: a ruling that waits for another
 *   is as good as none
 */
export function* marksOf(tx: Queries, study: Study, isApart: boolean): Steps<Marks> {
	const marks = new Map<number, Map<number, Mark>>();
	const at = ({ caseId, actionId }: { caseId: number; actionId: number }): Mark => {
		const ofCase = marks.get(caseId) ?? new Map<number, Mark>();
		marks.set(caseId, ofCase);
		const mark = ofCase.get(actionId) ?? { rulings: null, sent: null };
		ofCase.set(actionId, mark);
		return mark;
	};
	const given = yield* adjudications.ofStudy(tx, { studyId: study.id });
	const standings = adjudications.standingsIn(given, study.rulingsWanted);
	for (const { caseId, actionId } of given) {
		const rulings = standings.get(actionId)!;
		if (isApart && rulings.state === 'waits') continue;
		at({ caseId, actionId }).rulings = rulings;
	}
	for (const sent of yield* referrals.waiting(tx, { studyId: study.id })) at(sent).sent = sent;
	return marks;
}
