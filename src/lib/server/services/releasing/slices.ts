/** Cases with their ratings as records, ready to become files. */
import { consensusOf, type ConsensusSettings } from '#lib/domain/consensus.ts';
import type { FinalRecord, RatingRecord, Slice } from '#lib/domain/release.ts';
import type { Names } from '#lib/domain/story.ts';
import type { Study } from '../../store/studies.ts';
import { finalOf, scoresOf, type RatedCase } from './rated-study.ts';
import { storyRecords } from './story-records.ts';

export type Telling = {
	study: Study;
	/** By which final scores come about. */
	rule: ConsensusSettings;
	names: Names;
	/** True where the ratings of every round are told, and not only the newest of each rater, of which final scores come. */
	everyRound: boolean;
	/** Whether stories are told. */
	stories: boolean;
};

/** What an export goes by: the rule of the study, and all that it holds. */
export const asItIs = (study: Study): Pick<Telling, 'study' | 'rule' | 'everyRound'> => ({
	...{ study, rule: consensusOf(study) },
	everyRound: true
});

/** The records of some cases, whatever of them may leave. */
export function sliceOf(cases: readonly RatedCase[], telling: Telling): Slice {
	return {
		cases: cases.map(({ value }) => value),
		ratings: cases.flatMap((item) => ratingRecords(item, telling)),
		finals: cases.flatMap((item) => finalRecords(item, telling)),
		stories: telling.stories ? cases.flatMap((item) => storyRecords(item, telling)) : null
	};
}

function ratingRecords(
	{ value, actions }: RatedCase,
	{ names, everyRound }: Telling
): RatingRecord[] {
	return actions.flatMap((action) => {
		const words = everyRound ? [...action.said, ...action.otherRounds] : action.said;
		return words.map(
			({ memberId, activeMs, updatedAt, untimed, round, score, cannotRate, comment, flags }) => ({
				case: value.externalId,
				action: action.value.number,
				rater: names.rater(memberId),
				...{ round, score, cannotRate, comment, flags },
				// Nobody rates in no time: none is on record.
				activeSeconds: activeMs === 0 ? null : activeMs / 1000,
				ratedAt: untimed ? null : new Date(updatedAt).toISOString()
			})
		);
	});
}

function finalRecords({ value, actions }: RatedCase, { rule }: Telling): FinalRecord[] {
	return actions.map((action) => ({
		case: value.externalId,
		action: action.value.number,
		...finalOf(rule, action),
		scores: scoresOf(action),
		cannotRate: action.said.filter(({ cannotRate }) => cannotRate !== null).length
	}));
}
