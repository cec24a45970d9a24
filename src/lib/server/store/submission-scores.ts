/** What submissions are worth: their figures under each scheme, and case by case. */
import { and, asc, eq, inArray, sql, type SQL } from 'drizzle-orm';
import type { Figured, Harms } from '#lib/domain/submission.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type SubmissionScore = Tables['submissionScores']['$inferSelect'];
export type SubmissionCase = Tables['submissionCases']['$inferSelect'];

/** All that is kept of a submission under one scheme. */
export const ofSubmission = one(
	({ q, t }, given: Given<{ submissionId: number; scheme: SchemeName }>) =>
		q
			.select()
			.from(t.submissionScores)
			.where(
				and(
					eq(t.submissionScores.submissionId, given.submissionId),
					eq(t.submissionScores.scheme, given.scheme)
				)
			)
);

/** Keeps what submissions are worth; what is kept already stays. */
export function* keep(
	tx: Queries,
	scores: readonly Tables['submissionScores']['$inferInsert'][]
): Steps<void> {
	yield* rows.insertMany(tx, tx.t.submissionScores, scores, { skipKnown: true });
}

/** Keeps what was done in some cases; a case that is kept already stays. */
export function* keepCases(
	tx: Queries,
	cases: readonly Tables['submissionCases']['$inferInsert'][]
): Steps<void> {
	yield* rows.insertMany(tx, tx.t.submissionCases, cases, { skipKnown: true });
}

/** One case as some submissions answered it. */
export function* ofCase(
	{ q, t }: Queries,
	submissions: readonly number[],
	externalId: string
): Steps<SubmissionCase[]> {
	if (submissions.length === 0) return [];
	return yield* run(
		q
			.select()
			.from(t.submissionCases)
			.where(
				and(
					inArray(t.submissionCases.submissionId, [...submissions]),
					eq(t.submissionCases.externalId, externalId)
				)
			) as unknown as Built<SubmissionCase[]>
	);
}

const shown = ({ t }: Queries) => {
	const { id, entry, version, kind, name, provider, about, people, coverage } = t.submissions;
	return { id, entry, version, kind, name, provider, about, people, coverage };
};

type Metrics = Record<string, Figured>;

type OfBoard = { boardId: number; scheme: SchemeName; schemeVersion: number };

/** The scores of what is approved on a board, as the present version of a scheme has them. */
const approved = ({ t }: Queries, given: Given<OfBoard>) =>
	and(
		eq(t.submissions.boardId, given.boardId),
		eq(t.submissions.state, 'approved'),
		eq(t.submissionScores.scheme, given.scheme),
		eq(t.submissionScores.schemeVersion, given.schemeVersion)
	);

/** A part of what is kept as figures, so that of many only that is read out. */
const within = <Told>({ t: { submissionScores } }: Queries, path: SQL) =>
	sql`${submissionScores.figures}${path}`.mapWith(
		(value) => submissionScores.figures.mapFromDriverValue(value) as unknown as Told
	);

/** Whoever is on a board, in the order in which they were sent, with the figures of the whole set. */
export const onBoard = all((tx, given: Given<OfBoard>) =>
	tx.q
		.select({
			...shown(tx),
			figures: within<Metrics>(tx, sql` -> 'aggregate'`),
			omissions: within<Harms>(tx, sql` -> 'omissions'`),
			commissions: within<Harms>(tx, sql` -> 'commissions'`)
		})
		.from(tx.t.submissionScores)
		.innerJoin(tx.t.submissions, eq(tx.t.submissions.id, tx.t.submissionScores.submissionId))
		.where(approved(tx, given))
		.orderBy(asc(tx.t.submissions.id))
);

/** The same with the figures of the cases of one specialty: null for one that answered none of them. */
export const onBoardBySpecialty = all((tx, given: Given<OfBoard & { name: string }>) =>
	tx.q
		.select({
			...shown(tx),
			figures: within<Metrics | null>(tx, sql` -> 'bySpecialty' -> cast(${given.name} as text)`)
		})
		.from(tx.t.submissionScores)
		.innerJoin(tx.t.submissions, eq(tx.t.submissions.id, tx.t.submissionScores.submissionId))
		.where(approved(tx, given))
		.orderBy(asc(tx.t.submissions.id))
);

/** The same with the figures of the actions of one category. */
export const onBoardByCategory = all((tx, given: Given<OfBoard & { name: string }>) =>
	tx.q
		.select({
			...shown(tx),
			figures: within<Metrics | null>(tx, sql` -> 'byCategory' -> cast(${given.name} as text)`)
		})
		.from(tx.t.submissionScores)
		.innerJoin(tx.t.submissions, eq(tx.t.submissions.id, tx.t.submissionScores.submissionId))
		.where(approved(tx, given))
		.orderBy(asc(tx.t.submissions.id))
);
