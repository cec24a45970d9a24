/** Which specialties stand near each other in a study: whose raters may be given whose cases. */
import { asc, eq } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Steps } from '../db/steps.ts';

export type Neighbour = { specialty: string; neighbour: string };

export const ofStudy = all(({ q, t }, given: Given<{ studyId: number }>) =>
	q
		.select({ specialty: t.neighbours.specialty, neighbour: t.neighbours.neighbour })
		.from(t.neighbours)
		.where(eq(t.neighbours.studyId, given.studyId))
		.orderBy(asc(t.neighbours.specialty), asc(t.neighbours.neighbour))
);

/** Puts these in the place of those the study has. */
export function* replace(
	tx: Queries,
	studyId: number,
	neighbours: readonly Neighbour[]
): Steps<void> {
	yield* rows.remove(tx, tx.t.neighbours, { studyId });
	yield* rows.insertMany(
		tx,
		tx.t.neighbours,
		neighbours.map((pair) => ({ studyId, ...pair }))
	);
}
