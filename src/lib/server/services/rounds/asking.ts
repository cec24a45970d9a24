/** What the next round of a study would ask of whom: the same for whoever looks at it, and when it is opened. */
import { consensusOf } from '#lib/domain/consensus.ts';
import type { ReferredTo } from '#lib/domain/disagreements.ts';
import type { Choice } from '#lib/domain/next-round.ts';
import { isPaused } from '#lib/domain/participation.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import type { StudyPanel } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as referrals from '../../store/referrals.ts';
import * as signers from '../../store/signers.ts';
import type { Study } from '../../store/studies.ts';
import { chosen, standings, type Rules, type Standing } from './outcomes.ts';

export type Asking = {
	/** Every action of the study, and how it stands. */
	all: Standing[];
	/** What is asked, in the order of the study. */
	actions: Standing[];
	/** Who is asked: each case beside each member who signed it. */
	pairs: { caseId: number; memberId: number }[];
	/** What was chosen and is left out, because nobody who signed its case can be asked. */
	ofNobody: Standing[];
	/** How many that were chosen are left out, because they wait for an adjudicator. */
	atAdjudication: number;
	/** Ids of those of `actions` that were sent to the round. */
	sent: number[];
};

/** By what the actions of a study are judged now. */
export function* rulesOf(tx: Queries, study: Study): Steps<Rules> {
	const held = yield* adjudications.holding(tx, study);
	return { settings: consensusOf(study), ruled: new Set(held.keys()) };
}

/**
 * Nothing that waits for an adjudicator is asked: raters do not change what is ruled on. Each case with an action that is asked goes to everybody who signed it in a round before, takes part still and is
 * not paused.
 */
export function* askingOf(
	tx: Queries,
	{ study, panel, choice, now }: { study: Study; panel: StudyPanel; choice: Choice; now: number }
): Steps<Asking> {
	const all = standings(panel, yield* rulesOf(tx, study));
	const waiting = yield* referrals.waiting(tx, { studyId: study.id });
	const at = Map.groupBy(waiting, ({ to }) => to);
	const idsAt = (to: ReferredTo) => new Set(at.get(to)?.map(({ actionId }) => actionId));
	const [sent, atAdjudication] = [idsAt('round'), idsAt('adjudication')];
	const wanted = chosen(all, choice, sent);
	const taken = wanted.filter(({ actionId }) => !atAdjudication.has(actionId));
	const caseIds = new Set(taken.map(({ caseId }) => caseId));
	const pairs = (yield* signers.ofStudy(tx, { studyId: study.id })).filter(
		(signer) => caseIds.has(signer.caseId) && !isPaused(signer, now)
	);
	const reached = new Set(pairs.map(({ caseId }) => caseId));
	const actions = taken.filter(({ caseId }) => reached.has(caseId));
	return {
		...{ all, actions },
		pairs: pairs.map(({ caseId, memberId }) => ({ caseId, memberId })),
		ofNobody: taken.filter(({ caseId }) => !reached.has(caseId)),
		atAdjudication: wanted.length - taken.length,
		sent: actions.flatMap(({ actionId }) => (sent.has(actionId) ? actionId : []))
	};
}
