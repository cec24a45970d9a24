/** A study as records, ready to become files: what a release freezes and an export shows as it is now. */
import {
	asReleased,
	type FinalRecord,
	type RatingRecord,
	type ReleaseOptions,
	type Snapshot
} from '#lib/domain/release.ts';
import { VERSION } from '../../version.ts';
import {
	consensusOf,
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
	const { study, cases } = rated;
	const ratings = ratingRecords(rated, options);
	return {
		study: { slug: study.slug, name: study.name },
		number,
		created: new Date(created).toISOString(),
		tool: { name: 'primum', version: VERSION },
		consensus: consensusOf(study),
		options,
		unrated: ratings.length === 0 && cases.every(({ actions }) => actions.every(noRuling)),
		cases: cases.map(({ value }) => value),
		qualificationCases: rated.qualificationCases,
		ratings,
		finals: cases.flatMap((item) => finalRecords(rated, item))
	};
}

const noRuling = ({ ruling }: RatedAction) => ruling === null;

function ratingRecords(rated: RatedStudy, options: ReleaseOptions): RatingRecord[] {
	const nameOf = new Map(ratersOf(rated).map(({ memberId, name }) => [memberId, name]));
	const records: RatingRecord[] = [];
	for (const { value, actions } of rated.cases) {
		for (const action of actions) {
			for (const { memberId, activeMs, updatedAt, ...said } of action.said) {
				const record = asReleased(
					{
						case: value.externalId,
						action: action.value.number,
						rater: nameOf.get(memberId)!,
						round: said.round,
						score: said.score,
						cannotRate: said.cannotRate,
						comment: said.comment,
						flags: said.flags,
						activeSeconds: activeMs / 1000,
						ratedAt: new Date(updatedAt).toISOString()
					},
					options
				);
				if (record !== null) records.push(record);
			}
		}
	}
	return records;
}

function finalRecords({ study }: RatedStudy, { value, actions }: RatedCase): FinalRecord[] {
	return actions.map((action) => ({
		case: value.externalId,
		action: action.value.number,
		...finalOf(study, action),
		scores: scoresOf(action),
		cannotRate: action.said.filter(({ cannotRate }) => cannotRate !== null).length
	}));
}
