/** What raters say of the actions on a page, in words and by name; no other text of the study is read. */
import type { Final } from '#lib/domain/consensus.ts';
import type { Concern, ReferredTo, Spread, Why } from '#lib/domain/disagreements.ts';
import { EMPTY_RATING, sameValue, type RatingValue } from '#lib/domain/rating.ts';
import { unsettledWords } from '#lib/domain/ruling.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as members from '../../store/members.ts';
import * as opinions from '../../store/opinions.ts';
import type { Study } from '../../store/studies.ts';
import { movedIn, type Moved } from './moved.ts';
import type { RankedAction } from './ranking.ts';

/** What one rater, by name, says of an action. */
export type Opinion = {
	rater: string;
	value: RatingValue;
	/** False while the rater may still change it without anybody's leave. */
	submitted: boolean;
};

/** What a rater has to say of a case as a whole. */
export type CaseComment = { rater: string; text: string };

/** Where an action waits, since when (milliseconds since 1970), for whom in particular, and what was said to them. */
export type Sent = { to: ReferredTo; at: number; member: string | null; note: string };

export type Disagreement = {
	actionId: number;
	externalId: string;
	specialty: string;
	number: number;
	text: string;
	category: string;
	/** In ascending order. */
	scores: readonly number[];
	/** Raters who could not rate it. */
	unable: number;
	spread: Spread;
	final: Final;
	/** Why it is unresolved; null where it is not. */
	why: Why | null;
	/** What its rulings come to while they settle nothing; null where they do, or there is none. */
	unsettled: string | null;
	concerns: Concern[];
	moved: Moved | null;
	sent: Sent | null;
	opinions: Opinion[];
	/** On its case as a whole. */
	comments: CaseComment[];
};

/** The texts of the actions on a page, and who said what. */
export function* inWords(
	tx: Queries,
	study: Study,
	actions: readonly RankedAction[]
): Steps<Disagreement[]> {
	const ids = actions.map(({ item, at }) => item.actions[at]!.id);
	const caseIds = [...new Set(actions.map(({ item }) => item.id))];
	const textOf = new Map((yield* opinions.actions(tx, ids)).map((text) => [text.id, text]));
	const givenOf = Map.groupBy(yield* opinions.ofActions(tx, ids), ({ actionId }) => actionId);
	const remarksOf = Map.groupBy(yield* opinions.onCases(tx, caseIds), ({ caseId }) => caseId);
	const shown: Disagreement[] = [];
	for (const { item, at, mark, ...action } of actions) {
		const { id: actionId, number } = item.actions[at]!;
		const { text, category } = textOf.get(actionId)!;
		const unsettled = unsettledWords(mark?.rulings ?? null, study.rulingsWanted);
		shown.push({
			...action,
			...{ actionId, externalId: item.externalId, number, text, category, unsettled },
			moved: movedIn(item, at),
			sent: yield* sentOf(tx, study.id, mark?.sent ?? null),
			opinions: opinionsOf(givenOf.get(actionId) ?? []),
			comments: commentsOf(remarksOf.get(item.id) ?? [])
		});
	}
	return shown;
}

function* sentOf(
	tx: Queries,
	studyId: number,
	waits: { to: ReferredTo; createdAt: number; memberId: number | null; note: string } | null
): Steps<Sent | null> {
	if (waits === null) return null;
	const { to, createdAt: at, memberId: id, note } = waits;
	const member = id === null ? undefined : yield* members.byId(tx, { studyId, id });
	return { to, at, member: member?.name ?? null, note };
}

/** The newest round's of each rater that says anything. */
function opinionsOf(given: readonly opinions.Given[]): Opinion[] {
	const said = given.filter(({ value }) => !sameValue(value, EMPTY_RATING));
	const byMember = Map.groupBy(said, ({ memberId }) => memberId);
	return [...byMember.values()].map((theirs) => {
		const { rater, value, state } = theirs.at(-1)!;
		return { rater, value, submitted: state === 'submitted' };
	});
}

const commentsOf = (remarks: readonly CaseComment[]): CaseComment[] =>
	remarks.map(({ rater, text }) => ({ rater, text }));

/** Cases that raters have commented as a whole: how many comments there are, and the first of them. */
export type CommentedCases = {
	of: number;
	some: { externalId: string; comments: CaseComment[] }[];
};

/** Comments on whole cases that one page shows. */
const COMMENTS_SHOWN = 100;

/** @param heads the cases that have comments, with how many each */
export function* commentedCases(
	tx: Queries,
	heads: readonly { id: number; externalId: string; comments: number }[]
): Steps<CommentedCases> {
	const shown: (typeof heads)[number][] = [];
	let comments = 0;
	for (const head of heads) {
		if (comments + head.comments > COMMENTS_SHOWN && shown.length > 0) break;
		comments += head.comments;
		shown.push(head);
	}
	const remarks = yield* opinions.onCases(
		tx,
		shown.map(({ id }) => id)
	);
	const remarksOf = Map.groupBy(remarks, ({ caseId }) => caseId);
	return {
		of: heads.reduce((sum, head) => sum + head.comments, 0),
		some: shown.map(({ id, externalId }) => ({
			externalId,
			comments: commentsOf(remarksOf.get(id) ?? [])
		}))
	};
}
