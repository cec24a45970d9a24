/** A study as records, ready to become files: what a release freezes and an export shows as it is now. */
import { consensusOf } from '#lib/domain/consensus.ts';
import {
	asReleased,
	type FinalRecord,
	type RatingRecord,
	type ReleaseOptions,
	type Snapshot
} from '#lib/domain/release.ts';
import { VERSION } from '../../version.ts';
import { storyRecords } from './story-records.ts';
import {
	finalOf,
	ratersOf,
	scoresOf,
	type RatedAction,
	type RatedCase,
	type RatedStudy
} from './rated-study.ts';

type Asked = {
	/** Of the release; 0 for an export that is none. */
	number: number;
	/** Milliseconds since 1970, UTC. */
	created: number;
	options: ReleaseOptions;
	/** True where the ratings of every round are told, and not only the newest of each rater, of which final scores come. */
	everyRound?: boolean;
};

/** @param rated the study with the ratings that count */
export function snapshotOf(
	rated: RatedStudy,
	{ number, created, options, everyRound = false }: Asked
): Snapshot {
	const { study, cases } = rated;
	const ratings = ratingRecords(rated, options, everyRound);
	return {
		study: { slug: study.slug, name: study.name },
		number,
		created: new Date(created).toISOString(),
		tool: { name: 'primum', version: VERSION },
		consensus: consensusOf(study),
		words: { version: study.wordsVersion, scale: study.scaleWords },
		options,
		unrated: ratings.length === 0 && cases.every(({ actions }) => actions.every(noRuling)),
		cases: cases.map(({ value }) => value),
		qualificationCases: rated.qualificationCases,
		ratings,
		finals: cases.flatMap((item) => finalRecords(rated, item)),
		stories: storyRecords(rated)
	};
}

const noRuling = ({ ruling }: RatedAction) => ruling === null;

function ratingRecords(
	rated: RatedStudy,
	options: ReleaseOptions,
	everyRound: boolean
): RatingRecord[] {
	const nameOf = new Map(ratersOf(rated).map(({ memberId, name }) => [memberId, name]));
	const records: RatingRecord[] = [];
	for (const { value, actions } of rated.cases) {
		for (const action of actions) {
			const words = everyRound ? [...action.said, ...action.otherRounds] : action.said;
			for (const { memberId, activeMs, updatedAt, untimed, ...said } of words) {
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
						// No attention is on record: nobody rates in none.
						activeSeconds: activeMs === 0 ? null : activeMs / 1000,
						ratedAt: untimed ? null : new Date(updatedAt).toISOString()
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
