/**
 * A mapping: how the columns of somebody's own tables become cases with actions, or ratings. It is a small JSON file that a
 * person can read and edit, and it names columns as they stand in the header; what it does not name is not used.
 */
import { z } from 'zod';
import { CANNOT_RATE_REASONS } from './rating.ts';

export const MAPPING_VERSION = 1;

export const PURPOSES = ['cases', 'ratings'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** What a case, an action and a rating are made of, by the names of formats.md, section 2. */
export const CASE_FIELDS = [
	'case',
	'specialty',
	'presentation',
	'question',
	'reference',
	'held_out'
] as const;
export const ACTION_FIELDS = [
	'number',
	'text',
	'category',
	'group',
	'group_type',
	'depends_on',
	'is_harm_of_inaction',
	'reference_score'
] as const;
export const PLACE_FIELDS = ['unit', 'case', 'action'] as const;
export const RATING_FIELDS = [
	'rater',
	'round',
	'score',
	'cannot_rate',
	'comment',
	'flags',
	'active_seconds',
	'rated_at'
] as const;

export type CaseField = (typeof CASE_FIELDS)[number];
export type ActionField = (typeof ACTION_FIELDS)[number];
export type PlaceField = (typeof PLACE_FIELDS)[number];
export type RatingField = (typeof RATING_FIELDS)[number];
export type MappedField = CaseField | ActionField | PlaceField | RatingField;

const nameOf = (what: string) =>
	z
		.string({ error: `must be ${what}` })
		.min(1, `must be ${what}`)
		.max(500, 'is too long');
const column = nameOf('the name of a column');

/** What words of a column stand for: `{"harmful": "2"}`. A word that is not among them stays as it is. */
const words = z.record(z.string(), z.string()).optional();

const fromColumn = z.strictObject({ column, words });
/** Several columns one after the other, each under its name. */
const fromColumns = z.strictObject({ columns: z.array(column).min(2, 'must name two or more') });
/** One value for all rows. */
const fixed = z.strictObject({ value: z.string().min(1, 'must hold something').max(20_000) });
const source = z.union([fromColumn, fromColumns, fixed], {
	error: 'must be {"column": "..."}, {"columns": ["...", "..."]} or {"value": "..."}'
});

/** Ids for cases that have none: `Card001` by specialty and order, or `Row012` by the line. */
const numbered = z.strictObject({ numbered: z.enum(['by-specialty', 'by-row']) });

/** Points for and against, -10 to 10, as a score: see docs/spreadsheets.md. */
const fromPoints = z.strictObject({ column, points: z.literal(true) });

/** A source for each of these fields. */
function fieldsOf<T extends string>(names: readonly T[]): Record<T, typeof source> {
	return Object.fromEntries(names.map((name) => [name, source])) as Record<T, typeof source>;
}

const caseSources = fieldsOf(CASE_FIELDS);
const actionSources = fieldsOf(ACTION_FIELDS);
const placeSources = fieldsOf(PLACE_FIELDS);
const ratingSources = fieldsOf(RATING_FIELDS);

const file = z.string().min(1).max(500).nullable().default(null);
const sheet = z.string().min(1).max(500).nullable().default(null);
const LINE = 'must be the number of a line, from 1 to 1000';
const header = z.int(LINE).min(1, LINE).max(1_000, LINE).default(1);

/** Fields that, where their cell is empty, take what stands above: merged cells. */
const fillDown = <T extends string>(fields: readonly [T, ...T[]]) =>
	z.array(z.enum(fields)).default([]);

/** Where a table lies: in which file, and on which of its sheets, beginning with which line. */
const place = {
	/** Its name; null for the only one. */
	file,
	/** A sheet of a workbook, or a list in the lines of a JSONL; null for the first, or for the lines themselves. */
	sheet,
	/** The line that names the columns, counted from 1. */
	header
};

const caseTable = z.strictObject({
	...place,
	fillDown: fillDown(['case']),
	/** Of the case that a row is about. */
	case: z
		.strictObject({
			...caseSources,
			case: z.union([source, numbered], {
				error: 'must be {"column": "..."} or {"numbered": "by-specialty"} or {"numbered": "by-row"}'
			})
		})
		.partial()
		.default({}),
	/** The actions of a row: none, one, or one for each of several columns. */
	actions: z
		.array(
			z
				.strictObject({
					...actionSources,
					reference_score: z.union([source, fromPoints])
				})
				.partial()
		)
		.max(500, 'are too many: at most 500')
		.default([]),
	/** Further columns that are kept, and leave again with the tables of a release. */
	keep: z
		.strictObject({ case: z.array(column).default([]), action: z.array(column).default([]) })
		.default({ case: [], action: [] })
});

const ratingTable = z.strictObject({
	...place,
	fillDown: fillDown(['case', 'action', 'unit']),
	/** The action that a row is about: `case` and `action`, or both in one as `Card001#3`. */
	place: z.strictObject(placeSources).partial().default({}),
	/** The ratings of a row: one, or one for each of several columns. */
	ratings: z
		.array(z.strictObject(ratingSources).partial())
		.max(500, 'are too many: at most 500')
		.default([]),
	/** Words that stand in place of a score, and why there is none then. */
	cannotRate: z.record(z.string(), z.enum(CANNOT_RATE_REASONS)).default({})
});

const head = {
	/** What the file is, for whoever opens it: Primum's mapping of this version. */
	mapping: z.literal(MAPPING_VERSION, {
		error: `must be ${MAPPING_VERSION}, the version of mappings that is read here`
	}),
	name: z.string().trim().min(1, 'must have a name').max(100, 'must have at most 100 characters')
};
const MOST_TABLES = 50;
const tooMany = `must be at most ${MOST_TABLES}`;

export const caseMappingSchema = z.strictObject({
	...head,
	purpose: z.literal('cases'),
	tables: z.array(caseTable).min(1, 'must be one or more').max(MOST_TABLES, tooMany)
});
export const ratingMappingSchema = z.strictObject({
	...head,
	purpose: z.literal('ratings'),
	tables: z.array(ratingTable).min(1, 'must be one or more').max(MOST_TABLES, tooMany)
});
export const mappingSchema = z.discriminatedUnion('purpose', [
	caseMappingSchema,
	ratingMappingSchema
]);

export type Source = z.output<typeof source>;
/** Where a field comes from: a source, ids that are made, or points. */
export type AnySource = Source | z.output<typeof numbered> | z.output<typeof fromPoints>;
export type CaseTable = z.output<typeof caseTable>;
export type RatingTable = z.output<typeof ratingTable>;
export type ActionSources = CaseTable['actions'][number];
export type RatingSources = RatingTable['ratings'][number];
export type CaseMapping = z.output<typeof caseMappingSchema>;
export type RatingMapping = z.output<typeof ratingMappingSchema>;
export type Mapping = CaseMapping | RatingMapping;

/** Names of the columns that a source reads. */
export function columnsOf(from: AnySource): readonly string[] {
	if ('column' in from) return [from.column];
	return 'columns' in from ? from.columns : [];
}

/** Names of the columns that a table of a mapping reads or keeps, each once. */
export function columnsUsed(table: CaseTable | RatingTable): string[] {
	const sets =
		'ratings' in table ? [table.place, ...table.ratings] : [table.case, ...table.actions];
	const read = sets.flatMap((set) => Object.values(set).flatMap(columnsOf));
	const kept = 'keep' in table ? [...table.keep.case, ...table.keep.action] : [];
	return [...new Set([...read, ...kept])];
}

/**
 * What a mapping does not say yet, and must before anything can be made of it.
 *
 * @returns sentences; none where it is whole
 */
export function lacks(mapping: Mapping): string[] {
	return mapping.purpose === 'cases' ? lacksOfCases(mapping) : lacksOfRatings(mapping);
}

function lacksOfCases({ tables }: CaseMapping): string[] {
	const says = (named: (table: CaseTable) => unknown) => tables.some((table) => named(table));
	return [
		...(says(({ case: item }) => item.presentation) ? [] : ['Say which column tells the case.']),
		...(says(({ actions }) => actions.length > 0) ? [] : ['Say which column holds the actions.']),
		...(tables.every(({ actions }) => actions.every(({ text }) => text))
			? []
			: ['Say for each action which column holds its text.']),
		...(tables.every(({ actions }) => actions.every(({ category }) => category))
			? []
			: ['Say which column holds the category of an action, or give one for all.']),
		...(tables.every((table) => table.case.case)
			? []
			: ['Say for each table which column names the case, or that cases are numbered.']),
		...(tables.length > 1 && says(({ case: item }) => item.case && 'numbered' in item.case)
			? ['Two tables need a column in each that names the case: numbers cannot join them.']
			: [])
	];
}

function lacksOfRatings({ tables }: RatingMapping): string[] {
	const all = tables.flatMap(({ ratings }) => ratings);
	return [
		...(tables.every(({ place: at }) => at.unit ?? (at.case && at.action))
			? []
			: ['Say which columns name the case and the action, or which names both, as Card001#3.']),
		...(all.length > 0 && all.every(({ rater }) => rater)
			? []
			: ['Say which column names the rater, or which columns are raters.']),
		...(all.every(({ score }) => score) ? [] : ['Say which column holds the score.'])
	];
}
