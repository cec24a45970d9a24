/**
 * A study with its ratings, as releases and exports look at it: what it is as a whole, and then its cases, some at a
 * time, all of it at one moment.
 */
import type { Action, Case } from '#lib/domain/case.ts';
import { resolve, type ConsensusSettings, type Final, type Ruling } from '#lib/domain/consensus.ts';
import { newestOfEach, scoresIn } from '#lib/domain/newest-word.ts';
import { pastUntil, type ScopedWord, type Until } from '#lib/domain/release-scope.ts';
import { standingOf, unsettledWords } from '#lib/domain/ruling.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import * as stories from '../../store/stories.ts';
import type { Study } from '../../store/studies.ts';
import { caseValue } from '../cases/index.ts';
import { pastsOf, type Past } from '../stories/index.ts';

/** A study as a whole. */
export type StudyFrame = {
	study: Study;
	members: members.NamedMember[];
	/** All of its cases but those for qualification, in file order. */
	cases: heads.PlacedCase[];
	/** Its rounds, the newest last. */
	rounds: rounds.Round[];
	/** Ids of the members who have said anything, signed or not. */
	speakers: ReadonlySet<number>;
	/** Ids of the users who have ruled. */
	rulers: ReadonlySet<number>;
	/** Lines of the trail about the wording of its actions: few, even where the study is large. */
	lines: readonly stories.Line[];
	/** Its cases for qualification: they and their ratings are not among the others. */
	gold: heads.PlacedCase[];
};

export type RatedAction = {
	value: Action;
	/** 1, 2, ...: as it is worded now. */
	wording: number;
	/** Of each member who says anything of it, the newest word that counts. */
	said: readonly ratings.Said[];
	/** What the same members said in other rounds. */
	otherRounds: readonly ratings.Said[];
	/** What adjudicators have settled; null where nobody ruled, or they differ, or another is waited for. */
	ruling: Ruling | null;
	/** What is to be said of rulings that do not hold; null where there are none. */
	unsettled: string | null;
	/** What befell it before it was as it is. */
	past: Past;
};

export type RatedCase = { value: Case; actions: RatedAction[] };

/** Which ratings count, and which rulings. */
export type Counting = {
	words: (word: ScopedWord) => boolean;
	/** True where nothing is told of ratings that are not signed. */
	signed: boolean;
	until: Until | null;
};

/** Reads what a study is as a whole. */
export function* readFrame(tx: Queries, study: Study): Steps<StudyFrame> {
	const { id: studyId } = study;
	const speakers = yield* ratings.speakers(tx, { studyId });
	const rulers = yield* stories.rulers(tx, studyId);
	return {
		study,
		members: yield* members.ofStudy(tx, { studyId }),
		cases: yield* heads.placed(tx, { studyId }),
		rounds: yield* rounds.ofStudy(tx, { studyId }),
		speakers: new Set(speakers.map(({ memberId }) => memberId)),
		rulers: new Set(rulers.map(({ userId }) => userId)),
		lines: yield* stories.lines(tx, studyId),
		gold: yield* heads.placedGold(tx, { studyId })
	};
}

/**
 * Reads some of its cases, in file order.
 *
 * @param caseIds some dozens
 */
export function* readCases(
	tx: Queries,
	{ study, lines }: Pick<StudyFrame, 'study' | 'lines'>,
	caseIds: readonly number[],
	{ words, signed, until }: Counting
): Steps<RatedCase[]> {
	const said = (yield* ratings.said(tx, caseIds)).filter(words);
	const byAction = Map.groupBy(said, ({ actionId }) => actionId);
	const of = { studyId: study.id, caseIds };
	const pasts = yield* pastsOf(tx, of, { wordings: 'former', signed, lines });
	const { rulingsWanted } = study;
	return (yield* cases.some(tx, caseIds)).map((item) => {
		const value = caseValue(item);
		const actions = item.actions.map(({ id, number, wording }, at): RatedAction => {
			const past = pastUntil(pasts.of(item.row.id, number), until);
			const standing = standingOf(
				past.ruled.filter((one) => one.wording === wording && one.supersededAt === null),
				rulingsWanted
			);
			return {
				...{ value: value.actions[at]!, wording, past },
				...newestOfEach(byAction.get(id) ?? []),
				ruling: standing?.state === 'holds' ? standing.ruling : null,
				unsettled: unsettledWords(standing, rulingsWanted)
			};
		});
		return { value, actions };
	});
}

/** The scores of an action in ascending order; a "cannot rate" is none. */
export function scoresOf({ said }: Pick<RatedAction, 'said'>): number[] {
	return scoresIn(said);
}

/** The final score of an action by a rule. */
export function finalOf(rule: ConsensusSettings, action: RatedAction): Final {
	return resolve(scoresOf(action), rule, action.ruling, action.unsettled);
}
