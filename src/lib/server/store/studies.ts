/** Studies, their members and rounds. */
import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Role } from '#lib/domain/study.ts';
import { run, type Steps } from '../db/atomically.ts';
import type { Queries } from '../db/connect.ts';
import type { Tables } from '../db/schema/tables.ts';

export type Study = Tables['studies']['$inferSelect'];
export type Member = Tables['members']['$inferSelect'];
export type Round = Tables['rounds']['$inferSelect'];
/** A member with the person behind it. */
export type NamedMember = Member & { name: string; email: string | null };

export async function bySlug({ q, t }: Queries, slug: string): Promise<Study | undefined> {
	const rows = await q.select().from(t.studies).where(eq(t.studies.slug, slug));
	return rows[0];
}

export async function byId({ q, t }: Queries, id: number): Promise<Study | undefined> {
	const rows = await q.select().from(t.studies).where(eq(t.studies.id, id));
	return rows[0];
}

export async function list({ q, t }: Queries): Promise<Study[]> {
	return q.select().from(t.studies).orderBy(asc(t.studies.id));
}

/** The studies someone is a member of, with the role. */
export async function ofUser(
	{ q, t }: Queries,
	userId: number
): Promise<{ study: Study; role: Role }[]> {
	return q
		.select({ study: t.studies, role: t.members.role })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(eq(t.members.userId, userId))
		.orderBy(asc(t.studies.id));
}

export function* insert({ q, t }: Queries, study: Tables['studies']['$inferInsert']): Steps<Study> {
	const rows = yield* run(q.insert(t.studies).values(study).returning());
	return rows[0]!;
}

export function* update(
	{ q, t }: Queries,
	id: number,
	change: Partial<Tables['studies']['$inferInsert']>
): Steps<void> {
	yield* run(q.update(t.studies).set(change).where(eq(t.studies.id, id)));
}

export async function member(
	{ q, t }: Queries,
	studyId: number,
	userId: number
): Promise<Member | undefined> {
	const rows = await q
		.select()
		.from(t.members)
		.where(and(eq(t.members.studyId, studyId), eq(t.members.userId, userId)));
	return rows[0];
}

export async function members({ q, t }: Queries, studyId: number): Promise<NamedMember[]> {
	const rows = await q
		.select({ member: t.members, name: t.users.name, email: t.users.email })
		.from(t.members)
		.innerJoin(t.users, eq(t.users.id, t.members.userId))
		.where(eq(t.members.studyId, studyId))
		.orderBy(asc(t.members.id));
	return rows.map(({ member, name, email }) => ({ ...member, name, email }));
}

/**
 * Adds someone to a study.
 *
 * @returns the new member; an error of the unique constraint where the person is a member already
 */
export function* addMember(
	{ q, t }: Queries,
	member: Tables['members']['$inferInsert']
): Steps<Member> {
	const rows = yield* run(q.insert(t.members).values(member).returning());
	return rows[0]!;
}

export function* setRole({ q, t }: Queries, memberId: number, role: Role): Steps<void> {
	yield* run(q.update(t.members).set({ role }).where(eq(t.members.id, memberId)));
}

export function* removeMember({ q, t }: Queries, memberId: number): Steps<void> {
	yield* run(q.delete(t.members).where(eq(t.members.id, memberId)));
}

export function* setPseudonym({ q, t }: Queries, memberId: number, pseudonym: string): Steps<void> {
	yield* run(
		q
			.update(t.members)
			.set({ pseudonym })
			.where(and(eq(t.members.id, memberId), isNull(t.members.pseudonym)))
	);
}

/** The rounds of a study, the newest last. */
export function rounds({ q, t }: Queries, studyId: number) {
	return q
		.select()
		.from(t.rounds)
		.where(eq(t.rounds.studyId, studyId))
		.orderBy(asc(t.rounds.number));
}

export function* openRound(
	{ q, t }: Queries,
	round: Tables['rounds']['$inferInsert']
): Steps<Round> {
	const rows = yield* run(q.insert(t.rounds).values(round).returning());
	return rows[0]!;
}

export function* updateRound(
	{ q, t }: Queries,
	id: number,
	change: Partial<Tables['rounds']['$inferInsert']>
): Steps<void> {
	yield* run(q.update(t.rounds).set(change).where(eq(t.rounds.id, id)));
}
