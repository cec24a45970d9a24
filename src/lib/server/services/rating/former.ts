/**
 * What a later round shows of the rounds before, and what it asks for in return. Of the others nothing leaves this
 * file but counts, a median and, where the round shares them, remarks: no id, name or time, and no order that
 * depends on anybody. The remarks on an action stand in the order of a hash of the action and of their own words, so
 * the order is a function of what is shown; it is another on each action, the same at each visit, and whoever knows
 * how it comes about has learned nothing (docs/decisions/0020).
 */
import { median } from '#lib/agreement/quantile.ts';
import {
	lacksReason,
	sameAnswer,
	type Former,
	type FormerAnswer,
	type LaterRound
} from '#lib/domain/former.ts';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { SCORES } from '#lib/domain/scale.ts';
import { sha256 } from '../../auth/secrets.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as cases from '../../store/cases.ts';
import * as former from '../../store/former.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import type { Owned } from '../assigning/index.ts';
import { sharedIn } from './sharing.ts';

export type ShownBefore = {
	later: LaterRound;
	/** Of each action asked, by its id. */
	byAction: Map<number, Former>;
};

/** An answer as it was signed, and of which rating. */
type Signed = { answer: FormerAnswer; ratingId: number };

/** By action, then by member: the newest answer that was signed before the round. */
type Newest = Map<number, Map<number, Signed>>;

/**
 * True where a case shows what was said of it before: in a later round, the first time it is shown there. By
 * qualification cases raters show what they can, so those are rated alone in every round.
 */
export function isAskedAgain({ assignment, gold, roundNumber }: Owned): boolean {
	return roundNumber > 1 && !gold && assignment.repeat === 0;
}

/**
 * What an assignment shows of the rounds before its own.
 *
 * @param asked the actions that it asks
 * @returns null for one that shows nothing
 */
export function* shownBefore(
	tx: Queries,
	owned: Owned,
	asked: readonly cases.ActionRow[]
): Steps<ShownBefore | null> {
	if (!isAskedAgain(owned)) return null;
	const { caseId, memberId, roundId } = owned.assignment;
	const round = (yield* rounds.byId(tx, { id: roundId }))!;
	const { number, asksReason } = round;
	const isShared = yield* sharedIn(tx, round, caseId);
	const { length: actions } = yield* cases.actions(tx, { caseId });
	const newest = yield* newestAnswers(tx, owned);
	const given = asked.map(({ id }) => newest.get(id) ?? new Map<number, Signed>());
	const raters = new Set(given.flatMap((answers) => [...answers.keys()]));
	return {
		later: {
			...{ number, actions, asksReason },
			raters: raters.size,
			isOneOfThem: raters.has(memberId),
			apart: given.every(areApart)
		},
		byAction: new Map(asked.map(({ id }, at) => [id, formerOf(id, memberId, given[at]!, isShared)]))
	};
}

/**
 * Refuses a signature under scores that moved to another zone without a reason, where the round asks for one.
 *
 * @throws Refusal ('invalid')
 */
export function* assertReasons(tx: Queries, owned: Owned): Steps<void> {
	const { id: assignmentId, memberId, roundId } = owned.assignment;
	const { asksReason } = (yield* rounds.byId(tx, { id: roundId }))!;
	if (!asksReason) return;
	const newest = yield* newestAnswers(tx, owned);
	const mine = yield* ratings.ofAssignment(tx, { assignmentId });
	const byAction = new Map(mine.map((rating) => [rating.actionId, rating]));
	const missing = (yield* cases.askedActions(tx, { assignmentId })).filter(({ id }) =>
		lacksReason(newest.get(id)?.get(memberId)?.answer ?? null, byAction.get(id) ?? EMPTY_RATING)
	).length;
	if (missing === 0) return;
	throw new Refusal(
		'invalid',
		`${missing} ${missing === 1 ? 'score has' : 'scores have'} moved to another zone without a reason. ` +
			'Give it as a comment of one line, then submit.',
		{ code: 'reasons-missing', values: { missing } }
	);
}

function* newestAnswers(
	tx: Queries,
	{ assignment: { caseId }, roundNumber }: Owned
): Steps<Newest> {
	const newest: Newest = new Map();
	for (const row of yield* former.signed(tx, { caseId, before: roundNumber })) {
		const { actionId, memberId, ratingId, ...answer } = row;
		const answers = newest.get(actionId) ?? new Map<number, Signed>();
		newest.set(actionId, answers.set(memberId, { answer, ratingId }));
	}
	return newest;
}

function areApart(answers: ReadonlyMap<number, Signed>): boolean {
	const [first, ...others] = answers.values();
	return first !== undefined && others.some(({ answer }) => !sameAnswer(first.answer, answer));
}

function formerOf(
	actionId: number,
	memberId: number,
	answers: ReadonlyMap<number, Signed>,
	isShared: (ratingId: number) => boolean
): Former {
	const signed = [...answers].filter(([id]) => id !== memberId).map(([, one]) => one);
	const others = signed.map(({ answer }) => answer);
	const shared = signed.filter(({ ratingId }) => isShared(ratingId));
	const scores = [...answers.values()].flatMap(({ answer }) => answer.score ?? []);
	return {
		own: answers.get(memberId)?.answer ?? null,
		others: SCORES.map((score) => others.filter((other) => other.score === score).length),
		unable: others.filter(({ score }) => score === null).length,
		median: scores.length === 0 ? null : median(scores),
		comments: shuffled(
			actionId,
			shared.map(({ answer }) => answer.comment.trim())
		)
	};
}

function shuffled(actionId: number, remarks: readonly string[]): string[] {
	const place = (remark: string) => sha256(JSON.stringify([actionId, remark]));
	return remarks
		.filter((remark) => remark !== '')
		.map((remark) => ({ remark, at: place(remark) }))
		.sort((a, b) => (a.at < b.at ? -1 : 1))
		.map(({ remark }) => remark);
}
