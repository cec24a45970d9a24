/** Leaderboards of releases, and what is submitted to them. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { Figures, SubmissionKind, SubmissionState } from '#lib/domain/submission.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { People } from './people.ts';
import type { Releasing } from './releasing.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function scoring(c: Columns, { users, members, releases }: People & Studies & Releasing) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, boolean, json, bytes } = c;

	/** The leaderboard of a release. */
	const boards = table(
		'boards',
		{
			id: id(),
			releaseId: integer()
				.notNull()
				.references(() => releases.id),
			/** Under which its figures are shown. */
			scheme: text().$type<SchemeName>().notNull(),
			/** True while submissions are taken. */
			accepts: boolean().notNull().default(false),
			/** Whether submitters see their own result before it is approved. */
			showsOwnResult: boolean().notNull().default(true),
			/** Submissions a team may send a day. */
			dailyLimit: integer().notNull().default(3),
			/** What a submitter agrees to: Markdown; '' for nothing. Raised by each change. */
			terms: text().notNull().default(''),
			termsVersion: integer().notNull().default(1),
			/** The submission of people whose figure stands on every chart; null for none. */
			humanLine: integer(),
			/** Figures of the baselines and of the raters themselves; null until they were computed. */
			baselines: json().$type<JsonObject>(),
			createdAt: time().notNull(),
			/** When it was shown to everyone; null while it is not. */
			publishedAt: time(),
			publishedBy: integer().references(() => users.id),
			/** Raised by each change by hand, so that one who saw an older state is told. */
			version: integer().notNull().default(0)
		},
		(t) => [uniqueIndex('boards_release').on(t.releaseId)]
	);

	/** What a system, or people, answered: one version of it. */
	const submissions = table(
		'submissions',
		{
			id: id(),
			boardId: integer()
				.notNull()
				.references(() => boards.id),
			/** A random name that its versions share. */
			entry: text().notNull(),
			/** 1, 2, ...: a revision is a new row. */
			version: integer().notNull(),
			kind: text().$type<SubmissionKind>().notNull(),
			name: text().notNull(),
			/** Who answers for it. */
			provider: text().notNull().default(''),
			/** A few words on it, e.g. how it was prompted. */
			about: text().notNull().default(''),
			/** Of people, how many; null for a system. */
			people: integer(),
			form: text().$type<'judge' | 'forced-choice'>().notNull(),
			fileName: text().notNull(),
			bytes: integer().notNull(),
			sha256: text().notNull(),
			records: integer().notNull(),
			/** How much of the set it covers. */
			coverage: json().$type<JsonObject>().notNull(),
			/** The terms that were accepted; null where there were none. */
			termsVersion: integer(),
			state: text().$type<SubmissionState>().notNull(),
			/** Why it was rejected, withdrawn, or could not be scored. */
			reason: text(),
			/** Who sent it; null for the command line and for Primum's own. */
			memberId: integer().references(() => members.id),
			userId: integer().references(() => users.id),
			tokenId: integer(),
			createdAt: time().notNull(),
			scoredAt: time(),
			decidedBy: integer().references(() => users.id),
			decidedAt: time()
		},
		(t) => [
			uniqueIndex('submissions_entry_version').on(t.entry, t.version),
			index('submissions_board').on(t.boardId, t.state),
			index('submissions_member').on(t.memberId, t.createdAt)
		]
	);

	/** The file of a submission in parts, as it was sent. */
	const submissionParts = table(
		'submission_parts',
		{
			id: id(),
			submissionId: integer()
				.notNull()
				.references(() => submissions.id),
			/** 0, 1, ... */
			part: integer().notNull(),
			content: bytes().notNull()
		},
		(t) => [uniqueIndex('submission_parts_submission_part').on(t.submissionId, t.part)]
	);

	/** What a submission is worth under a scheme. */
	const submissionScores = table(
		'submission_scores',
		{
			id: id(),
			submissionId: integer()
				.notNull()
				.references(() => submissions.id),
			scheme: text().$type<SchemeName>().notNull(),
			/** Of the scheme: raised whenever a figure may change. */
			schemeVersion: integer().notNull(),
			figures: json().$type<Figures>().notNull(),
			scoredAt: time().notNull()
		},
		(t) => [uniqueIndex('submission_scores_submission_scheme').on(t.submissionId, t.scheme)]
	);

	/** The same case by case, and what was done in it. */
	const submissionCases = table(
		'submission_cases',
		{
			id: id(),
			submissionId: integer()
				.notNull()
				.references(() => submissions.id),
			/** The id of the case. */
			externalId: text().notNull(),
			records: integer().notNull(),
			/** Of each action by its number: in how many of the records it was done wholly, and in part. */
			done: json().$type<Record<string, [wholly: number, inPart: number]>>().notNull(),
			/** By scheme, the mean of each metric over the records. */
			metrics: json().$type<Record<string, Record<string, number | null>>>().notNull()
		},
		(t) => [uniqueIndex('submission_cases_submission_case').on(t.submissionId, t.externalId)]
	);

	return { boards, submissions, submissionParts, submissionScores, submissionCases };
}

export type Scoring = ReturnType<typeof scoring>;
