/** How alike the first and the second scores of the same actions are. */
import * as cohen from '#lib/agreement/cohen.ts';
import type { Coefficient } from '#lib/agreement/coefficient.ts';
import * as percent from '#lib/agreement/percent.ts';
import { SCORES } from '#lib/domain/scale.ts';
import type { Pair } from '../../store/repeats.ts';

/** The figures over some pairs of scores, the first and the second of each action. */
export type SelfFigures = {
	/** Cases that were signed both times, and actions that got a score both times. */
	cases: number;
	actions: number;
	/** Cohen's kappa with quadratic weights. */
	kappa: Coefficient;
	exact: Coefficient;
	withinOne: Coefficient;
};

/** @param pairs of any raters and cases */
export function figures(pairs: readonly Pair[]): SelfFigures {
	const scored = pairs.filter(({ first, second }) => first.score !== null && second.score !== null);
	const table = scored.map(({ first, second }) => [first.score, second.score]);
	return {
		cases: new Set(pairs.map(({ caseId, memberId }) => `${caseId}/${memberId}`)).size,
		actions: table.length,
		kappa: cohen.kappa(table, 0, 1, 'quadratic'),
		exact: percent.exact(table, 'identity', SCORES),
		withinOne: percent.withinOne(table, SCORES)
	};
}
