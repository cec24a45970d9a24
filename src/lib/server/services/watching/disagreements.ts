/** The actions a coordinator should look at again, worst first, with what each rater says of them. */
import { specialtyName } from '#lib/domain/case.ts';
import type { Final } from '#lib/domain/consensus.ts';
import {
	concernsOf,
	spreadOf,
	worstFirst,
	type Concern,
	type Spread
} from '#lib/domain/disagreements.ts';
import { EMPTY_RATING, sameValue, type RatingValue } from '#lib/domain/rating.ts';
import type { Actor, App } from '../app.ts';
import * as assignments from '../store/assignments.ts';
import type * as studies from '../store/studies.ts';
import { requireCoordinator } from './access.ts';
import { finalOf, readRatedStudy, scoresOf, type RatedAction } from './rated-study.ts';
import { valueOf } from './rating.ts';

/** What one rater, by name, says of an action. */
export type Opinion = {
	rater: string;
	value: RatingValue;
	/** False while the rater may still change it without anybody's leave. */
	submitted: boolean;
};

export type Disagreement = {
	externalId: string;
	specialty: string;
	number: number;
	text: string;
	category: string;
	/** In ascending order. */
	scores: number[];
	spread: Spread;
	final: Final;
	concerns: Concern[];
	opinions: Opinion[];
};

/** What raters have to say of a case as a whole. */
export type CaseComments = {
	externalId: string;
	specialty: string;
	comments: { rater: string; text: string }[];
};

export type Disagreements = {
	/** Worst first. */
	actions: Disagreement[];
	/** The cases with such comments, in the order of the study. */
	cases: CaseComments[];
	/** Actions of the study that anybody has said anything of. */
	ratedActions: number;
};

/**
 * Every action of the study that gives reason to look at it again: the raters are apart, or one of them
 * flagged it, commented on it or could not rate it. Over every rating so far, submitted or not.
 *
 * @throws Refusal for whoever does not run the study
 */
export async function ofStudy(app: App, actor: Actor, slug: string): Promise<Disagreements> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [{ members, cases }, commented] = await Promise.all([
		readRatedStudy(app, study),
		assignments.commented(app.db, study.id)
	]);
	const nameOf = new Map(members.map(({ id, name }) => [id, name]));
	const commentsOf = Map.groupBy(commented, ({ caseId }) => caseId);
	const all = cases.flatMap(({ row, actions }) => {
		const place = { externalId: row.externalId, specialty: specialtyName(row.specialty) };
		return actions.map((action) => ({ ...place, ...described(study, action, members) }));
	});
	return {
		actions: worstFirst(all.filter(({ concerns }) => concerns.length > 0)),
		cases: cases.flatMap(({ row }) => {
			const comments = commentsOf.get(row.id) ?? [];
			if (comments.length === 0) return [];
			return {
				externalId: row.externalId,
				specialty: specialtyName(row.specialty),
				comments: comments.map(({ memberId, comment }) => ({
					rater: nameOf.get(memberId)!,
					text: comment
				}))
			};
		}),
		ratedActions: all.filter(({ opinions }) => opinions.length > 0).length
	};
}

function described(
	study: studies.Study,
	action: RatedAction,
	members: readonly studies.NamedMember[]
): Omit<Disagreement, 'externalId' | 'specialty'> {
	const opinions = members.flatMap(({ id, name }): Opinion[] => {
		const placed = action.ratings.get(id);
		if (placed === undefined) return [];
		const value = valueOf(placed.rating);
		// A rating that was taken back altogether stays as an empty one.
		if (sameValue(value, EMPTY_RATING)) return [];
		return [{ rater: name, value, submitted: placed.state === 'submitted' }];
	});
	const given = opinions.map(({ value }) => value);
	const scores = scoresOf(action);
	const final = finalOf(study, action);
	return {
		number: action.row.number,
		text: action.row.text,
		category: action.row.category,
		scores,
		spread: spreadOf(scores),
		final,
		concerns: concernsOf(given, final, study.ratersPerCase),
		opinions
	};
}
