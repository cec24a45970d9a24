/** Assignments, ratings with their history, and rulings. */
import { isNull, sql } from 'drizzle-orm';
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { ReferredTo } from '#lib/domain/disagreements.ts';
import type { CannotRateReason, Flag, RatingValue, Source } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Cases } from './cases.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function rating(
	c: Columns,
	{ users, members, rounds, cases, actions }: People & Studies & Cases
) {
	const { table, index, uniqueIndex, primaryKey, check } = c;
	const { id, integer, time, text, boolean, json } = c;

	/** The actions that a later round asks again; a round that asks all has none here. */
	const roundActions = table(
		'round_actions',
		{
			roundId: integer()
				.notNull()
				.references(() => rounds.id),
			actionId: integer()
				.notNull()
				.references(() => actions.id)
		},
		(t) => [primaryKey({ columns: [t.roundId, t.actionId] })]
	);

	const assignments = table(
		'assignments',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			memberId: integer()
				.notNull()
				.references(() => members.id),
			roundId: integer()
				.notNull()
				.references(() => rounds.id),
			state: text().$type<AssignmentState>().notNull(),
			/** What the rater has to say of the case as a whole. */
			comment: text().notNull().default(''),
			version: integer().notNull().default(0),
			createdAt: time().notNull(),
			startedAt: time(),
			submittedAt: time(),
			/** The signature: who, as written then, and what was affirmed. */
			signedName: text(),
			signedMeaning: text(),
			/** 0 for the place in the panel; 1 for the same case shown a second time, outside k. */
			repeat: integer().notNull().default(0),
			/** A second time is not shown before this; null until the first is signed, and for a first. */
			availableAt: time(),
			/** When the coordinator took it from its rater, who can change nothing in it any more, and why. */
			releasedAt: time(),
			releaseReason: text(),
			/** False where what was rated until then is left out of figures and releases. */
			counts: boolean().notNull().default(true)
		},
		(t) => [
			uniqueIndex('assignments_case_member_round_repeat').on(
				t.caseId,
				t.memberId,
				t.roundId,
				t.repeat
			),
			index('assignments_member').on(t.memberId),
			index('assignments_round').on(t.roundId)
		]
	);

	/** Append-only: each try of a rater at the gold cases, and each acceptance without one. */
	const qualifications = table(
		'qualifications',
		{
			id: id(),
			memberId: integer()
				.notNull()
				.references(() => members.id),
			/** 1, 2, ... of this member. */
			attempt: integer().notNull(),
			/** Answers that agreed with the key. */
			agreed: integer().notNull(),
			/** Actions of the key; 0 where nothing was graded. */
			of: integer().notNull(),
			/** The study's pass mark at that time, in per cent. */
			passMark: integer().notNull(),
			passed: boolean().notNull(),
			at: time().notNull(),
			/** The coordinator who accepted the rater without passing, and why. */
			waivedBy: integer().references(() => users.id),
			reason: text()
		},
		(t) => [uniqueIndex('qualifications_member_attempt').on(t.memberId, t.attempt)]
	);

	const ratings = table(
		'ratings',
		{
			id: id(),
			assignmentId: integer()
				.notNull()
				.references(() => assignments.id),
			actionId: integer()
				.notNull()
				.references(() => actions.id),
			score: integer().$type<Score>(),
			cannotRate: text().$type<CannotRateReason>(),
			comment: text().notNull(),
			flags: json().$type<Flag[]>().notNull(),
			activeMs: integer().notNull(),
			version: integer().notNull(),
			createdAt: time().notNull(),
			updatedAt: time().notNull(),
			/** True where it came from a file that does not say when it was given; `updatedAt` is then when it came in. */
			untimed: boolean().notNull().default(false)
		},
		(t) => [
			uniqueIndex('ratings_assignment_action').on(t.assignmentId, t.actionId),
			index('ratings_action').on(t.actionId),
			check('ratings_score', sql`${t.score} between 1 and 9`),
			check('ratings_one_answer', sql`${t.score} is null or ${t.cannotRate} is null`)
		]
	);

	/** Append-only: the history of each rating, whose replay gives the rating. */
	const revisions = table(
		'revisions',
		{
			id: id(),
			ratingId: integer()
				.notNull()
				.references(() => ratings.id),
			/** The rating's version after this change: 1, 2, ... */
			version: integer().notNull(),
			/** The client's name for the change, so that a retry is recognised. */
			operation: text().notNull(),
			/** SHA-256 of what was asked, so that another request under the same name is refused. */
			digest: text().notNull(),
			old: json().$type<RatingValue>(),
			new: json().$type<RatingValue>().notNull(),
			activeMs: integer().notNull(),
			userId: integer()
				.notNull()
				.references(() => users.id),
			at: time().notNull(),
			source: text().$type<Source>().notNull(),
			reason: text(),
			/** The version of guidelines and scale words that the rater's screen showed; null where none did. */
			words: integer()
		},
		(t) => [
			uniqueIndex('revisions_rating_version').on(t.ratingId, t.version),
			uniqueIndex('revisions_operation').on(t.operation)
		]
	);

	const adjudications = table(
		'adjudications',
		{
			id: id(),
			actionId: integer()
				.notNull()
				.references(() => actions.id),
			userId: integer()
				.notNull()
				.references(() => users.id),
			score: integer().$type<Score>().notNull(),
			reason: text().notNull(),
			createdAt: time().notNull(),
			/** When the same adjudicator's later ruling took its place, or it was taken back. */
			supersededAt: time()
		},
		(t) => [
			index('adjudications_action').on(t.actionId),
			check('adjudications_score', sql`${t.score} between 1 and 9`)
		]
	);

	/** What is to become of an action that stays open: to be asked again in a later round, or to be ruled on. */
	const referrals = table(
		'referrals',
		{
			id: id(),
			actionId: integer()
				.notNull()
				.references(() => actions.id),
			to: text().$type<ReferredTo>().notNull(),
			/** Who is to rule; null for whichever adjudicator comes first, and for a round. */
			memberId: integer().references(() => members.id),
			/** What whoever refers it has to say to them; '' for nothing. */
			note: text().notNull().default(''),
			/** Null for the command line. */
			userId: integer().references(() => users.id),
			createdAt: time().notNull(),
			/** When it was asked, ruled on, or called back; null while it waits. */
			settledAt: time()
		},
		// An action is sent to one place at a time.
		(t) => [uniqueIndex('referrals_open').on(t.actionId).where(isNull(t.settledAt))]
	);

	return {
		referrals,
		roundActions,
		assignments,
		qualifications,
		ratings,
		revisions,
		adjudications
	};
}

export type Rating = ReturnType<typeof rating>;
