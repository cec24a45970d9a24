/** What is one adjudicator's, in order: the case with the worst action first, so that each case is read once. */
import { specialtyName } from '#lib/domain/case.ts';
import { spreadOf } from '#lib/domain/disagreements.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import { answerOf, scoreIn, voicesOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as ratings from '../../store/ratings.ts';
import * as referrals from '../../store/referrals.ts';
import type { Whose } from '../../store/rulings-due.ts';

export type Entry = {
	actionId: number;
	number: number;
	/** In ascending order. */
	scores: number[];
	/** This person's score; null where there is none. */
	score: Score | null;
	/** True where it waits for this person: there is no ruling of theirs yet, or adjudicators differ. */
	open: boolean;
	/** True where as many have ruled as are wanted, and they differ. */
	apart: boolean;
};

export type QueuedCase = {
	externalId: string;
	specialty: string;
	/** By number. */
	entries: Entry[];
};

/** What is one person's: by the id of the action. */
export type Mine = Map<number, Pick<Entry, 'score' | 'open' | 'apart'>>;

/**
 * Everything that waits for a person, and everything the person has ruled on. Whether or how another adjudicator
 * ruled makes no difference to it before both have.
 */
export function* mineIn(tx: Queries, whose: Whose): Steps<Mine> {
	const { studyId, userId, memberId, wanted } = whose;
	const given = Map.groupBy(
		yield* adjudications.ofStudy(tx, { studyId }),
		({ actionId }) => actionId
	);
	const mine: Mine = new Map();
	for (const [actionId, theirs] of given) {
		const own = theirs.find((one) => one.userId === userId);
		if (own !== undefined) mine.set(actionId, { score: own.score, open: false, apart: false });
	}
	for (const { actionId, to, memberId: only } of yield* referrals.waiting(tx, { studyId })) {
		if (to !== 'adjudication' || (only !== null && only !== memberId)) continue;
		const score = mine.get(actionId)?.score ?? null;
		const apart = wanted > 1 && (given.get(actionId)?.length ?? 0) >= wanted;
		const again = (given.get(actionId)?.length ?? 0) >= wanted;
		mine.set(actionId, { score, open: score === null || again, apart });
	}
	return mine;
}

/** The same without what the person has ever rated, case by case, the worst first. */
export function* queueOf(tx: Queries, panel: StudyPanel, whose: Whose): Steps<QueuedCase[]> {
	const mine = yield* mineIn(tx, whose);
	const rated = yield* ratings.everBy(tx, whose);
	const own = new Set(rated.map(({ caseId, number }) => `${caseId} ${number}`));
	return inOrder(panel, mine, (item, number) => own.has(`${item.id} ${number}`));
}

/**
 * @param mine by the id of the action
 * @param isRated whether an action of a case is not to be ruled on by this person
 */
export function inOrder(
	panel: Pick<StudyPanel, 'cases'>,
	mine: Mine,
	isRated: (item: PanelCase, number: number) => boolean = () => false
): QueuedCase[] {
	const found = panel.cases.flatMap((item) => {
		const its = item.actions.filter(({ id, number }) => mine.has(id) && !isRated(item, number));
		if (its.length === 0) return [];
		const voices = voicesOf(item);
		const entries = its.map(({ id, number }): Entry => {
			const at = item.placeOf.get(id)!;
			const scores = voices
				.flatMap((voice) => scoreIn(answerOf(voice, at)) ?? [])
				.sort((a, b) => a - b);
			return { actionId: id, number, scores, ...mine.get(id)! };
		});
		const { externalId } = item;
		return [{ externalId, specialty: specialtyName(item.specialty), entries }];
	});
	// What is ruled counts too: a case stays where it is while somebody works in it.
	return found
		.map((one) => ({ one, worst: worstIn(one) }))
		.sort((a, b) => b.worst.range - a.worst.range || b.worst.distance - a.worst.distance)
		.map(({ one }) => one);
}

/** The largest range in a case, and the largest distance among the actions that have it. */
function worstIn({ entries }: QueuedCase): { range: number; distance: number } {
	const spreads = entries.map(({ scores }) => spreadOf(scores));
	const range = Math.max(...spreads.map((one) => one.range ?? -1));
	const widest = spreads.filter((one) => (one.range ?? -1) === range);
	return { range, distance: Math.max(...widest.map(({ distance }) => distance)) };
}
