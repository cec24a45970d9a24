/** Submissions as a coordinator's list shows them: a page at a time, with the figures it names and no others. */
import { and, count, desc, asc, eq, inArray, max, sql, type Placeholder } from 'drizzle-orm';
import type { Figured } from '#lib/domain/submission.ts';
import type { SchemeName } from '#lib/scoring/scheme.ts';
import type { Queries } from '../db/connect.ts';
import { all, one, type Given } from '../db/query.ts';
import type { Tables } from '../db/schema/tables.ts';
import { run, type Built, type Steps } from '../db/steps.ts';

type Row = Tables['submissions']['$inferSelect'];

/** What a list shows of a submission. */
export type Listed = Pick<
	Row,
	| 'id'
	| 'entry'
	| 'version'
	| 'kind'
	| 'name'
	| 'provider'
	| 'about'
	| 'people'
	| 'state'
	| 'reason'
	| 'userId'
	| 'tokenId'
	| 'createdAt'
	| 'decidedBy'
	| 'decidedAt'
> & { headline: Figured | null; harmRate: Figured | null };

const head = ({ t }: Queries) => {
	const { id, entry, version, kind, name, provider, about, people, state, reason } = t.submissions;
	const { userId, tokenId, createdAt, decidedBy, decidedAt } = t.submissions;
	return {
		...{ id, entry, version, kind, name, provider, about, people, state, reason },
		...{ userId, tokenId, createdAt, decidedBy, decidedAt }
	};
};

/** `headline`, `harmRate`: names of metrics of the scheme. */
type Asked = Given<{
	boardId: number;
	scheme: SchemeName;
	headline: string;
	harmRate: string;
	limit: number;
	offset: number;
}>;

/** One metric of a submission; null where it is not scored. */
const figure = ({ t: { submissionScores } }: Queries, metric: Placeholder) =>
	sql`${submissionScores.figures} -> 'aggregate' -> cast(${metric} as text)`.mapWith(
		(value) => submissionScores.figures.mapFromDriverValue(value) as unknown as Figured | null
	);

const figures = (tx: Queries, { headline, harmRate }: Asked) => ({
	headline: figure(tx, headline),
	harmRate: figure(tx, harmRate)
});

const inScheme = ({ t: { submissions, submissionScores } }: Queries, { scheme }: Asked) =>
	and(eq(submissionScores.submissionId, submissions.id), eq(submissionScores.scheme, scheme));

/** Those that wait for a decision, the oldest first. */
export const waiting = all((tx, given: Asked) => {
	const { submissions, submissionScores } = tx.t;
	return tx.q
		.select({
			...head(tx),
			...{ records: submissions.records, coverage: submissions.coverage },
			...figures(tx, given)
		})
		.from(submissions)
		.leftJoin(submissionScores, inScheme(tx, given))
		.where(and(eq(submissions.boardId, given.boardId), eq(submissions.state, 'waiting')))
		.orderBy(asc(submissions.id))
		.limit(given.limit)
		.offset(given.offset);
});

/** The newest version of each entry of a board, by name. */
const last = ({ q, t }: Queries, { boardId }: Asked) =>
	q
		.select({ entry: t.submissions.entry, version: max(t.submissions.version).as('newest') })
		.from(t.submissions)
		.where(eq(t.submissions.boardId, boardId))
		.groupBy(t.submissions.entry)
		.as('last');

/** The newest version of each entry of a board, what was sent last first. */
export const entries = all((tx, given: Asked) => {
	const { submissions, submissionScores } = tx.t;
	const newest = last(tx, given);
	return tx.q
		.select({ ...head(tx), ...figures(tx, given) })
		.from(submissions)
		.innerJoin(
			newest,
			and(eq(newest.entry, submissions.entry), eq(newest.version, submissions.version))
		)
		.leftJoin(submissionScores, inScheme(tx, given))
		.orderBy(desc(submissions.id))
		.limit(given.limit)
		.offset(given.offset);
});

/** How many entries a board has. */
export const countEntries = one(({ q, t }, given: Given<{ boardId: number }>) =>
	q
		.select({ n: sql<number>`count(distinct ${t.submissions.entry})`.mapWith(Number) })
		.from(t.submissions)
		.where(eq(t.submissions.boardId, given.boardId))
);

/** How many versions of a board's entries are in each state. */
export const countByState = all(({ q, t }, given: Given<{ boardId: number }>) =>
	q
		.select({ state: t.submissions.state, n: count() })
		.from(t.submissions)
		.where(eq(t.submissions.boardId, given.boardId))
		.groupBy(t.submissions.state)
);

/** A version of an entry, by what a line about it says. */
export type Version = Pick<Row, 'id' | 'entry' | 'version' | 'state' | 'createdAt'>;

/** All versions of some entries, the newest of each first. */
export function* versionsOf({ q, t }: Queries, entries: readonly string[]): Steps<Version[]> {
	if (entries.length === 0) return [];
	const { id, entry, version, state, createdAt } = t.submissions;
	return yield* run(
		q
			.select({ id, entry, version, state, createdAt })
			.from(t.submissions)
			.where(inArray(entry, [...entries]))
			.orderBy(desc(version)) as unknown as Built<Version[]>
	);
}

/** People who are on a board, by name and the id of their submission. */
export const people = all(({ q, t }, given: Given<{ boardId: number }>) =>
	q
		.select({ id: t.submissions.id, entry: t.submissions.entry, name: t.submissions.name })
		.from(t.submissions)
		.where(
			and(
				eq(t.submissions.boardId, given.boardId),
				eq(t.submissions.kind, 'human'),
				eq(t.submissions.state, 'approved')
			)
		)
		.orderBy(asc(t.submissions.id))
);
