/** The specialties an installation knows: added when a case or a person names one. */
import { asc } from 'drizzle-orm';
import { specialtyName } from '#lib/domain/case.ts';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type Specialty = Tables['specialties']['$inferSelect'];

export async function list({ q, t }: Queries): Promise<Specialty[]> {
	return q.select().from(t.specialties).orderBy(asc(t.specialties.code));
}

/** Adds those that are not known yet. */
export function* ensure({ q, t }: Queries, codes: readonly string[]): Steps<void> {
	const rows = [...new Set(codes)].map((code) => ({ code, name: specialtyName(code) }));
	if (rows.length === 0) return;
	yield* run(q.insert(t.specialties).values(rows).onConflictDoNothing());
}
