/**
 * What of the records of a release the checks look at. A release of another version may have more columns, and says
 * with its own schemas what else must hold of them.
 */
import { z } from 'zod';
import {
	actionRecord,
	caseRecord,
	finalRecord,
	matrixRecord,
	ratingRecord,
	storyRecord
} from './records.ts';
import type { Lines } from './verify-records.ts';

const CASE = caseRecord
	.pick({ case: true, specialty: true })
	.extend({ held_out: z.boolean().optional() });
const ACTION = actionRecord.pick({ case: true, number: true, text: true, depends_on: true });
const UNIT = { case: true, action: true } as const;
const RATING = ratingRecord
	.pick({ ...UNIT, rater: true, round: true, score: true, cannot_rate: true })
	.strip();
const FINAL = finalRecord
	.pick({ ...UNIT, score: true, basis: true, provisional: true, scores: true })
	.strip();
const MATRIX = matrixRecord.strip();
const STORY = storyRecord
	.pick({ ...UNIT, step: true, wording: true, event: true, round: true, by: true, text: true })
	.extend(storyRecord.pick({ score: true, cannot_rate: true, basis: true }).shape)
	.extend(storyRecord.pick({ scores: true, superseded: true }).shape)
	.strip();

export type ActionRead = z.output<typeof ACTION>;
export type RatingRead = z.output<typeof RATING>;
export type FinalRead = z.output<typeof FINAL>;
export type MatrixRead = z.output<typeof MATRIX>;
export type StoryRead = z.output<typeof STORY>;

/** A record with its line. */
export type Lined<T> = { line: number; record: T };

/** Records in the form this version of Primum knows; others are passed over, for the schema has spoken. */
function parsed<T>(
	tables: ReadonlyMap<string, Lines>,
	name: string,
	schema: { safeParse: (value: unknown) => { success: boolean; data?: T } }
): Lined<T>[] {
	return (tables.get(name) ?? []).flatMap(({ line, record }) => {
		const { data } = schema.safeParse(record);
		return data === undefined ? [] : [{ line, record: data }];
	});
}

/** The tables as the checks read them. */
export function read(tables: ReadonlyMap<string, Lines>) {
	return {
		cases: parsed(tables, 'cases', CASE),
		actions: parsed(tables, 'actions', ACTION),
		ratings: parsed(tables, 'ratings', RATING),
		finals: parsed(tables, 'final', FINAL),
		matrix: parsed(tables, 'matrix', MATRIX),
		stories: parsed(tables, 'stories', STORY)
	};
}

/** The file in which the records of a table are looked up. */
export const where = (table: string) => `tables/${table}.jsonl`;

/** The action that a record is of: `Card001#1`. */
export const unitOf = (record: { case: string; action: number }) =>
	`${record.case}#${record.action}`;

/** Of each action and rater the newest answer; an answer that was taken back is none. */
export function newest(
	ratings: readonly Lined<RatingRead>[]
): Map<string, Map<string, RatingRead>> {
	const byUnit = new Map<string, Map<string, RatingRead>>();
	for (const { record } of ratings) {
		if (record.score === null && record.cannot_rate === null) continue;
		const unit = unitOf(record);
		const answers = byUnit.get(unit) ?? new Map<string, RatingRead>();
		byUnit.set(unit, answers);
		if ((answers.get(record.rater)?.round ?? 0) < record.round) answers.set(record.rater, record);
	}
	return byUnit;
}
