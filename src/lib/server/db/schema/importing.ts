/**
 * What an import has brought in so far. None of it is part of the study: the last change of the import takes
 * it over, and whatever is still here when the import has ended is thrown away (docs/decisions/0010).
 */
import type { CannotRateReason, Flag, RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export function importing(c: Columns, { studies }: Studies) {
	const { table, index, uniqueIndex } = c;
	const { id, integer, time, text, json } = c;

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
			/** The stored rating that it corrects, and the columns above in one, as the history keeps them. */
			old: json().$type<RatingValue>(),
			new: json().$type<RatingValue>().notNull()
		},
		(t) => [index('staged_ratings_assignment').on(t.stagedAssignmentId)]
	);

	return { imports, stagedAssignments, stagedRatings };
}

export type Importing = ReturnType<typeof importing>;
