/** Members: who takes part in a study, and as what. */
import { and, asc, eq, getTableColumns, isNull, sql } from 'drizzle-orm';
import type { Language } from '#lib/domain/language.ts';
import { isPaused } from '#lib/domain/participation.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';

export type Member = Tables['members']['$inferSelect'];
type NewMember = Tables['members']['$inferInsert'];

/** A member with the person behind it. */
export type NamedMember = Member & {
	name: string;
	/** Null for a rater whose ratings were imported and who never signs in. */
	email: string | null;
	/** When the account was shut; null for one that is open. */
	disabledAt: number | null;
	/** True once the person has chosen a password. */
	joined: boolean;
	/** When the person was last here; null for never. */
	seenAt: number | null;
	/** When the person asked for no more reminders; null for one who may be reminded. */
	unremindedAt: number | null;
	/** In which mails are written; null where the person never chose one. */
	language: Language | null;
};

/** The membership of a person in a study. */
export const find = one(({ q, t }, given: Given<{ studyId: number; userId: number }>) =>
	q
		.select()
		.from(t.members)
		.where(and(eq(t.members.studyId, given.studyId), eq(t.members.userId, given.userId)))
);

const named = ({ t }: Queries) => ({
	...getTableColumns(t.members),
	name: t.users.name,
	email: t.users.email,
	disabledAt: t.users.disabledAt,
	joined: sql`${t.users.passwordHash} is not null`.mapWith(Boolean),
	seenAt: t.users.seenAt,
	unremindedAt: t.users.unremindedAt,
	language: t.users.language
});

/** Everyone in a study, in the order they joined. */
export const ofStudy = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(named(tx))
		.from(tx.t.members)
		.innerJoin(tx.t.users, eq(tx.t.users.id, tx.t.members.userId))
		.where(eq(tx.t.members.studyId, given.studyId))
		.orderBy(asc(tx.t.members.id))
);

/** One member of a study by its id. */
export const byId = one((tx, given: Given<{ studyId: number; id: number }>) =>
	tx.q
		.select(named(tx))
		.from(tx.t.members)
		.innerJoin(tx.t.users, eq(tx.t.users.id, tx.t.members.userId))
		.where(and(eq(tx.t.members.studyId, given.studyId), eq(tx.t.members.id, given.id)))
);

const studiesOf = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({ studyId: t.members.studyId, role: t.members.role, leftAt: t.members.leftAt })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(and(eq(t.members.userId, given.userId), isNull(t.studies.deletedAt)))
);

/**
 * True where somebody is, or was, in a study that another person does not run.
 *
 * @param by who would run it; null for the command line, which runs none
 */
export function* isElsewhere(tx: Queries, userId: number, by: number | null): Steps<boolean> {
	const mine = by === null ? [] : yield* studiesOf(tx, { userId: by });
	const run = new Set(
		mine
			.filter(({ role, leftAt }) => role === 'coordinator' && leftAt === null)
			.map(({ studyId }) => studyId)
	);
	return (yield* studiesOf(tx, { userId })).some(({ studyId }) => !run.has(studyId));
}

/** What a person is in each study, with its name; in none that was deleted. */
export const ofPerson = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({ ...getTableColumns(t.members), study: t.studies.name, slug: t.studies.slug })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(and(eq(t.members.userId, given.userId), isNull(t.studies.deletedAt)))
		.orderBy(asc(t.studies.id))
);

/** Those who run a study and whose account is open, in the order they joined. */
export const coordinators = all((tx, given: Given<{ studyId: number }>) =>
	tx.q
		.select(named(tx))
		.from(tx.t.members)
		.innerJoin(tx.t.users, eq(tx.t.users.id, tx.t.members.userId))
		.where(
			and(
				eq(tx.t.members.studyId, given.studyId),
				eq(tx.t.members.role, 'coordinator'),
				isNull(tx.t.members.leftAt),
				isNull(tx.t.users.disabledAt)
			)
		)
		.orderBy(asc(tx.t.members.id))
);

/** Who ran the study first of those who still do. */
export function* firstCoordinator(
	tx: Queries,
	given: { studyId: number }
): Steps<NamedMember | undefined> {
	return (yield* coordinators(tx, given))[0];
}

/** @returns the new member; an error of the unique constraint where the person is a member already */
export function* insert(tx: Queries, member: NewMember): Steps<Member> {
	return yield* rows.insert(tx, tx.t.members, member);
}

export function* update(tx: Queries, id: number, change: Partial<NewMember>): Steps<void> {
	yield* rows.update(tx, tx.t.members, { id }, change);
}

/** Takes a member out of the study, and out of the plan that may be looked at. */
export function* remove(tx: Queries, id: number): Steps<void> {
	yield* rows.remove(tx, tx.t.planPlaces, { memberId: id });
	yield* rows.remove(tx, tx.t.members, { id });
}

/** Gives a pseudonym to a member who has none. */
export function* setPseudonym(tx: Queries, id: number, pseudonym: string): Steps<void> {
	yield* rows.update(tx, tx.t.members, { id, pseudonym: null }, { pseudonym });
}

/** True for a rater who signs in, has not left, and whose account is open: one whose open work counts. */
export function canRate({ role, email, disabledAt, leftAt }: NamedMember): boolean {
	return role === 'rater' && email !== null && disabledAt === null && leftAt === null;
}

/** True for one of them to whom a case can be given now: a rater who is paused takes none. */
export function takesCases(member: NamedMember, now: number): boolean {
	return canRate(member) && !isPaused(member, now);
}

/** A member as somebody may know of the person who sees raters by pseudonym only. */
export function pseudonymous(member: NamedMember): NamedMember {
	return { ...member, name: member.pseudonym ?? 'a rater', pauseReason: null, leaveReason: null };
}

/** For sorting: by pseudonym, those without one first, in the order they joined. */
export function byPseudonym(a: Member, b: Member): number {
	const [left, right] = [a.pseudonym ?? '', b.pseudonym ?? ''];
	return left.length - right.length || (left < right ? -1 : left > right ? 1 : a.id - b.id);
}
