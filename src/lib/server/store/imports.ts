/** The imports under way, one a study at the most, and the new cases that they have brought in so far. */
import { and, asc, eq, exists, inArray, not, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { inBulk } from '../db/in-bulk.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

export type Import = Tables['imports']['$inferSelect'];

export const byId = one(({ q, t }, given: Given<{ id: string }>) =>
	q.select().from(t.imports).where(eq(t.imports.id, given.id))
);

/** The import that is under way in a study, or was when its process ended. */
export const ofStudy = one(({ q, t }, given: Given<{ studyId: number }>) =>
	q.select().from(t.imports).where(eq(t.imports.studyId, given.studyId))
);

export function* begin(tx: Queries, item: Import): Steps<void> {
	yield* rows.insert(tx, tx.t.imports, item);
}

export function* lease(tx: Queries, id: string, leaseUntil: number): Steps<void> {
	yield* rows.update(tx, tx.t.imports, { id }, { leaseUntil });
}

export function* end(tx: Queries, id: string): Steps<void> {
	yield* rows.remove(tx, tx.t.imports, { id });
}

/** Makes the new cases of an import part of the study. */
export const landCases = inBulk<{ id: string }>(({ q, t }, given) =>
	q.update(t.cases).set({ stagedBy: null }).where(eq(t.cases.stagedBy, given.id))
);

/** Takes every case out of a study, to be thrown away as what an import has staged. */
export const stageAll = inBulk<{ id: string; studyId: number }>(({ q, t }, given) =>
	q
		.update(t.cases)
		.set({ stagedBy: sql`${given.id}` })
		.where(eq(t.cases.studyId, given.studyId))
);

/** What an import has staged so far: the ids of the cases as their study names them. */
export const stagedCases = all(({ q, t }, given: Given<{ id: string }>) =>
	q.select({ externalId: t.cases.externalId }).from(t.cases).where(eq(t.cases.stagedBy, given.id))
);

const staged = all(({ q, t }, given: Given<{ id: string; limit: number }>) =>
	q
		.select({ id: t.cases.id })
		.from(t.cases)
		.where(eq(t.cases.stagedBy, given.id))
		.orderBy(asc(t.cases.id))
		.limit(given.limit)
);

/**
 * Throws some cases away that an import has staged, with all that belongs to them.
 *
 * @returns false once there is none
 */
export function* discardCases(tx: Queries, id: string, limit: number): Steps<boolean> {
	const { q, t } = tx;
	const ids = (yield* staged(tx, { id, limit })).map((item) => item.id);
	if (ids.length === 0) return false;
	for (const table of [t.actions, t.groups, t.variants]) {
		yield* run(q.delete(table).where(inArray(table.caseId, ids)) as Built<unknown>);
	}
	yield* run(q.delete(t.cases).where(inArray(t.cases.id, ids)) as Built<unknown>);
	return true;
}

/** Forgets the specialties that no case and no person names: those of cases that were thrown away. */
export const forgetSpecialties = inBulk<Record<never, never>>(({ q, t }) => {
	const ofCase = q
		.select({ one: sql`1` })
		.from(t.cases)
		.where(eq(t.cases.specialty, t.specialties.code));
	const ofPerson = q
		.select({ one: sql`1` })
		.from(t.userSpecialties)
		.where(eq(t.userSpecialties.specialty, t.specialties.code));
	return q.delete(t.specialties).where(and(not(exists(ofCase)), not(exists(ofPerson))));
});
