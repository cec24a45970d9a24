/** Guesses how tables become ratings. */
import {
	columnsUsed,
	RATING_FIELDS,
	type RatingField,
	type RatingSources,
	type RatingTable
} from '#lib/domain/mapping.ts';
import { baseOf } from '../layout.ts';
import type { Column } from './column.ts';
import type { GuessedTable, Reason } from './guess-cases.ts';
import { byName, headsOf, type Say, type Taken } from './guess-fields.ts';
import type { LookedTable } from './look.ts';

/** `Card001#3` */
const UNIT = /^.+[#/:]\s*\d+$/;

type PlaceField = 'unit' | 'case' | 'action';

/** Guesses for the table with most ratings in it, and for all that have the same columns. */
export function guessRatings(tables: readonly LookedTable[]): GuessedTable<RatingTable>[] {
	const held = tables.filter(({ rows }) => rows > 0);
	const first = held
		.map((table) => ({ table, fields: fieldsOf(table).size }))
		.toSorted((a, b) => b.fields - a.fields || b.table.rows - a.table.rows)[0]?.table;
	if (first === undefined) return [];
	const alike = held.filter((table) => headsOf(table) === headsOf(first));
	return alike.map(guessed);
}

const ORDER: readonly (PlaceField | RatingField)[] = [
	...(['unit', 'case', 'action', 'score', 'rater', 'comment'] as const),
	...RATING_FIELDS.filter((field) => !['score', 'rater', 'comment'].includes(field))
];

function fieldsOf({ columns }: LookedTable): Map<PlaceField | RatingField, Taken> {
	const fields = byName(columns, ORDER, 'ratings');
	const isUnit = ({ samples }: Column) =>
		samples.length > 0 && samples.every((one) => UNIT.test(one));
	const unit = columns.find(isUnit);
	if (unit !== undefined) {
		for (const [field, { column }] of fields) if (column === unit) fields.delete(field);
		fields.set('unit', { column: unit, sure: 'sure', why: 'case and number in one' });
	} else {
		fields.delete('unit');
	}
	return fields;
}

function guessed(from: LookedTable): GuessedTable<RatingTable> {
	const fields = fieldsOf(from);
	const reasons: Reason[] = [];
	const say: Say = (field, { sure, why }) => reasons.push({ field, sure, why });
	const table: RatingTable = {
		...{ file: from.file, sheet: from.sheet, header: from.header },
		...{ fillDown: [], place: {}, ratings: [], cannotRate: {} }
	};
	const wanted: readonly PlaceField[] = fields.has('unit') ? ['unit'] : ['case', 'action'];
	for (const field of wanted) {
		const taken = fields.get(field);
		if (taken === undefined) continue;
		table.place[field] = { column: taken.column.name };
		if (taken.column.filled < from.rows) table.fillDown.push(field);
		say(`place.${field}`, taken);
	}
	const raters = ratersAcross(from, fields, table);
	table.ratings = raters.length > 0 ? across(raters, say) : [long(from, fields, say)];
	return { table, reasons };
}

/** Columns that are raters: of scores, under names that are none of a field, where no column names the rater. */
function ratersAcross(
	{ columns }: LookedTable,
	fields: ReadonlyMap<PlaceField | RatingField, Taken>,
	table: RatingTable
): Column[] {
	if (fields.has('rater')) return [];
	const places = new Set(columnsUsed(table));
	const known = new Set(
		[...fields].flatMap(([field, { column, sure }]) =>
			// `Score A` and `Score B` are raters; a single `Score` is not.
			field === 'score' && sure !== 'sure' ? [] : [column]
		)
	);
	const found = columns.filter(
		(column) => column.looks === 'score' && !places.has(column.name) && !known.has(column)
	);
	return found.length > 1 || (found.length === 1 && !fields.has('score')) ? found : [];
}

function across(raters: readonly Column[], say: Say): RatingSources[] {
	return raters.map(({ name }, index) => {
		say(`ratings.${index}.score`, { sure: 'likely', why: 'whole numbers from 1 to 9' });
		say(`ratings.${index}.rater`, { sure: 'likely', why: 'the name of the column' });
		return { rater: { value: name }, score: { column: name } };
	});
}

function long(
	{ sheet, file }: LookedTable,
	fields: ReadonlyMap<PlaceField | RatingField, Taken>,
	say: Say
): RatingSources {
	const sources: RatingSources = {};
	for (const field of RATING_FIELDS) {
		const taken = fields.get(field);
		if (taken === undefined) continue;
		sources[field] = { column: taken.column.name };
		const isWords = field === 'score' && !['score', 'empty'].includes(taken.column.looks);
		say(
			`ratings.0.${field}`,
			isWords ? { sure: 'unsure', why: 'words: say what score each stands for' } : taken
		);
	}
	if (sources.rater === undefined) {
		const name = sheet ?? baseOf(file).replace(/\.\w+$/, '');
		sources.rater = { value: name };
		say('ratings.0.rater', {
			sure: 'unsure',
			why: `no column: the name of the ${sheet === null ? 'file' : 'sheet'}`
		});
	}
	return sources;
}
