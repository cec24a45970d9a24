/** Where actions that stay open are sent: to a later round, or to adjudication. An action is in one place at a time. */
import { and, asc, eq, getTableColumns, isNull } from 'drizzle-orm';
import { all, type Given } from '../db/query.ts';
import { update } from '../db/rows.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { are, isPresent } from './which.ts';

export type Referral = Tables['referrals']['$inferSelect'];

/** What waits to be asked or ruled on in a study, the oldest first; what is withdrawn or worded anew waits no more. */
export const waiting = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select(getTableColumns(t.referrals))
		.from(t.referrals)
		.innerJoin(t.actions, eq(t.actions.id, t.referrals.actionId))
		.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
		.where(
			and(
				eq(t.cases.studyId, given.studyId),
				are({ t }, 'ordinary'),
				isPresent({ t }),
				isNull(t.referrals.settledAt)
			)
		)
		.orderBy(asc(t.referrals.id))
);

/** The action is where it was sent no more: it was asked, ruled on, or called back. */
export function* settle(tx: Queries, actionId: number, at: number): Steps<void> {
	yield* update(tx, tx.t.referrals, { actionId, settledAt: null }, { settledAt: at });
}
