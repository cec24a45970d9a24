/** A study with its ratings, as releases and exports look at it: all of it at one moment. */
import { consensusOf, resolve, type Final, type Ruling } from '#lib/domain/consensus.ts';
import type { Action, Case } from '#lib/domain/case.ts';
import { newestOfEach, scoresIn } from '#lib/domain/newest-word.ts';
import { unsettledWords } from '#lib/domain/ruling.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as adjudications from '../../store/adjudications.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import type { Study } from '../../store/studies.ts';
import { caseValue } from '../cases/index.ts';
import { pastsOf, type Pasts } from '../stories/index.ts';

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
};

export type RatedCase = { id: number; position: number; value: Case; actions: RatedAction[] };

export type RatedStudy = {
	study: Study;
	members: members.NamedMember[];
	cases: RatedCase[];
	/** Ids of the members who have said anything, signed or not. */
	active: ReadonlySet<number>;
	/** What befell each action before it was as it is; null where one round alone is read. */
	pasts: Pasts | null;
	/** How many cases of the study are for qualification: they and their ratings are not among these. */
	qualificationCases: number;
};

/** Which ratings count: those under a signature, or all. */
export type Counting = 'signed' | 'all';

/**
 * Reads all of a study but its qualification cases, which enter no figure.
 *
 * @param round the number of the only round that is read; null for all of them
 */
export function* readRatedStudy(
	tx: Queries,
	study: Study,
	counting: Counting,
	round: number | null = null
): Steps<RatedStudy> {
	const studyId = study.id;
	const all = yield* ratings.said(tx, { studyId });
	const everything = round === null ? all : all.filter((said) => said.round === round);
	const counts = counting === 'all' ? everything : everything.filter(isSigned);
	const byAction = Map.groupBy(counts, ({ actionId }) => actionId);
	const given = yield* adjudications.ofStudy(tx, { studyId });
	const standings = adjudications.standingsIn(given, study.rulingsWanted);
	const rulingOf = adjudications.held(standings);
	const signed = counting === 'signed';
	const pasts =
		round === null
			? yield* pastsOf(tx, { studyId, caseId: null }, { wordings: 'former', signed })
			: null;
	const spoken = everything.map(({ memberId }) => memberId);
	const gold = yield* heads.goldSummaries(tx, { studyId });
	const rows = yield* cases.wholeStudy(tx, studyId);
	return {
		study,
		members: yield* members.ofStudy(tx, { studyId }),
		active: new Set([...spoken, ...(pasts?.people.memberIds ?? [])]),
		pasts,
		qualificationCases: gold.length,
		cases: rows.map((item) => {
			const value = caseValue(item);
			return {
				id: item.row.id,
				position: item.row.position,
				value,
				actions: item.actions.map(({ id, wording }, at) => ({
					value: value.actions[at]!,
					wording,
					...newestOfEach(byAction.get(id) ?? []),
					ruling: rulingOf.get(id) ?? null,
					unsettled: unsettledWords(standings.get(id) ?? null, study.rulingsWanted)
				}))
			};
		})
	};
}

const isSigned = ({ state }: ratings.Said) => state === 'submitted';

/** The scores of an action in ascending order; a "cannot rate" is none. */
export function scoresOf({ said }: Pick<RatedAction, 'said'>): number[] {
	return scoresIn(said);
}

/** The final score of an action by the study's rule. */
export function finalOf(study: Study, action: RatedAction): Final {
	return resolve(scoresOf(action), consensusOf(study), action.ruling, action.unsettled);
}

/** A rater as files name one. */
export type NamedRater = { memberId: number; name: string };

/** The members whose word counts, by pseudonym where given, else in the order they joined. */
export function ratersOf({ members: people, cases: all }: RatedStudy): NamedRater[] {
	const heard = new Set<number>();
	for (const { actions } of all) {
		for (const { said } of actions) for (const { memberId } of said) heard.add(memberId);
	}
	return people
		.filter(({ id }) => heard.has(id))
		.sort(members.byPseudonym)
		.map(({ id, pseudonym }, at) => ({ memberId: id, name: pseudonym ?? `r${at + 1}` }));
}
