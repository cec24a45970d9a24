/** What can be said of how alike the ratings of a study are, as a release carries it. */
import type { Sparse } from '#lib/agreement/table.ts';
import { agreementOf } from '#lib/formats/agreement-file.ts';
import type { AgreementDocument } from '#lib/formats/agreement-record.ts';
import type { Said } from '../../store/ratings.ts';
import { ratersOf, type NamedRater, type RatedAction, type RatedStudy } from './rated-study.ts';

/** The figures of ratings as they were given, before adjudication; raters by the names they leave under. */
export function reportOf(rated: RatedStudy): AgreementDocument {
	const { study, cases } = rated;
	const raters = ratersOf(rated);
	return agreementOf({
		raters: raters.map(({ name }) => name),
		units: cases.flatMap(({ value, actions }) =>
			actions.map(() => ({ case: value.externalId, specialty: value.specialty }))
		),
		newest: tableOf(rated, raters, ({ said }) => said),
		rounds: roundsIn(rated).map((round) => ({
			round,
			table: tableOf(rated, raters, ({ said, otherRounds }) =>
				[...said, ...otherRounds].filter((one) => one.round === round)
			)
		})),
		rule: { panel: study.ratersPerCase, band: study.band }
	});
}

/** The numbers of the rounds in which anybody scored anything, in order. */
function roundsIn({ cases }: RatedStudy): number[] {
	const found = new Set<number>();
	for (const { actions } of cases) {
		for (const { said, otherRounds } of actions) {
			for (const { round, score } of said) if (score !== null) found.add(round);
			for (const { round, score } of otherRounds) if (score !== null) found.add(round);
		}
	}
	return [...found].sort((a, b) => a - b);
}

/** Actions × raters without the holes: a rater gave a score to few of the actions. */
function tableOf(
	{ cases }: RatedStudy,
	raters: readonly NamedRater[],
	wordsOf: (action: RatedAction) => readonly Said[]
): Sparse {
	const columnOf = new Map(raters.map(({ memberId }, at) => [memberId, at]));
	const starts = [0];
	const who: number[] = [];
	const values: number[] = [];
	for (const { actions } of cases) {
		for (const action of actions) {
			const given = wordsOf(action)
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
