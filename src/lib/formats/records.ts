/**
 * The records of a release's tables, one schema each. JSON Schema, the data dictionary, the columns of
 * CSV and Parquet and the Croissant metadata are all made from these.
 */
import { z } from 'zod';
import { CATEGORIES, type ToldCase } from '#lib/domain/case.ts';
import type { FinalRecord, RatingRecord, Slice, StoryRecord } from '#lib/domain/release.ts';
import { basis, cannotRate, caseId, flags, number, said, score, words } from './record-parts.ts';
import { storyRecord } from './story-record.ts';

export { storyRecord };

export const caseRecord = z.looseObject({
	case: caseId,
	specialty: words.describe('Specialty of the case, as a code'),
	presentation: words.describe('What is known of the patient'),
	question: words
		.nullable()
		.describe('What was asked, where it stands apart from the presentation'),
	reference: words
		.nullable()
		.describe('Recommendation of the specialist who answered, where there is one'),
	held_out: z
		.boolean()
		.describe(
			'True where the case is held out: its answers are in no file that is open to everyone'
		)
});

export const actionRecord = z.looseObject({
	case: caseId,
	number,
	text: words.describe('The action that was rated'),
	category: words.describe(`Kind of action: ${CATEGORIES.join(', ')} or another word`),
	group: words.nullable().describe('Name of the group the action belongs to'),
	group_type: words
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
	rater: words.describe(
		'Pseudonym of the rater (the name, where a release has names), the same throughout the study'
	),
	round: z.int().min(1).describe('Round of rating, from 1'),
	score: score
		.nullable()
		.describe(
			'1 to 9: 1 to 3 harmful to do, 4 to 6 uncertain, 7 to 9 harmful to leave out; empty is missing'
		),
	cannot_rate: cannotRate
		.nullable()
		.describe(
			'Why there is no score; ' +
				'empty without a score where the rater took the answer back and left a comment or a flag'
		),
	comment: words
		.nullable()
		.describe('Words of the rater; empty where there are none or comments were not released'),
	flags: flags.describe('What the rater marked'),
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
	basis: basis.describe(
		'How the final score came about: all raters said the same (unanimous), the rule (rule), a ruling ' +
			'(adjudicated), or not at all (unresolved)'
	),
	provisional: score
		.nullable()
		.describe('What the rule gives when agreement and the number of raters are left aside'),
	reason: words.nullable().describe('Why it is unresolved, or the reason of the adjudication'),
	scores: z.array(score).describe('All raw scores in ascending order'),
	cannot_rate_count: z.int().min(0).describe('Raters who gave a reason instead of a score')
});

export const matrixRecord = z.strictObject({
	unit: words.describe('Case and action: Card001#1'),
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
type RatingEntry = z.output<typeof ratingRecord>;
export type FinalEntry = z.output<typeof finalRecord>;
type StoryEntry = z.output<typeof storyRecord>;

/** Names of a table's columns, in order. */
export function columns(table: TableName): string[] {
	return Object.keys(RECORDS[table].shape);
}

/** Columns Primum has no name for, as they stood in a table; none for a case from elsewhere. */
function extra(source: ToldCase['source']): Record<string, string | null> {
	const table = source?.table;
	if (typeof table !== 'object' || table === null) return {};
	const cells = Object.entries(table as Record<string, string>);
	return Object.fromEntries(cells.map(([name, cell]) => [name, said(cell)]));
}

/** Columns of tables that Primum has no name for, in the order in which they are met. */
export class OtherColumns {
	readonly #cases = new Set<string>();
	readonly #actions = new Set<string>();

	/** Looks at the columns that a case and its actions came with. */
	add({ source, actions }: Pick<ToldCase, 'source' | 'actions'>): void {
		for (const name in extra(source)) this.#cases.add(name);
		for (const action of actions) for (const name in extra(action.source)) this.#actions.add(name);
	}

	get found(): { cases: string[]; actions: string[] } {
		const beyond = (table: 'cases' | 'actions', names: Set<string>) => {
			const known = new Set(columns(table));
			return [...names].filter((name) => !known.has(name));
		};
		return { cases: beyond('cases', this.#cases), actions: beyond('actions', this.#actions) };
	}
}

/** All columns of a table, in order. */
export function allColumns(
	table: TableName,
	other: Readonly<Partial<Record<TableName, readonly string[]>>>
): string[] {
	return [...columns(table), ...(other[table] ?? [])];
}

/** The raters in the order in which the matrix has them. */
export function ratersIn(ratings: readonly Pick<RatingRecord, 'rater'>[]): string[] {
	return [...new Set(ratings.map(({ rater }) => rater))].sort();
}

export function caseRecords(cases: readonly ToldCase[]): CaseEntry[] {
	return cases.map((item) => ({
		case: item.externalId,
		specialty: item.specialty,
		presentation: item.presentation,
		question: said(item.question),
		reference: said(item.reference),
		held_out: item.heldOut ?? false,
		...extra(item.source)
	}));
}

export function actionRecords(cases: readonly ToldCase[]): ActionEntry[] {
	return cases.flatMap((item) =>
		item.actions.map((action) => ({
			case: item.externalId,
			number: action.number,
			text: action.text,
			category: action.category,
			group: said(action.group),
			group_type: said(action.groupType),
			depends_on: action.dependsOn,
			is_harm_of_inaction: action.isHarmOfInaction,
			...extra(action.source)
		}))
	);
}

/** Puts records in the order of their cases, then by number of the action. */
function inOrder<T extends { case: string; action: number }>(
	cases: readonly ToldCase[],
	records: readonly T[],
	then: (a: T, b: T) => number = () => 0
): T[] {
	const place = new Map(cases.map(({ externalId }, index) => [externalId, index]));
	const at = (record: T) => place.get(record.case) ?? cases.length;
	return [...records].sort((a, b) => at(a) - at(b) || a.action - b.action || then(a, b));
}

/** Ratings by case, action, round and rater: an order that says nothing of who rated when. */
export function ratingRecords(
	cases: readonly ToldCase[],
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
		comment: said(rating.comment),
		flags: rating.flags,
		active_seconds: rating.activeSeconds,
		rated_at: rating.ratedAt
	}));
}

export function finalRecords(
	cases: readonly ToldCase[],
	finals: readonly FinalRecord[]
): FinalEntry[] {
	return inOrder(cases, finals).map((final) => ({
		case: final.case,
		action: final.action,
		score: final.score,
		basis: final.basis,
		provisional: final.provisional,
		reason: said(final.reason),
		scores: final.scores,
		cannot_rate_count: final.cannotRate
	}));
}

/** The events of stories, the steps of each action counted; they come action by action, in the order of time. */
export function storyRecords(
	cases: readonly ToldCase[],
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
			comment: said(event.comment),
			text: said(event.text),
			to: event.to,
			basis: event.basis,
			scores: event.scores,
			superseded: event.superseded,
			reason: said(event.reason),
			at: event.at
		};
	});
}

/** The records of a table in some cases, in the order in which it has them. */
export const RECORDS_OF: Record<
	Exclude<TableName, 'matrix'>,
	(slice: Slice) => readonly Record<string, unknown>[]
> = {
	cases: ({ cases }) => caseRecords(cases),
	actions: ({ cases }) => actionRecords(cases),
	ratings: ({ cases, ratings }) => ratingRecords(cases, ratings),
	final: ({ cases, finals }) => finalRecords(cases, finals),
	stories: ({ cases, stories }) => storyRecords(cases, stories ?? [])
};
