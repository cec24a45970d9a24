/**
 * Which cases hold a text: in their id, in what raters read of them, or in an action. The database looks, so that no
 * text leaves it. `lower` of PostgreSQL knows every letter and that of SQLite those from a to z, so any other letter
 * that is looked for stands for one letter of whatever kind: "nyström" finds "NYSTRÖM", and "Nystrom" too.
 */
import { and, eq, or, sql, type Column } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { columns, type Given } from '../db/query.ts';
import type { Steps } from '../db/steps.ts';
import { are, isWording } from './which.ts';

type Wanted = { studyId: number; pattern: string };

const holds = (column: Column, { pattern }: Given<Wanted>) =>
	sql`lower(${column}) like ${pattern} escape '!'`;

const inCases = columns((tx, given: Given<Wanted>) => {
	const { id, studyId, externalId, presentation, question } = tx.t.cases;
	return tx.q
		.select({ id })
		.from(tx.t.cases)
		.where(
			and(
				eq(studyId, given.studyId),
				are(tx, 'all'),
				or(holds(externalId, given), holds(presentation, given), holds(question, given))
			)
		);
});

const inActions = columns((tx, given: Given<Wanted>) =>
	tx.q
		.selectDistinct({ id: tx.t.actions.caseId })
		.from(tx.t.actions)
		.innerJoin(tx.t.cases, eq(tx.t.cases.id, tx.t.actions.caseId))
		.where(
			and(
				eq(tx.t.cases.studyId, given.studyId),
				are(tx, 'all'),
				isWording(tx),
				holds(tx.t.actions.text, given)
			)
		)
);

/** @returns the ids of the cases of a study that hold a text, which is not empty */
export function* holding(
	tx: Queries,
	{ studyId, find }: { studyId: number; find: string }
): Steps<Set<number>> {
	const wanted = { studyId, pattern: patternOf(find) };
	const found = [...(yield* inCases(tx, wanted)), ...(yield* inActions(tx, wanted))];
	return new Set(found.map(([id]) => Number(id)));
}

/** What finds a text anywhere. */
function patternOf(find: string): string {
	const plain = find.normalize('NFC').toLowerCase().replaceAll(/[%_!]/g, '!$&');
	return `%${plain.replaceAll(/\P{ASCII}/gu, '_')}%`;
}
