/** The tables of a release as the record sets of its Croissant. */
import type { JsonObject, JsonValue } from '#lib/domain/case.ts';
import type { Outline } from '#lib/domain/release.ts';
import { SCORES } from '#lib/domain/scale.ts';
import { pointIn } from '#lib/domain/study-words.ts';
import { fieldsIn, type Field, type Kind } from './fields.ts';
import type { TableName } from './records.ts';
import { tableNames } from './tables.ts';

const DATA_TYPES: Record<Kind, string> = {
	text: 'sc:Text',
	integer: 'sc:Integer',
	number: 'sc:Float',
	boolean: 'sc:Boolean'
};

/** What a record of a table is, and the columns by which it is told from others. */
const TABLES: Record<TableName, { description: string; key: readonly string[] }> = {
	cases: { description: 'One record a case.', key: ['case'] },
	actions: { description: 'One record an action, as it was rated.', key: ['case', 'number'] },
	ratings: {
		description: 'One record an action and rater: the newest answer.',
		key: ['case', 'action', 'rater', 'round']
	},
	final: {
		description: 'One record an action: the final score and how it came about.',
		key: ['case', 'action']
	},
	matrix: { description: 'One record an action, with one column a rater.', key: ['unit'] },
	stories: {
		description:
			'One record an event: what became of each action that was asked again, reworded, sent on or ruled on, in order.',
		key: ['case', 'action', 'step']
	}
};

/** A name as the last part of an `@id`, which is an address. */
const idOf = (set: string, name: string) => `${set}/${encodeURIComponent(name)}`;

/** Scores are what a record is labelled with. */
const LABELS: ReadonlySet<string> = new Set(['ratings/score', 'final/score']);

/** Columns with a closed list of words share the list by their name, whichever table they are of. */
const isOfWords = ({ values, list }: Field) => values !== null && !list;

/** The record that a column refers to: one that a single column tells from others. */
function reference(table: TableName, field: Field): string | null {
	if (field.name === 'case' && table !== 'cases') return 'cases/case';
	if (LABELS.has(`${table}/${field.name}`)) return 'scale/score';
	return isOfWords(field) ? `words-${field.name}/name` : null;
}

function fieldOf(table: TableName, field: Field): JsonObject {
	const { name, kind, list, description } = field;
	const type = DATA_TYPES[kind];
	const to = reference(table, field);
	return {
		'@type': 'cr:Field',
		'@id': idOf(table, name),
		name,
		description,
		dataType: LABELS.has(`${table}/${name}`) ? [type, 'cr:Label'] : type,
		...(list && { repeated: true }),
		...(to !== null && { references: { '@id': to } }),
		source: {
			fileObject: { '@id': `tables/${table}.parquet` },
			extract: { column: name }
		}
	};
}

/** A record set whose records stand in it. */
function enumeration(
	set: string,
	description: string,
	fields: readonly (readonly [name: string, type: Kind])[],
	data: readonly JsonValue[][]
): JsonObject {
	const ids = fields.map(([name]) => idOf(set, name));
	return {
		'@type': 'cr:RecordSet',
		'@id': set,
		name: set,
		description,
		dataType: 'sc:Enumeration',
		key: { '@id': ids[0]! },
		field: fields.map(([name, kind], at) => ({
			'@type': 'cr:Field',
			'@id': ids[at]!,
			name,
			dataType: DATA_TYPES[kind]
		})),
		data: data.map((row) => Object.fromEntries(row.map((cell, at) => [ids[at]!, cell])))
	};
}

function scaleOf({ words }: Outline): JsonObject {
	return enumeration(
		'scale',
		'What a score says, as the raters read it last.',
		[
			['score', 'integer'],
			['name', 'text'],
			['meaning', 'text']
		],
		SCORES.map((score) => {
			const { label, meaning } = pointIn(words.scale, score);
			return [score, label, meaning];
		})
	);
}

/** The tables in the order in which they are listed, then the lists of words that they refer to. */
export function recordSets(outline: Outline): JsonObject[] {
	const tables = tableNames(true).map((table) => ({
		table,
		fields: fieldsIn(table, outline)
	}));
	const lists = new Map(
		tables.flatMap(({ fields }) =>
			fields.filter(isOfWords).map(({ name, values }) => [name, values!] as const)
		)
	);
	return [
		...tables.map(({ table, fields }) => ({
			'@type': 'cr:RecordSet',
			'@id': table,
			name: table,
			description: TABLES[table].description,
			key: TABLES[table].key.map((column) => ({ '@id': idOf(table, column) })),
			field: fields.map((field) => fieldOf(table, field))
		})),
		scaleOf(outline),
		...[...lists].map(([name, values]) =>
			enumeration(
				`words-${name}`,
				`The words of ${name}.`,
				[['name', 'text']],
				values.map((value) => [value])
			)
		)
	];
}
