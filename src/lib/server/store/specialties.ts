/** The specialties an installation knows: added when a case or a person names one. */
import { specialtyName } from '#lib/domain/case.ts';
import type { Queries } from '../db/connect.ts';
import { all } from '../db/query.ts';
import { insertMany } from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import { byText } from './order.ts';

export type Specialty = Tables['specialties']['$inferSelect'];

const known = all(({ q, t }) => q.select().from(t.specialties));

/** All of them, by code. */
export function* list(tx: Queries): Steps<Specialty[]> {
	return (yield* known(tx)).sort(byText(({ code }) => code));
}

/** Adds those that are not known yet. */
export function* ensure(tx: Queries, codes: readonly string[]): Steps<void> {
	const wanted = [...new Set(codes)].map((code) => ({ code, name: specialtyName(code) }));
	yield* insertMany(tx, tx.t.specialties, wanted, { skipKnown: true });
}
