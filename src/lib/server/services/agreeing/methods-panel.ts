/** What a panel says of how a study was rated: sizes, and what is signed and what is missing in each round. */
import { specialtyName } from '#lib/domain/case.ts';
import type { RoundFacts } from '#lib/domain/methods-facts.ts';
import { CANNOT_RATE_REASONS, type CannotRateReason } from '#lib/domain/rating.ts';
import { asked, reasonIn, scoreIn, type PanelRound, type StudyPanel } from '../../panel/index.ts';

export type OfPanel = {
	cases: number;
	actions: number;
	specialties: { name: string; cases: number }[];
	categories: { name: string; actions: number }[];
	/** Ids of the members who have signed a case. */
	raters: number[];
	rounds: Omit<RoundFacts, 'openedAt' | 'closedAt' | 'sharesComments' | 'asksReason'>[];
};

const kept = new WeakMap<StudyPanel, { stamp: number; of: OfPanel }>();

/** Counted once, until a rating or an assignment changes. */
export function ofPanel(panel: StudyPanel): OfPanel {
	const known = kept.get(panel);
	if (known?.stamp === panel.stamp) return known.of;
	const of = counted(panel);
	kept.set(panel, { stamp: panel.stamp, of });
	return of;
}

function counted(panel: StudyPanel): OfPanel {
	const { cases, rounds } = panel;
	const actions = cases.flatMap((item) => item.actions);
	const signed = cases.flatMap((item) =>
		item.assignments.filter(({ state }) => state === 'submitted')
	);
	return {
		...{ cases: cases.length, actions: actions.length },
		specialties: tallied(cases.map(({ specialty }) => specialtyName(specialty))).map(
			([name, of]) => ({ name, cases: of })
		),
		categories: tallied(actions.map(({ category }) => category)).map(([name, of]) => ({
			...{ name, actions: of }
		})),
		raters: [...new Set(signed.map(({ memberId }) => memberId))],
		rounds: rounds.map((round) => ofRound(panel, round))
	};
}

/** How often each word occurs, the most frequent first. */
function tallied(words: readonly string[]): [string, number][] {
	const counts = new Map<string, number>();
	for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
	return [...counts].sort(([a, of], [b, other]) => other - of || a.localeCompare(b, 'en'));
}

function ofRound({ cases }: StudyPanel, round: PanelRound): OfPanel['rounds'][number] {
	const found = { cases: 0, actions: 0, scores: 0, unanswered: 0, unsigned: 0 };
	const cannotRate = Object.fromEntries(CANNOT_RATE_REASONS.map((reason) => [reason, 0])) as Record<
		CannotRateReason,
		number
	>;
	const raters = new Set<number>();
	for (const item of cases) {
		const places = item.actions.flatMap((action, at) => (asked(round, action) ? [at] : []));
		found.actions += places.length;
		found.cases += places.length > 0 ? 1 : 0;
		for (const { round: of, state, memberId, answers } of item.assignments) {
			if (of !== round) continue;
			const isSigned = state === 'submitted';
			if (isSigned) raters.add(memberId);
			for (const at of places) {
				const answer = answers[at]!;
				const reason = reasonIn(answer);
				if (!isSigned) found.unsigned += answer === 0 ? 0 : 1;
				else if (scoreIn(answer) !== null) found.scores += 1;
				else if (reason !== null) cannotRate[reason] += 1;
				else found.unanswered += 1;
			}
		}
	}
	return { number: round.number, ...found, cannotRate, raters: raters.size };
}
