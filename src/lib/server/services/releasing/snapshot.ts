/** A study as records, ready to become files: what a release freezes and an export shows as it is now. */
import type { FinalRecord, RatingRecord, ReleaseOptions, Snapshot } from '#lib/domain/release.ts';
import { VERSION } from '../version.ts';
import {
	finalOf,
	ratersOf,
	scoresOf,
	type RatedAction,
	type RatedCase,
	type RatedStudy
} from './rated-study.ts';

/**
 * @param rated the study with the ratings that count
 * @param number of the release; 0 for an export that is none
 * @param created milliseconds since 1970, UTC
 */
export function snapshotOf(
	rated: RatedStudy,
	{ number, created, options }: { number: number; created: number; options: ReleaseOptions }
): Snapshot {
	const { study } = rated;
	const ratings = rated.cases.flatMap((item) => ratingRecords(rated, item, options));
	return {
		study: { slug: study.slug, name: study.name },
		number,
		created: new Date(created).toISOString(),
		tool: { name: 'primum', version: VERSION },
		consensus: {
			rule: study.consensusRule,
			ratersPerCase: study.ratersPerCase,
			band: study.band
		},
		options,
		unrated: ratings.length === 0 && rated.cases.every(({ actions }) => actions.every(noRuling)),
		cases: rated.cases.map(({ value }) => value),
		qualificationCases: rated.qualificationCases,
		ratings,
		finals: rated.cases.flatMap((item) => finalRecords(rated, item))
	};
}

const noRuling = ({ ruling }: RatedAction) => ruling === null;

function ratingRecords(
	rated: RatedStudy,
	item: RatedCase,
	options: ReleaseOptions
): RatingRecord[] {
	const raters = ratersOf(rated);
	return item.actions.flatMap((action) =>
		raters.flatMap((member, index) => {
			const placed = action.ratings.get(member.id);
			if (placed === undefined) return [];
			const { score, cannotRate, comment, flags, activeMs, updatedAt } = placed.rating;
			return [
				{
					case: item.row.externalId,
					action: action.row.number,
					rater: member.pseudonym ?? `r${index + 1}`,
					round: placed.roundNumber,
					score,
					cannotRate,
					comment: options.includeComments ? comment : null,
					flags,
					activeSeconds: options.includeTimes ? activeMs / 1000 : null,
					ratedAt: options.includeTimes ? new Date(updatedAt).toISOString() : null
				}
			];
		})
	);
}

function finalRecords({ study }: RatedStudy, item: RatedCase): FinalRecord[] {
	return item.actions.map((action) => {
		const scores = scoresOf(action);
		return {
			case: item.row.externalId,
			action: action.row.number,
			...finalOf(study, action),
			scores,
			cannotRate: action.ratings.size - scores.length
		};
	});
}
