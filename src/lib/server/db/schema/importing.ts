/**
 * What an import has brought in so far. None of it is part of the study: the last change of the import takes
 * it over, and whatever is still here when the import has ended is thrown away (docs/decisions/0010).
 */
import type { JsonObject } from '#lib/domain/case.ts';
import type { CannotRateReason, Flag, RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function importing(c: Columns, { users, studies }: People & Studies) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, boolean, json, bytes } = c;

	/** The imports under way: one a study at the most. */
	const imports = table(
		'imports',
		{
			/** A random name. */
			id: text().primaryKey(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			/** SHA-256 of the file of ratings; null for cases. */
			digest: text(),
			/** Until when it is taken to be alive, unless it says so again; 0 once another has ended it. */
			leaseUntil: time().notNull()
		},
		(t) => [uniqueIndex('imports_study').on(t.studyId)]
	);

	/** A case that a rater of the file has rated in a round. */
	const stagedAssignments = table(
		'staged_assignments',
		{
			id: id(),
			importId: text()
				.notNull()
				.references(() => imports.id),
			caseId: integer().notNull(),
			roundId: integer().notNull(),
			/** The rater's name in the file. */
			rater: text().notNull(),
			/** Who that is: known in the last change only. */
			memberId: integer()
		},
		(t) => [index('staged_assignments_import').on(t.importId)]
	);

	/** A rating that is new, or that differs from the one that is stored. */
	const stagedRatings = table(
		'staged_ratings',
		{
			id: id(),
			stagedAssignmentId: integer()
				.notNull()
				.references(() => stagedAssignments.id),
			actionId: integer().notNull(),
			/** The line of the file it stands on, from 1. */
			line: integer().notNull(),
			score: integer().$type<Score>(),
			cannotRate: text().$type<CannotRateReason>(),
			comment: text().notNull(),
			flags: json().$type<Flag[]>().notNull(),
			/** Milliseconds to add to those that are stored. */
			activeMs: integer().notNull(),
			ratedAt: time().notNull(),
			/** True where the file does not say when; `ratedAt` is then when it came in. */
			untimed: boolean().notNull().default(false),
			/** The stored rating that it corrects, and the columns above in one, as the history keeps them. */
			old: json().$type<RatingValue>(),
			new: json().$type<RatingValue>().notNull()
		},
		(t) => [index('staged_ratings_assignment').on(t.stagedAssignmentId)]
	);

	/** How the columns of somebody's files become cases or ratings, under a name, for the next time. */
	const mappings = table(
		'mappings',
		{
			id: id(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			name: text().notNull(),
			mapping: json().$type<JsonObject>().notNull(),
			/** Null for the command line. */
			userId: integer().references(() => users.id),
			createdAt: time().notNull(),
			updatedAt: time().notNull()
		},
		(t) => [uniqueIndex('mappings_study_name').on(t.studyId, t.name)]
	);

	/** Files that were sent to be looked at, and perhaps imported later; they are thrown away after a while. */
	const uploads = table(
		'uploads',
		{
			/** A random name. */
			id: text().primaryKey(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			userId: integer().references(() => users.id),
			/** As its owner calls it. */
			name: text().notNull(),
			bytes: integer().notNull(),
			sha256: text().notNull(),
			createdAt: time().notNull()
		},
		(t) => [index('uploads_study').on(t.studyId)]
	);

	/** An upload in parts. */
	const uploadParts = table(
		'upload_parts',
		{
			id: id(),
			uploadId: text()
				.notNull()
				.references(() => uploads.id),
			/** 0, 1, ... */
			part: integer().notNull(),
			content: bytes().notNull()
		},
		(t) => [uniqueIndex('upload_parts_upload_part').on(t.uploadId, t.part)]
	);

	return { imports, stagedAssignments, stagedRatings, mappings, uploads, uploadParts };
}

export type Importing = ReturnType<typeof importing>;
