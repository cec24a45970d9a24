/** The k places of a case: who has one, and that there are never more raters than places. */
import { Refusal } from '#lib/domain/refusal.ts';
import type { Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import type { Assignment } from '../../store/assignments.ts';
import * as assignments from '../../store/assignments.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as rounds from '../../store/rounds.ts';
import * as studies from '../../store/studies.ts';
import { letGo } from './letting-go.ts';

type InRound = { studyId: number; roundId: number };

/** What frees a place where nobody decided to: it was held by somebody who cannot use it. */
const GONE = 'The place went to someone else, because its rater no longer rates here.';

/**
 * Makes sure that each of these cases has a free place for each time it is named. Open work of somebody who
 * no longer rates in the study makes room. A qualification case has as many places as raters, and a case of a later
 * round as many as have signed it before, whatever k is by now.
 *
 * @throws Refusal ('conflict') where all places of a case are taken, or it is withdrawn
 */
export function* makeRoom(
	tx: Change,
	{ studyId, roundId }: InRound,
	caseIds: readonly number[]
): Steps<void> {
	const { number } = (yield* rounds.byId(tx, { id: roundId }))!;
	if (number > 1) return;
	const wanted = Map.groupBy(caseIds, (id) => id);
	const [gone] = yield* care.withdrawnAmong(tx, [...wanted.keys()]);
	if (gone !== undefined) {
		throw new Refusal(
			'conflict',
			`${gone.externalId} is withdrawn. Bring it back before it is given to anybody.`
		);
	}
	const taken = Map.groupBy(
		yield* assignments.held(tx, roundId, [...wanted.keys()]),
		({ caseId }) => caseId
	);
	const { ratersPerCase: k } = (yield* studies.byId(tx, { id: studyId }))!;
	for (const [caseId, { length: more }] of wanted) {
		const of = taken.get(caseId) ?? [];
		const over = of.length + more - k;
		if (over <= 0) continue;
		const { gold, externalId } = (yield* cases.byId(tx, { id: caseId }))!;
		if (gold) continue;
		const useless = yield* unusable(tx, studyId, of);
		if (useless.length < over) throw full(externalId, of.length - useless.length, k);
		for (const assignment of useless.slice(0, over)) {
			yield* letGo(tx, { assignment, studyId }, { reason: GONE, counts: true });
		}
	}
}

/** The open places of people who do not rate here any more. */
function* unusable(tx: Change, studyId: number, taken: readonly Assignment[]): Steps<Assignment[]> {
	const found: Assignment[] = [];
	for (const place of taken) {
		if (place.state === 'submitted') continue;
		const member = (yield* members.byId(tx, { studyId, id: place.memberId }))!;
		if (!members.canRate(member)) found.push(place);
	}
	return found;
}

function full(externalId: string, has: number, k: number): Refusal {
	const raters = `${has} ${has === 1 ? 'rater' : 'raters'}`;
	return new Refusal(
		'conflict',
		`${externalId} has ${raters} already, and a case gets ${k}. Release or move one of them first, or raise the ` +
			'number of raters per case in the settings.'
	);
}
