/** How each action of a study stands by what its raters have signed: from a panel, without a text. */
import { specialtyName } from '#lib/domain/case.ts';
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import { OUTCOMES, outcomeOf, takes, type Choice, type Outcome } from '#lib/domain/next-round.ts';
import { answerOf, scoreIn, voicesOf, type PanelCase, type StudyPanel } from '../../panel/index.ts';

export type Standing = {
	actionId: number;
	number: number;
	caseId: number;
	externalId: string;
	specialty: string;
	/** The newest signed one of each rater, in ascending order. */
	scores: number[];
	outcome: Outcome;
};

/** By what the scores of an action are judged; `ruled`: ids of the actions an adjudicator has ruled on. */
export type Rules = { settings: ConsensusSettings; ruled: ReadonlySet<number> };

const kept = new WeakMap<PanelCase, { key: string; of: Standing[] }>();

/** Every present action, in the order of the study. */
export function standings({ cases }: StudyPanel, { settings, ruled }: Rules): Standing[] {
	const rest = JSON.stringify([settings, [...ruled]]);
	return cases.flatMap((item) => {
		const key = `${item.stamp} ${rest}`;
		const known = kept.get(item);
		if (known?.key === key) return known.of;
		const of = ofCase(item, { settings, ruled });
		kept.set(item, { key, of });
		return of;
	});
}

function ofCase(item: PanelCase, { settings, ruled }: Rules): Standing[] {
	const { id: caseId, externalId } = item;
	const specialty = specialtyName(item.specialty);
	const voices = voicesOf(item, { signed: true });
	return item.actions.map(({ id, number }, at) => {
		const scores = voices
			.flatMap((voice) => scoreIn(answerOf(voice, at)) ?? [])
			.sort((a, b) => a - b);
		const outcome = outcomeOf(scores, settings, ruled.has(id));
		return { actionId: id, number, caseId, externalId, specialty, scores, outcome };
	});
}

/** Those that a choice takes. @param sent ids of the actions that were sent to the round */
export function chosen(
	all: readonly Standing[],
	choice: Choice,
	sent: ReadonlySet<number>
): Standing[] {
	if (choice.chosen === 'rule') return all.filter(({ outcome }) => takes(choice, outcome));
	const ids = choice.chosen === 'sent' ? sent : new Set(choice.actionIds);
	return all.filter(({ actionId }) => ids.has(actionId));
}

/** How many there are of each outcome. */
export function countsOf(all: readonly Standing[]): Record<Outcome, number> {
	const of = Map.groupBy(all, ({ outcome }) => outcome);
	const each = OUTCOMES.map((outcome) => [outcome, of.get(outcome)?.length ?? 0]);
	return Object.fromEntries(each) as Record<Outcome, number>;
}
