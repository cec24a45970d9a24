/**
 * The records of a release's tables, one schema each. JSON Schema, the data dictionary, the columns of
 * CSV and Parquet and the Croissant metadata are all made from these.
 */
import { z } from 'zod';
import { CATEGORIES, type Case } from '#lib/domain/case.ts';
import { CANNOT_RATE_REASONS, FLAGS } from '#lib/domain/rating.ts';
import type { FinalRecord, RatingRecord, StoryRecord } from '#lib/domain/release.ts';
import { caseId, number, score } from './record-parts.ts';
import { storyRecord } from './story-record.ts';

export { storyRecord };

export const caseRecord = z.looseObject({
	case: caseId,
	specialty: z.string().describe('Specialty of the case, as a code'),
	presentation: z.string().describe('What is known of the patient'),
	question: z
		.string()
		.nullable()
		.describe('What was asked, where it stands apart from the presentation'),
	reference: z
		.string()
		.nullable()
		.describe('Recommendation of the specialist who answered, where there is one')
});

export const actionRecord = z.looseObject({
	case: caseId,
	number,
	text: z.string().describe('The action that was rated'),
	category: z.string().describe(`Kind of action: ${CATEGORIES.join(', ')} or another word`),
	group: z.string().nullable().describe('Name of the group the action belongs to'),
	group_type: z
		.string()
		.nullable()
		.describe(
			'What membership means: alternative (one of the group is enough), harm or another word'
		),
	depends_on: z
		.array(z.int().min(1))
		.describe('Numbers of the actions without which this one is moot'),
	is_harm_of_inaction: z.boolean().describe('True where the action stands for doing nothing')
});

export const ratingRecord = z.strictObject({
	case: caseId,
	action: number,
	rater: z.string().min(1).describe('Pseudonym of the rater, the same throughout the study'),
	round: z.int().min(1).describe('Round of rating, from 1'),
	score: score
		.nullable()
		.describe(
			'1 to 9: 1 to 3 harmful to do, 4 to 6 uncertain, 7 to 9 harmful to leave out; empty is missing'
		),
	cannot_rate: z
		.string()
		.nullable()
		.describe(
			`Why there is no score: ${CANNOT_RATE_REASONS.join(', ')}; ` +
				'empty without a score where the rater took the answer back and left a comment or a flag'
		),
	comment: z
		.string()
		.nullable()
		.describe('Words of the rater; empty where comments were not released'),
	flags: z.array(z.string()).describe(`What the rater marked: ${FLAGS.join(', ')}`),
	active_seconds: z
		.number()
		.min(0)
		.nullable()
		.describe(
			'Seconds of attention on the action; empty where they are not known, and where times were not released'
		),
	rated_at: z.iso
		.datetime()
		.nullable()
		.describe(
			'When the rating was last changed, in UTC; empty where nobody knows, and where times were not released'
		)
});

export const finalRecord = z.strictObject({
	case: caseId,
	action: number,
	score: score.nullable().describe('The final score; empty where the action is unresolved'),
	basis: z
		.enum(['unanimous', 'rule', 'adjudicated', 'unresolved'])
		.describe('How the final score came about'),
	provisional: score
		.nullable()
		.describe('What the rule gives when agreement and the number of raters are left aside'),
	reason: z.string().nullable().describe('Why it is unresolved, or the reason of the adjudication'),
	scores: z.array(score).describe('All raw scores in ascending order'),
	cannot_rate_count: z.int().min(0).describe('Raters who gave a reason instead of a score')
});

export const matrixRecord = z.strictObject({
	unit: z.string().min(1).describe('Case and action: Card001#1'),
	scores: z
		.record(z.string(), score.nullable())
		.describe(
			"Every rater's score in the last round in which the action was rated; empty is missing"
		)
});

/** Schemas of the tables by name, in the order in which they are listed. */
export const RECORDS = {
	cases: caseRecord,
	actions: actionRecord,
	ratings: ratingRecord,
	final: finalRecord,
	matrix: matrixRecord,
	stories: storyRecord
} as const;

export type TableName = keyof typeof RECORDS;

/** How a table is written as text. */
export type TextFormat = 'csv' | 'jsonl';

