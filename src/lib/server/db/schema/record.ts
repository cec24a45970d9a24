/** The trail, and the jobs that follow a change. */
import type { JsonObject } from '#lib/domain/case.ts';
import type { ErrandKind, ErrandState } from '#lib/domain/errand.ts';
import type { Via } from '#lib/domain/trail.ts';
import type { People } from './people.ts';
import type { Columns } from './sqlite-columns.ts';
import type { Studies } from './studies.ts';

export type JobState = 'waiting' | 'running' | 'done' | 'failed';

export function record(c: Columns, { users, studies }: People & Studies) {
	const { table, index } = c;
	const { id, integer, time, text, json } = c;

	/** Append-only: who changed what that is not a rating. */
	const auditEvents = table(
		'audit_events',
		{
			id: id(),
			at: time().notNull(),
			/** Null for what the installation itself or its command line did. */
			userId: integer().references(() => users.id),
			studyId: integer().references(() => studies.id),
			/** From where: a page, a program, the command line, or Primum by itself. */
			via: text().$type<Via>(),
			/** SHA-256 of the session's id, as in `sessions`; the session may be gone. */
			sessionId: text(),
			tokenId: integer(),
			requestId: text(),
			address: text(),
			what: text().notNull(),
			subject: text().notNull(),
			old: json().$type<JsonObject>(),
			new: json().$type<JsonObject>(),
			reason: text()
		},
		(t) => [index('audit_events_study').on(t.studyId)]
	);

	/** What is to be done after a change was committed: taken up once, by whichever process is free. */
	const jobs = table(
		'jobs',
		{
			id: id(),
			kind: text().notNull(),
			payload: json().$type<JsonObject>().notNull(),
			state: text().$type<JobState>().notNull(),
			/** Not before this moment. */
			runAt: time().notNull(),
			attempts: integer().notNull(),
			/** Until when whoever runs it is given; then another may take it up. */
			leaseUntil: time(),
			createdAt: time().notNull(),
			finishedAt: time(),
			/** What the last attempt that failed said. */
			error: text()
		},
		(t) => [index('jobs_state').on(t.state, t.runAt)]
	);

	/**
	 * Long work that a person or a program asked for: it goes on after the request is answered, says how far it is,
	 * and can be stopped. A job carries it out.
	 */
	const errands = table(
		'errands',
		{
			/** A random name. */
			id: text().primaryKey(),
			studyId: integer()
				.notNull()
				.references(() => studies.id),
			kind: text().$type<ErrandKind>().notNull(),
			/** What is to be done. */
			asked: json().$type<JsonObject>().notNull(),
			/** Who asked, from where. */
			userId: integer().references(() => users.id),
			tokenId: integer(),
			state: text().$type<ErrandState>().notNull(),
			/** How far it is: `done` of `parts`, and what is being done in a word or two. */
			what: text().notNull().default(''),
			done: integer().notNull().default(0),
			parts: integer().notNull().default(0),
			/** What came of it; of a refusal the sentence and its problems. */
			outcome: json().$type<JsonObject>(),
			createdAt: time().notNull(),
			finishedAt: time(),
			/** When somebody asked it to stop. */
			stopAskedAt: time()
		},
		(t) => [index('errands_study').on(t.studyId, t.kind)]
	);

	return { auditEvents, jobs, errands };
}

export type Record = ReturnType<typeof record>;
