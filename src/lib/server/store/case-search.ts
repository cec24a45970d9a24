/**
 * Which cases hold a text: in their id, in what raters read of them, or in an action. The database looks, so that no
 * text leaves it. `lower` of PostgreSQL knows every letter and that of SQLite those from a to z, so any other letter
 * that is looked for stands for one letter of whatever kind: "nyström" finds "NYSTRÖM", and "Nystrom" too.
 */
import { and, between, eq, or, sql, type Column } from 'drizzle-orm';
import type { Queries } from '../db/connect.ts';
import { columns, type Given } from '../db/query.ts';
import type { Steps } from '../db/steps.ts';
import { are, isWording } from './which.ts';

type Wanted = { studyId: number; pattern: string };

const holds = (column: Column, { pattern }: Pick<Given<Wanted>, 'pattern'>) =>
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

// A range of ids needs no case looked up beside each action, which took as long again as looking through the texts.
const inActions = columns((tx, given: Given<Pick<Wanted, 'pattern'> & Span>) =>
	tx.q
		.selectDistinct({ id: tx.t.actions.caseId })
		.from(tx.t.actions)
		.where(
			and(
				between(tx.t.actions.caseId, given.from, given.to),
				isWording(tx),
				holds(tx.t.actions.text, given)
			)
		)
);

/** Ids from one to another, both included. */
type Span = { from: number; to: number };

/** Ids of other studies that are looked through with those of one, rather than asking once more. */
const MOST_BETWEEN = 200;

/**
 * @param caseIds of all cases of the study
 * @param find not empty
 * @returns the ids of its cases that hold a text; of other studies' cases that lie between as well
 */
export function* holding(
	tx: Queries,
	{ studyId, caseIds, find }: { studyId: number; caseIds: readonly number[]; find: string }
): Steps<Set<number>> {
	const pattern = patternOf(find);
	const found = new Set<number>();
	for (const [id] of yield* inCases(tx, { studyId, pattern })) found.add(Number(id));
	for (const span of spansOf(caseIds)) {
		for (const [id] of yield* inActions(tx, { pattern, ...span })) found.add(Number(id));
	}
	return found;
}

function spansOf(ids: readonly number[]): Span[] {
	const spans: Span[] = [];
	for (const id of ids.toSorted((a, b) => a - b)) {
		const last = spans.at(-1);
		if (last !== undefined && id - last.to <= MOST_BETWEEN) last.to = id;
		else spans.push({ from: id, to: id });
	}
	return spans;
}

/** What finds a text anywhere. */
function patternOf(find: string): string {
	const plain = find.normalize('NFC').toLowerCase().replaceAll(/[%_!]/g, '!$&');
	return `%${plain.replaceAll(/\P{ASCII}/gu, '_')}%`;
}
