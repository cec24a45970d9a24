/** A study with its ratings, as agreement, coverage and releases look at it. */
import { resolve, type Final } from '#lib/domain/consensus.ts';
import type { Case } from '#lib/domain/case.ts';
import type { Table } from '#lib/agreement/table.ts';
import type { App } from '../app.ts';
import * as adjudications from '../store/adjudications.ts';
import * as cases from '../store/cases.ts';
import * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';
import { caseValue } from './case-values.ts';

export type RatedAction = {
	row: cases.ActionRow;
	/** The ratings of all rounds. */
	given: readonly ratings.PlacedRating[];
	/** Of these the newest round's of each member, by member id. */
	ratings: Map<number, ratings.PlacedRating>;
	ruling: adjudications.Adjudication | null;
};

export type RatedCase = { row: cases.CaseRow; value: Case; actions: RatedAction[] };

export type RatedStudy = {
	study: studies.Study;
	members: studies.NamedMember[];
	cases: RatedCase[];
	/** How many cases of the study are for qualification: they and their ratings are not among these. */
	qualificationCases: number;
};

/** Reads all of a study but its qualification cases, which enter no figure. */
export async function readRatedStudy(app: App, study: studies.Study): Promise<RatedStudy> {
	const [members, rows, placed, rulings, gold] = await Promise.all([
		studies.members(app.db, study.id),
		cases.wholeStudy(app.db, study.id),
		ratings.ofStudy(app.db, study.id),
		adjudications.ofStudy(app.db, study.id),
		cases.summaries(app.db, study.id, 'gold')
	]);
	const byAction = Map.groupBy(placed, ({ rating }) => rating.actionId);
	const rulingOf = new Map(rulings.map((ruling) => [ruling.actionId, ruling]));
	return {
		study,
		members,
		qualificationCases: gold.length,
		cases: rows.map((item) => ({
			row: item.row,
			value: caseValue(item),
			actions: item.actions.map((row) => ({
				row,
				...counting(byAction.get(row.id) ?? []),
				ruling: rulingOf.get(row.id) ?? null
			}))
		}))
	};
}

/** The same study without the ratings of cases their raters have not signed yet. */
export function signedOnly(rated: RatedStudy): RatedStudy {
	return {
		...rated,
		cases: rated.cases.map((item) => ({
			...item,
			actions: item.actions.map((action) => ({
				...action,
				...counting(action.given.filter(isSigned))
			}))
		}))
	};
}

export const isSigned = ({ state }: ratings.PlacedRating) => state === 'submitted';

const counting = (given: RatedAction['given']) => ({ given, ratings: newestByMember(given) });

function newestByMember(placed: readonly ratings.PlacedRating[]): RatedAction['ratings'] {
	const ordered = placed.toSorted((a, b) => a.roundNumber - b.roundNumber);
	return new Map(ordered.map((item) => [item.memberId, item]));
}

/** The scores of an action in ascending order; a "cannot rate" is none. */
export function scoresOf(action: RatedAction): number[] {
	return [...action.ratings.values()]
		.flatMap(({ rating }) => (rating.score === null ? [] : [rating.score]))
		.sort((a, b) => a - b);
}

/** The final score of an action by the study's rule. */
export function finalOf(study: studies.Study, action: RatedAction): Final {
	const { consensusRule: rule, ratersPerCase, band } = study;
	return resolve(scoresOf(action), { rule, ratersPerCase, band }, action.ruling);
}

/**
 * Actions × raters, missing ratings null: what the coefficients read.
 *
 * @param raters member ids, one a column
 */
export function tableOf(actions: readonly RatedAction[], raters: readonly number[]): Table {
	return actions.map((action) => raters.map((id) => action.ratings.get(id)?.rating.score ?? null));
}

/** The members who have rated anything, by pseudonym where given, else in the order they joined. */
export function ratersOf({ members, cases: all }: RatedStudy): studies.NamedMember[] {
	const active = new Set(
		all.flatMap((item) => item.actions.flatMap(({ ratings: given }) => [...given.keys()]))
	);
	return members
		.filter(({ id }) => active.has(id))
		.sort((a, b) => {
			const [left, right] = [a.pseudonym ?? '', b.pseudonym ?? ''];
			return left.length - right.length || (left < right ? -1 : left > right ? 1 : a.id - b.id);
		});
}