export type CaseEntry = z.output<typeof caseRecord>;
export type ActionEntry = z.output<typeof actionRecord>;
export type RatingEntry = z.output<typeof ratingRecord>;
export type FinalEntry = z.output<typeof finalRecord>;
export type StoryEntry = z.output<typeof storyRecord>;

/** Names of a table's columns, in order. */
export function columns(table: TableName): string[] {
	return Object.keys(RECORDS[table].shape);
}

/** Names in the records beyond these, in the order in which they are met. */
export function otherColumns(
	rows: readonly Record<string, unknown>[],
	known: readonly string[]
): string[] {
	const names = new Set(known);
	for (const row of rows) for (const name in row) names.add(name);
	return [...names].slice(known.length);
}

/** Columns Primum has no name for, as they stood in a table; none for a case from elsewhere. */
function extra(source: Case['source']): Record<string, string> {
	const table = source?.table;
	return typeof table === 'object' && table !== null ? (table as Record<string, string>) : {};
}

export function caseRecords(cases: readonly Case[]): CaseEntry[] {
	return cases.map(({ externalId, specialty, presentation, question, reference, source }) => ({
		case: externalId,
		specialty,
		presentation,
		question,
		reference,
		...extra(source)
	}));
}

export function actionRecords(cases: readonly Case[]): ActionEntry[] {
	return cases.flatMap((item) =>
		item.actions.map((action) => ({
			case: item.externalId,
			number: action.number,
			text: action.text,
			category: action.category,
			group: action.group,
			group_type: action.groupType,
			depends_on: action.dependsOn,
			is_harm_of_inaction: action.isHarmOfInaction,
			...extra(action.source)
		}))
	);
}

/** Puts records in the order of their cases, then by number of the action. */
function inOrder<T extends { case: string; action: number }>(
	cases: readonly Case[],
	records: readonly T[],
	then: (a: T, b: T) => number = () => 0
): T[] {
	const place = new Map(cases.map(({ externalId }, index) => [externalId, index]));
	const at = (record: T) => place.get(record.case) ?? cases.length;
	return [...records].sort((a, b) => at(a) - at(b) || a.action - b.action || then(a, b));
}

/** Ratings by case, action, round and rater: an order that says nothing of who rated when. */
export function ratingRecords(
	cases: readonly Case[],
	ratings: readonly RatingRecord[]
): RatingEntry[] {
	const ordered = inOrder(
		cases,
		ratings,
		(a, b) => a.round - b.round || (a.rater < b.rater ? -1 : a.rater > b.rater ? 1 : 0)
	);
	return ordered.map((rating) => ({
		case: rating.case,
		action: rating.action,
		rater: rating.rater,
		round: rating.round,
		score: rating.score,
		cannot_rate: rating.cannotRate,
		comment: rating.comment,
		flags: rating.flags,
		active_seconds: rating.activeSeconds,
		rated_at: rating.ratedAt
	}));
}

export function finalRecords(cases: readonly Case[], finals: readonly FinalRecord[]): FinalEntry[] {
	return inOrder(cases, finals).map((final) => ({
		case: final.case,
		action: final.action,
		score: final.score,
		basis: final.basis,
		provisional: final.provisional,
		reason: final.reason,
		scores: final.scores,
		cannot_rate_count: final.cannotRate
	}));
}

/** The events of stories, the steps of each action counted; they come action by action, in the order of time. */
export function storyRecords(
	cases: readonly Case[],
	stories: readonly StoryRecord[]
): StoryEntry[] {
	let [unit, step] = ['', 0];
	return inOrder(cases, stories).map((event) => {
		const own = `${event.case}#${event.action}`;
		step = own === unit ? step + 1 : 1;
		unit = own;
		return {
			case: event.case,
			action: event.action,
			step,
			wording: event.wording,
			event: event.event,
			round: event.round,
			by: event.by,
			score: event.score,
			cannot_rate: event.cannotRate,
			flags: event.flags,
			comment: event.comment,
			text: event.text,
			to: event.to,
			basis: event.basis,
			scores: event.scores,
			superseded: event.superseded,
			reason: event.reason,
			at: event.at
		};
	});
}
