/**
 * Every table of the field, written once. `define` is called with SQLite's column types and with
 * PostgreSQL's, so the two schemas cannot drift apart (docs/decisions/0004).
 *
 * Column names are the keys in snake_case. Times are milliseconds since 1970 in UTC.
 */
import { sql } from 'drizzle-orm';
import type { JsonObject } from '#lib/domain/case.ts';
import type { AssignmentState } from '#lib/domain/assignment.ts';
import type { CannotRateReason, Flag, RatingValue, Source } from '#lib/domain/rating.ts';
import type { Manifest, ReleaseOptions } from '#lib/domain/release.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { ConsensusRule, Role } from '#lib/domain/study.ts';
import type { Columns } from './sqlite-columns.ts';

export type InvitationPurpose = 'setup' | 'invite' | 'reset';

export function define(c: Columns) {
	const { table, index, uniqueIndex, primaryKey, check } = c;
	const { id, integer, time, text, boolean, json, bytes } = c;

	const users = table(
		'users',
		{
			id: id(),
			/** In small letters; null for a rater whose ratings were imported and who never signs in. */
			email: text(),
			name: text().notNull(),
			passwordHash: text(),
			isAdmin: boolean().notNull().default(false),
			createdAt: time().notNull(),
			disabledAt: time(),
			/** When the person finished the practice case. */
			practisedAt: time()
		},
		(t) => [uniqueIndex('users_email').on(t.email)]
	);

	const specialties = table('specialties', {
		code: text().primaryKey(),
		name: text().notNull()
	});

	const userSpecialties = table(
		'user_specialties',
		{
			userId: integer()
				.notNull()
				.references(() => users.id),
			specialty: text()
				.notNull()
				.references(() => specialties.code)
		},
		(t) => [primaryKey({ columns: [t.userId, t.specialty] })]
	);

	const studies = table(
		'studies',
		{
			id: id(),
			slug: text().notNull(),
			name: text().notNull(),
			guidelines: text().notNull().default(''),
			ratersPerCase: integer().notNull(),
			consensusRule: text().$type<ConsensusRule>().notNull(),
			band: integer().notNull(),
			showReference: boolean().notNull().default(false),
			/** What the coordinator has to say to the raters just now; shown above their cases. */
			notice: text().notNull().default(''),
			/** Shown on every screen of the study: its cases are invented. */
			synthetic: boolean().notNull().default(false),
			/** Per cent of the gold answers that must agree with the key; null: no qualification required. */
			passMark: integer(),
			/** How often a rater may try to qualify. */
			qualificationTries: integer().notNull().default(2),
			createdAt: time().notNull()
		},
		(t) => [uniqueIndex('studies_slug').on(t.slug)]
	);

	const members = table(
		'members',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			userId: integer()
				.notNull()
				.references(() => users.id),
			role: text().$type<Role>().notNull(),
			/** R01, R02, ...: in random order, given when ratings first leave; the key stays here. */
			pseudonym: text(),
			createdAt: time().notNull()
		},
		(t) => [
			uniqueIndex('members_study_user').on(t.studyId, t.userId),
			uniqueIndex('members_study_pseudonym').on(t.studyId, t.pseudonym),
			index('members_user').on(t.userId)
		]
	);

	const rounds = table(
		'rounds',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			number: integer().notNull(),
			openedAt: time().notNull(),
			dueAt: time(),
			/** When the coordinator locked it: from then on no rating of it changes. */
			closedAt: time()
		},
		(t) => [uniqueIndex('rounds_study_number').on(t.studyId, t.number)]
	);

	const cases = table(
		'cases',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			externalId: text().notNull(),
			position: integer().notNull(),
			specialty: text()
				.notNull()
				.references(() => specialties.code),
			presentation: text().notNull(),
			question: text(),
			reference: text(),
			source: json().$type<JsonObject>(),
			guidance: text(),
			/** A qualification case: its reference scores are the key, and it enters no figure of the study. */
			gold: boolean().notNull().default(false)
		},
		(t) => [uniqueIndex('cases_study_external_id').on(t.studyId, t.externalId)]
	);

	const variants = table(
		'variants',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			externalId: text().notNull(),
			position: integer().notNull(),
			presentation: text().notNull(),
			/** The line of items.jsonl it stood on, from 1; null where it had none. */
			line: integer(),
			item: json().$type<JsonObject>(),
			perturbation: json().$type<JsonObject>()
		},
		(t) => [uniqueIndex('variants_case_external_id').on(t.caseId, t.externalId)]
	);

	const groups = table(
		'groups',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			name: text().notNull(),
			position: integer().notNull(),
			pickCount: integer().notNull(),
			pickType: text().notNull(),
			source: json().$type<JsonObject>()
		},
		(t) => [uniqueIndex('groups_case_name').on(t.caseId, t.name)]
	);

	const actions = table(
		'actions',
		{
			id: id(),
			caseId: integer()
				.notNull()
				.references(() => cases.id),
			number: integer().notNull(),
			/** 1, 2, ...: a rated action whose text changes becomes a new row; the old ratings stay with the old one. */
			wording: integer().notNull().default(1),
			position: integer().notNull(),
			text: text().notNull(),
			category: text().notNull(),
			groupName: text(),
			groupType: text(),
			/** Numbers of actions of the same case. */
			dependsOn: json().$type<number[]>().notNull(),
			isHarmOfInaction: boolean().notNull(),
			referenceScore: integer().$type<Score>(),
			source: json().$type<JsonObject>(),
			/** When a newer wording took its place. */
			supersededAt: time()
		},
		(t) => [uniqueIndex('actions_case_number_wording').on(t.caseId, t.number, t.wording)]
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
			signedMeaning: text()
		},
		(t) => [
			uniqueIndex('assignments_case_member_round').on(t.caseId, t.memberId, t.roundId),
			index('assignments_member').on(t.memberId)
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
			updatedAt: time().notNull()
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
			reason: text()
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
			/** When a later ruling on the same action took its place. */
			supersededAt: time()
		},
		(t) => [
			index('adjudications_action').on(t.actionId),
			check('adjudications_score', sql`${t.score} between 1 and 9`)
		]
	);

	const releases = table(
		'releases',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			number: integer().notNull(),
			createdAt: time().notNull(),
			/** Null where the command line made it. */
			createdBy: integer().references(() => users.id),
			options: json().$type<ReleaseOptions>().notNull(),
			manifest: json().$type<Manifest>().notNull(),
			/** Of the zip. */
			sha256: text().notNull(),
			withdrawnAt: time(),
			withdrawnReason: text()
		},
		(t) => [uniqueIndex('releases_study_number').on(t.studyId, t.number)]
	);

	const releaseFiles = table(
		'release_files',
		{
			id: id(),
			releaseId: integer()
				.notNull()
				.references(() => releases.id),
			path: text().notNull(),
			sha256: text().notNull(),
			content: bytes().notNull()
		},
		(t) => [uniqueIndex('release_files_release_path').on(t.releaseId, t.path)]
	);

	/** Append-only: who changed what that is not a rating. */
	const auditEvents = table(
		'audit_events',
		{
			id: id(),
			at: time().notNull(),
			/** Null for what the installation itself or its command line did. */
			userId: integer().references(() => users.id),
			studyId: integer().references(() => studies.id),
			what: text().notNull(),
			subject: text().notNull(),
			old: json().$type<JsonObject>(),
			new: json().$type<JsonObject>(),
			reason: text()
		},
		(t) => [index('audit_events_study').on(t.studyId)]
	);

	const sessions = table(
		'sessions',
		{
			/** SHA-256 of the id in the cookie. */
			id: text().primaryKey(),
			userId: integer()
				.notNull()
				.references(() => users.id),
			createdAt: time().notNull(),
			expiresAt: time().notNull(),
			/** The browser, as it named itself: for the person's own list of sessions. */
			agent: text().notNull().default('')
		},
		(t) => [index('sessions_user').on(t.userId)]
	);

	const invitations = table(
		'invitations',
		{
			id: id(),
			/** SHA-256 of the token in the link. */
			tokenHash: text().notNull(),
			purpose: text().$type<InvitationPurpose>().notNull(),
			/** Null for the link that creates the first administrator. */
			userId: integer().references(() => users.id),
			createdAt: time().notNull(),
			expiresAt: time().notNull(),
			usedAt: time()
		},
		(t) => [uniqueIndex('invitations_token_hash').on(t.tokenHash)]
	);

	const apiTokens = table(
		'api_tokens',
		{
			id: id(),
			tokenHash: text().notNull(),
			name: text().notNull(),
			userId: integer()
				.notNull()
				.references(() => users.id),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			scope: text().notNull(),
			createdAt: time().notNull(),
			expiresAt: time(),
			revokedAt: time()
		},
		(t) => [uniqueIndex('api_tokens_token_hash').on(t.tokenHash)]
	);

	return {
		users,
		specialties,
		userSpecialties,
		studies,
		members,
		rounds,
		cases,
		variants,
		groups,
		actions,
		assignments,
		qualifications,
		ratings,
		revisions,
		adjudications,
		releases,
		releaseFiles,
		auditEvents,
		sessions,
		invitations,
		apiTokens
	};
}

export type Tables = ReturnType<typeof define>;
