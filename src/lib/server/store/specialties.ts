/** The specialties an installation knows: added when a case or a person names one. */
import { specialtyName } from '#lib/domain/case.ts';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';
import { byText } from './order.ts';

export type Specialty = Tables['specialties']['$inferSelect'];

export async function list({ q, t }: Queries): Promise<Specialty[]> {
	return (await q.select().from(t.specialties)).sort(byText(({ code }) => code));
}

/** Adds those that are not known yet. */
export function* ensure({ q, t }: Queries, codes: readonly string[]): Steps<void> {
	const rows = [...new Set(codes)].map((code) => ({ code, name: specialtyName(code) }));
	if (rows.length === 0) return;
	yield* run(q.insert(t.specialties).values(rows).onConflictDoNothing());
}
