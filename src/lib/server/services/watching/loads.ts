/** What each rater of a study has in its present round, and how far each is. */
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import * as assignments from '../../store/assignments.ts';
import * as rounds from '../../store/rounds.ts';

/** Of the ordinary cases. */
export type Load = { cases: number; rated: number; actions: number };

/** By member id; whoever has no case is not among them. */
export function loads(app: App, studyId: number): Promise<Map<number, Load>> {
	return read(app.db, function* (tx) {
		const { id: roundId } = yield* rounds.present(tx, studyId);
		const byMember = new Map<number, Load>();
		for (const { memberId, actions } of yield* assignments.ofRound(tx, { roundId })) {
			const load = byMember.get(memberId) ?? { cases: 0, rated: 0, actions: 0 };
			byMember.set(memberId, { ...load, cases: load.cases + 1, actions: load.actions + actions });
		}
		return byMember;
	});
}
