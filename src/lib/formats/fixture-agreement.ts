/** The agreement of a small release, for the specs of this room. */
import { sparse } from '#lib/agreement/table.ts';
import type { RatingRecord, Snapshot } from '#lib/domain/release.ts';
import { agreementOf } from './agreement-file.ts';
import type { AgreementDocument } from './agreement-record.ts';

/** Of each rater and action the answer of the newest round. */
export function newest(ratings: readonly RatingRecord[]): RatingRecord[] {
	const answered = ratings.filter(({ score, cannotRate }) => score !== null || cannotRate !== null);
	const inRounds = answered.toSorted((a, b) => a.round - b.round);
	return [
		...new Map(inRounds.map((one) => [`${one.case}#${one.action} ${one.rater}`, one])).values()
	];
}

/** The agreement of a snapshot. */
export function agreementIn({ cases, ratings, consensus }: Snapshot): AgreementDocument {
	const units = cases.flatMap(({ externalId, specialty, actions }) =>
		actions.map(({ number }) => ({ case: externalId, specialty, number }))
	);
	const raters = [...new Set(ratings.map(({ rater }) => rater))].sort();
	const tableOf = (given: readonly RatingRecord[]) =>
		sparse(
			units.map((unit) =>
				raters.map((rater) => {
					const isOf = (one: RatingRecord) =>
						one.case === unit.case && one.action === unit.number && one.rater === rater;
					return given.find(isOf)?.score ?? null;
				})
			)
		);
	const rounds = [...new Set(ratings.map(({ round }) => round))].sort();
	const { ratersPerCase, band } = consensus;
	return agreementOf({
		...{ raters, units, newest: tableOf(newest(ratings)) },
		rounds: rounds.map((round) => ({
			round,
			table: tableOf(ratings.filter((one) => one.round === round))
		})),
		rule: { panel: ratersPerCase, band }
	});
}
