/** Actions that somebody looks for by words: a list of them is narrowed in the database, where their texts are. */
import { and, eq, or, sql, type Column } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { run, type Steps } from '../db/steps.ts';
import { are, isPresent } from './which.ts';

/**
 * The ids of the present actions of a study's ordinary cases that hold these words in their text or in the id of their
 * case. `Card001 7` and `Card001#7` are action 7 of a case.
 *
 * @param words not empty
 */
export function* like(tx: Queries, studyId: number, words: string): Steps<number[]> {
	const { q, t } = tx;
	const has = (column: Column) =>
		sql`lower(${column}) like ${`%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`;
	const [, name, number] = /^(\S+?)\s*[#\s]\s*(\d{1,9})$/.exec(words) ?? [];
	const isNamed =
		name === undefined
			? undefined
			: and(
					sql`lower(${t.cases.externalId}) = ${name.toLowerCase()}`,
					eq(t.actions.number, Number(number))
				);
	const found = yield* run(
		q
			.select({ id: t.actions.id })
			.from(t.actions)
			.innerJoin(t.cases, eq(t.cases.id, t.actions.caseId))
			.where(
				and(
					eq(t.cases.studyId, studyId),
					are(tx, 'ordinary'),
					isPresent(tx),
					or(isNamed, has(t.cases.externalId), has(t.actions.text))
				)
			)
	);
	return found.map(({ id }) => id);
}
