/** How many more a team may send today. */
import { Refusal } from '#lib/domain/refusal.ts';
import { allowance, dayBegan, whyNoMore, type Allowance } from '#lib/domain/submission-limit.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/submissions.ts';
import type { Place } from './places.ts';

/** Whoever runs the study sets the limit, and has none. */
export function* allowanceOf(tx: Queries, place: Place, now: number): Steps<Allowance> {
	const { member, board, runs } = place;
	const sent =
		member === null
			? 0
			: yield* store.countSince(tx, {
					...{ boardId: board.id, memberId: member.id, userId: member.userId },
					since: dayBegan(now)
				});
	return allowance(sent, runs ? null : board.dailyLimit, now);
}

/** @throws Refusal ('slow-down') once the limit of the day is reached */
export function* assertAllowed(tx: Queries, place: Place, now: number): Steps<void> {
	const allowed = yield* allowanceOf(tx, place, now);
	const why = whyNoMore(allowed);
	if (why === null) return;
	throw new Refusal('slow-down', why, { retryAfter: Math.ceil((allowed.again - now) / 1000) });
}
