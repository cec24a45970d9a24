/** Studies: annotation campaigns, each with its own settings. One that was deleted is in no list. */
import { and, asc, count, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import * as rows from '../db/rows.ts';
import type { Tables } from '../db/schema/tables.ts';
import type { Steps } from '../db/steps.ts';
import * as studyWords from './study-words.ts';

export type Study = Tables['studies']['$inferSelect'];
type NewStudy = Tables['studies']['$inferInsert'];

export const bySlug = one(({ q, t }, given: Given<{ slug: string }>) =>
	q
		.select()
		.from(t.studies)
		.where(and(eq(t.studies.slug, given.slug), isNull(t.studies.deletedAt)))
);

export const byId = one(({ q, t }, given: Given<{ id: number }>) =>
	q.select().from(t.studies).where(eq(t.studies.id, given.id))
);

export const list = all(({ q, t }) =>
	q.select().from(t.studies).where(isNull(t.studies.deletedAt)).orderBy(asc(t.studies.id))
);

/** The studies someone takes part in, with the role; those that the person has left are none. */
export const ofUser = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({ study: t.studies, role: t.members.role })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(
			and(eq(t.members.userId, given.userId), isNull(t.members.leftAt), isNull(t.studies.deletedAt))
		)
		.orderBy(asc(t.studies.id))
);

/** A study as lists show it, without its texts. */
export type StudyHead = Pick<
	Study,
	'id' | 'slug' | 'name' | 'synthetic' | 'ratersPerCase' | 'rulingsWanted' | 'archivedAt'
>;

const head = ({ t: { studies } }: Queries) => ({
	id: studies.id,
	slug: studies.slug,
	name: studies.name,
	synthetic: studies.synthetic,
	ratersPerCase: studies.ratersPerCase,
	rulingsWanted: studies.rulingsWanted,
	archivedAt: studies.archivedAt
});

/** The heads of all studies, the oldest first. */
export const heads = all((tx) =>
	tx.q
		.select(head(tx))
		.from(tx.t.studies)
		.where(isNull(tx.t.studies.deletedAt))
		.orderBy(asc(tx.t.studies.id))
);

/** The heads of those that somebody takes part in, each with the role. */
export const headsOfUser = all((tx, given: Given<{ userId: number }>) => {
	const { q, t } = tx;
	return q
		.select({ ...head(tx), role: t.members.role })
		.from(t.members)
		.innerJoin(t.studies, eq(t.studies.id, t.members.studyId))
		.where(
			and(eq(t.members.userId, given.userId), isNull(t.members.leftAt), isNull(t.studies.deletedAt))
		)
		.orderBy(asc(t.studies.id));
});

/** Adds a study, with the first version of its guidelines and scale words. */
export function* insert(tx: Queries, study: NewStudy): Steps<Study> {
	const made = yield* rows.insert(tx, tx.t.studies, study);
	const { id: studyId, guidelines, scaleWords, createdAt } = made;
	yield* studyWords.add(tx, { studyId, number: 1, guidelines, scaleWords, createdAt });
	return made;
}

/** The version of the words of a study that is still being made: it has none, and is in no list. */
const UNBORN = 0;

/** Begins a study that nobody sees until it is complete: it holds its name and slug meanwhile. */
export function* conceive(
	tx: Queries,
	study: Omit<NewStudy, 'deletedAt' | 'wordsVersion'>
): Steps<Study> {
	const unborn = { ...study, deletedAt: study.createdAt, wordsVersion: UNBORN };
	return yield* rows.insert(tx, tx.t.studies, unborn);
}

/** Makes such a study one like every other, with the first version of its words. */
export function* bear(tx: Queries, id: number, settings: Partial<NewStudy>): Steps<Study> {
	const born = { ...settings, deletedAt: null, wordsVersion: 1 };
	const [made] = yield* rows.update(tx, tx.t.studies, { id, wordsVersion: UNBORN }, born);
	const { guidelines, scaleWords, createdAt } = made!;
	yield* studyWords.add(tx, { studyId: id, number: 1, guidelines, scaleWords, createdAt });
	return made!;
}

/** Takes out a study that is still being made; any other stays. */
export function* removeUnborn(tx: Queries, id: number): Steps<void> {
	const study = yield* byId(tx, { id });
	if (study?.wordsVersion !== UNBORN) return;
	yield* rows.remove(tx, tx.t.members, { studyId: id });
	yield* rows.remove(tx, tx.t.studies, { id });
}

/** The studies that are being made for a person, with how far each is. */
export const unbornOf = all(({ q, t }, given: Given<{ userId: number }>) =>
	q
		.select({
			slug: t.studies.slug,
			name: t.studies.name,
			importId: t.imports.id,
			cases: sql<number>`(${q
				.select({ n: count() })
				.from(t.cases)
				.where(eq(t.cases.studyId, t.studies.id))})`.mapWith(Number)
		})
		.from(t.studies)
		.innerJoin(t.members, eq(t.members.studyId, t.studies.id))
		.innerJoin(t.imports, eq(t.imports.studyId, t.studies.id))
		.where(
			and(
				eq(t.members.userId, given.userId),
				eq(t.studies.wordsVersion, UNBORN),
				gt(t.imports.leaseUntil, 0)
			)
		)
		.orderBy(asc(t.studies.id))
);

/** Changes what is set about a study, and raises its version. */
export function* update(
	tx: Queries,
	{ id, version }: Pick<Study, 'id' | 'version'>,
	change: Partial<NewStudy>
): Steps<void> {
	yield* rows.update(tx, tx.t.studies, { id }, { ...change, version: version + 1 });
}
