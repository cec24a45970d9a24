/** The human ceiling: each rater's own opinion, held against the consensus of the others. */
import { NOT_DONE, order, WHOLLY, type Judged } from './record.ts';
import { layoutOf, type AnnotationSet, type Layout } from './rubric.ts';
import { isAppropriate } from './scale.ts';
import type { SchemeName, Scored } from './scheme.ts';
import { resultOf, schemeOf, type Result } from './score.ts';

/** What a rater thinks of an action. */
export type Opinion = {
	rater: string;
	/** The base case. */
	case: string;
	/** Number of the action. */
	action: number;
	/** 1 to 9. */
	score: number;
};

/** One final score of the scores of some raters, in any order; null where they settle nothing. */
export type Consensus = (scores: readonly number[]) => number | null;

export type Ceiling = {
	/** All raters as one system, each with a record of every case that can be held against others. */
	together: Result;
	/** Each rater alone, by name. */
	raters: readonly { rater: string; result: Result }[];
};

/**
 * A rater would recommend what they scored 7 or more. Of each case only actions count that the rater scored and that
 * the others settle without them; the score is the others'.
 *
 * @param consensus the rule by which the others agree
 * @returns null where no rater can be held against others
 */
export function ceiling(
	set: AnnotationSet,
	opinions: readonly Opinion[],
	consensus: Consensus,
	name: SchemeName
): Ceiling | null {
	const scheme = schemeOf(name);
	const byCase = Map.groupBy(opinions, (opinion) => opinion.case);
	const scored = set.layouts.flatMap((layout): Scored[] =>
		heldToOthers(layout, byCase.get(layout.rubric.id) ?? [], consensus).map((held) => ({
			...held,
			metrics: scheme.ofRecord(held.layout, held.record)
		}))
	);
	if (scored.length === 0) return null;
	const byRater = Map.groupBy(scored, ({ record }) => record.judge!);
	const raters = [...byRater]
		.sort(([a], [b]) => order(a, b))
		.map(([rater, own]) => ({ rater, result: resultOf(scheme, own) }));
	return { together: resultOf(scheme, scored), raters };
}

/** A record of each rater of a case, by name, on a rubric of the others' making. */
function heldToOthers(
	{ rubric }: Layout,
	opinions: readonly Opinion[],
	consensus: Consensus
): { layout: Layout; record: Judged }[] {
	const byAction = Map.groupBy(opinions, ({ action }) => action);
	const raters = [...new Set(opinions.map(({ rater }) => rater))].sort(order);
	return raters.flatMap((rater) => {
		const own = new Map<number, number>();
		const actions = rubric.actions.flatMap((action) => {
			const given = byAction.get(action.number) ?? [];
			const mine = given.find((opinion) => opinion.rater === rater);
			if (mine === undefined) return [];
			const others = given.filter((opinion) => opinion !== mine).map(({ score }) => score);
			const score = others.length === 0 ? null : consensus(others);
			if (score === null) return [];
			own.set(action.number, mine.score);
			return [{ ...action, score, ownScore: null }];
		});
		if (actions.length === 0) return [];
		const left = actions.map((action) => ({
			...action,
			dependsOn: action.dependsOn.filter((number) => own.has(number))
		}));
		const layout = layoutOf({ ...rubric, actions: left });
		const done = Uint8Array.from(left, ({ number }) =>
			isAppropriate(own.get(number)!) ? WHOLLY : NOT_DONE
		);
		const item = { id: rubric.id, trial: 1, judge: rater, answer: null, length: null };
		return [{ layout, record: { ...item, done } }];
	});
}
