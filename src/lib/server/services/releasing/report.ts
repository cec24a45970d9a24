/** Every coefficient over the ratings of a study, as a release carries it. */
import { report, type Report } from '#lib/agreement/report.ts';
import type { Sparse } from '#lib/agreement/table.ts';
import { ratersOf, type NamedRater, type RatedStudy } from './rated-study.ts';

/** The report over ratings as they were given, before adjudication; raters by the names they leave under. */
export function reportOf(rated: RatedStudy): Report {
	const raters = ratersOf(rated);
	return report(tableOf(rated, raters), {
		names: raters.map(({ name }) => name),
		cases: rated.cases.flatMap(({ value, actions }) => actions.map(() => value.externalId))
	});
}

/** Actions × raters without the holes: a rater gave a score to few of the actions. */
function tableOf({ cases }: RatedStudy, raters: readonly NamedRater[]): Sparse {
	const columnOf = new Map(raters.map(({ memberId }, at) => [memberId, at]));
	const starts = [0];
	const who: number[] = [];
	const values: number[] = [];
	for (const { actions } of cases) {
		for (const { said } of actions) {
			const given = said
				.flatMap(({ memberId, score }) =>
					score === null ? [] : [{ column: columnOf.get(memberId)!, score }]
				)
				.sort((a, b) => a.column - b.column);
			for (const { column, score } of given) {
				who.push(column);
				values.push(score);
			}
			starts.push(values.length);
		}
	}
	return { raters: raters.length, starts, who, values };
}
