/**
 * A mapping as the fields of its form, and back. The form has one choice for each column of each table; what no column
 * holds can be given once for all rows.
 */
import {
	ACTION_FIELDS,
	CASE_FIELDS,
	MAPPING_VERSION,
	PLACE_FIELDS,
	RATING_FIELDS,
	type ActionField,
	type ActionSources,
	type AnySource,
	type CaseTable,
	type Mapping,
	type RatingSources,
	type RatingTable,
	type Source
} from '#lib/domain/mapping.ts';
import { headOf } from '#lib/domain/spelling.ts';
import { readWords, wordsAsText } from './words-field.ts';

/** What a table holds; `nothing` is not used. */
export const HOLDS = ['cases', 'actions', 'ratings-long', 'ratings-wide', 'nothing'] as const;
export type Holds = (typeof HOLDS)[number];

/** A table as the form knows it. */
export type Place = { file: string; sheet: string | null; header: number; columns: string[] };

/** The fields of one table. */
export type TableFields = {
	holds: Holds;
	/** What each column holds, by its place: `case.presentation`, `actions.0.text`, `scores`; '' for not used. */
	means: string[];
	/** What words of a column stand for, as lines `word = value`; of `scores` the name of the rater. */
	words: string[];
	/** One value for all rows, by what it is: `case.specialty`, `actions.*.category`, `rating.round`. */
	fixed: Record<string, string>;
	/** Ids that are made for cases that have none; '' where a column holds them. */
	numbered: '' | 'by-specialty' | 'by-row';
	/** Cells that name the case or the action and are empty take what stands above. */
	fillDown: boolean;
	/** Words that stand in place of a score, as lines `word = reason`. */
	cannotRate: string;
};

/** What of an action a column can hold; `points` is its reference score in another form. */
export type ActionFieldName = ActionField | 'points';

/** The purposes of a mapping by what its tables hold. */
export const purposeOf = (holds: Holds) =>
	holds === 'nothing' ? null : holds.startsWith('ratings') ? 'ratings' : 'cases';

const EMPTY: Omit<TableFields, 'means' | 'words'> = {
	...{ holds: 'nothing', fixed: {}, numbered: '', fillDown: false, cannotRate: '' }
};

/** The fields of a form that shows a mapping of these tables, one set a table. */
export function fieldsOf(mapping: Mapping, places: readonly Place[]): TableFields[] {
	return places.map((place) => {
		const table = mapping.tables.find((one) => isOf(one, place, places));
		const none = place.columns.map(() => '');
		const fields: TableFields = { ...EMPTY, means: none, words: [...none], fixed: {} };
		if (table === undefined) return fields;
		const writer = new Writer(fields, place.columns);
		if ('ratings' in table) showRatings(writer, table);
		else showCases(writer, table);
		return fields;
	});
}

/** A mapping may leave out the name of the only file, and of its first sheet. */
function isOf(table: CaseTable | RatingTable, place: Place, places: readonly Place[]): boolean {
	const first = (
		table.file === null ? places : places.filter(({ file }) => file === table.file)
	)[0];
	const file = table.file ?? first?.file;
	return file === place.file && (table.sheet ?? first?.sheet ?? null) === place.sheet;
}

/** Fills in the fields of a table. */
class Writer {
	readonly fields: TableFields;
	readonly #columns: readonly string[];

	constructor(fields: TableFields, columns: readonly string[]) {
		this.fields = fields;
		this.#columns = columns;
	}

	/** Says where something comes from. */
	show(what: string, from: AnySource | undefined): void {
		if (from === undefined) return;
		if ('numbered' in from) this.fields.numbered = from.numbered;
		else if ('value' in from) this.fields.fixed[what] = from.value;
		else if ('columns' in from) for (const name of from.columns) this.mean(name, what);
		else if ('points' in from) this.mean(from.column, what.replace('reference_score', 'points'));
		else this.mean(from.column, what, wordsAsText(from.words));
	}

	/** Says what a column holds. */
	mean(name: string, what: string, words = ''): void {
		const at = this.at(name);
		if (at === -1) return;
		this.fields.means[at] = what;
		this.fields.words[at] = words;
	}

	/** The place of a column, by its name as applying a mapping compares it; -1 for none. */
	at(name: string): number {
		return this.#columns.findIndex((column) => headOf(column) === headOf(name));
	}
}

function showCases(writer: Writer, { case: item, actions, keep, fillDown }: CaseTable): void {
	const { fields } = writer;
	for (const field of CASE_FIELDS) writer.show(`case.${field}`, item[field]);
	for (const field of ACTION_FIELDS) {
		const all = actions.map((action) => action[field]);
		const isShared = all.length > 1 && all.every((one) => sameSource(one, all[0]));
		for (const [index, one] of (isShared ? all.slice(0, 1) : all).entries()) {
			const isFixed = one !== undefined && 'value' in one && all.length <= 1;
			writer.show(`actions.${isShared || isFixed ? '*' : index}.${field}`, one);
		}
	}
	for (const name of keep.case) writer.mean(name, 'keep.case');
	for (const name of keep.action) writer.mean(name, 'keep.action');
	fields.fillDown = fillDown.length > 0;
	const saysMore = CASE_FIELDS.some((field) => field !== 'case' && item[field] !== undefined);
	fields.holds = actions.length > 0 && !saysMore ? 'actions' : 'cases';
}

function showRatings(writer: Writer, { place, ratings, fillDown, cannotRate }: RatingTable): void {
	const { fields } = writer;
	for (const [field, from] of Object.entries(place)) writer.show(`place.${field}`, from);
	fields.fillDown = fillDown.length > 0;
	fields.cannotRate = wordsAsText(cannotRate);
	const isWide = ratings.some(({ rater }) => rater !== undefined && 'value' in rater);
	fields.holds = isWide && ratings.length > 0 ? 'ratings-wide' : 'ratings-long';
	if (fields.holds === 'ratings-long') {
		const [rating = {}] = ratings;
		for (const field of RATING_FIELDS) writer.show(`rating.${field}`, rating[field]);
		return;
	}
	for (const field of RATING_FIELDS) {
		if (field === 'rater' || field === 'score') continue;
		const all = ratings.map((rating) => rating[field]);
		if (all.every((one) => sameSource(one, all[0]))) writer.show(`rating.${field}`, all[0]);
		else showOfEach(writer, ratings, field);
	}
	for (const { rater, score } of ratings) {
		if (score === undefined || !('column' in score)) continue;
		writer.mean(score.column, 'scores', rater !== undefined && 'value' in rater ? rater.value : '');
	}
}

/** A column that says something of one rater's scores, such as a comment beside each. */
function showOfEach(
	writer: Writer,
	ratings: readonly RatingSources[],
	field: keyof RatingSources
): void {
	for (const rating of ratings) {
		const { score } = rating;
		if (score === undefined || !('column' in score)) continue;
		writer.show(`of.${writer.at(score.column)}.${field}`, rating[field]);
	}
}

const sameSource = (a: AnySource | undefined, b: AnySource | undefined) =>
	JSON.stringify(a) === JSON.stringify(b);

/** The fields of a table of ratings after it was said whether each rater has a column of their own. */
export function turnedOver(fields: TableFields): TableFields {
	const { holds, means } = fields;
	if (holds === 'ratings-wide') {
		const to: Record<string, string> = { 'rating.score': 'scores', 'rating.rater': '' };
		return { ...fields, means: means.map((what) => to[what] ?? what) };
	}
	if (holds !== 'ratings-long') return fields;
	const first = means.indexOf('scores');
	if (first === -1) return fields;
	return {
		...fields,
		means: means.map((what, at) => {
			if (what === 'scores') return at === first ? 'rating.score' : '';
			return what.startsWith('of.') ? '' : what;
		}),
		words: fields.words.map((words, at) => (means[at] === 'scores' ? '' : words))
	};
}

/**
 * The mapping that a form describes, not yet held against what a mapping may be.
 *
 * @param name under which it may be kept
 */
export function mappingOf(
	fields: readonly TableFields[],
	places: readonly Place[],
	name: string
): unknown {
	const used = fields.flatMap((table, at) =>
		table.holds === 'nothing' ? [] : [{ table, place: places[at]! }]
	);
	const purpose = purposeOf(used[0]?.table.holds ?? 'cases');
	const tables = used.map(({ table, place: { columns, ...place } }) => ({
		...place,
		...(purpose === 'ratings' ? ratingsIn(table, columns) : casesIn(table, columns))
	}));
	return { mapping: MAPPING_VERSION, name, purpose, tables };
}

function casesIn(fields: TableFields, columns: readonly string[]) {
	const reader = new Reader(fields, columns);
	const count = reader.actionsIn();
	const numbered = fields.numbered === '' ? undefined : { numbered: fields.numbered };
	const item = reader.each(CASE_FIELDS, (field) => reader.source(`case.${field}`));
	const actions = Array.from({ length: count }, (_, at) =>
		reader.each(
			ACTION_FIELDS,
			(field): AnySource | undefined =>
				(field === 'reference_score' ? reader.points(at) : undefined) ??
				reader.source(`actions.${at}.${field}`) ??
				reader.source(`actions.*.${field}`)
		)
	);
	return {
		case: numbered === undefined ? item : { ...item, case: numbered },
		actions,
		keep: { case: reader.columns('keep.case'), action: reader.columns('keep.action') },
		fillDown: fields.fillDown ? ['case'] : []
	};
}

function ratingsIn(fields: TableFields, columns: readonly string[]) {
	const reader = new Reader(fields, columns);
	const place = reader.each(PLACE_FIELDS, (field) => reader.source(`place.${field}`));
	const shared = reader.each(RATING_FIELDS, (field) => reader.source(`rating.${field}`));
	const scores = fields.means.flatMap((means, at) => (means === 'scores' ? [at] : []));
	const wide = scores.map((at) => ({
		...shared,
		...reader.each(RATING_FIELDS, (field) => reader.source(`of.${at}.${field}`)),
		rater: { value: fields.words[at]?.trim() || columns[at]! },
		score: { column: columns[at]! }
	}));
	const named = Object.keys(place);
	return {
		place,
		ratings: fields.holds === 'ratings-wide' ? wide : [shared],
		fillDown: fields.fillDown ? named : [],
		cannotRate: readWords(fields.cannotRate)
	};
}

/** Reads the fields of a table. */
class Reader {
	readonly #fields: TableFields;
	readonly #columns: readonly string[];

	constructor(fields: TableFields, columns: readonly string[]) {
		this.#fields = fields;
		this.#columns = columns;
	}

	/** Names of the columns that hold something of this kind. */
	columns(what: string): string[] {
		return this.#columns.filter((_, at) => this.#fields.means[at] === what);
	}

	/** How many actions a row has: one for each column of their texts, or one whose text no column holds yet. */
	actionsIn(): number {
		const numbers = [...this.#fields.means, ...Object.keys(this.#fields.fixed)].flatMap(
			(what) => /^actions\.(\d+)\./.exec(what)?.[1] ?? []
		);
		return Math.max(0, ...numbers.map((number) => Number(number) + 1));
	}

	source(what: string): Source | undefined {
		const named = this.columns(what);
		if (named.length > 1) return { columns: named };
		const [column] = named;
		if (column === undefined) {
			const value = this.#fields.fixed[what]?.trim() ?? '';
			return value === '' ? undefined : { value };
		}
		const words = readWords(this.#fields.words[this.#columns.indexOf(column)] ?? '');
		return Object.keys(words).length === 0 ? { column } : { column, words };
	}

	points(action: number): ActionSources['reference_score'] {
		const [column] = [
			...this.columns(`actions.${action}.points`),
			...this.columns('actions.*.points')
		];
		return column === undefined ? undefined : { column, points: true };
	}

	/** What can be said of each of some fields, by the field. */
	each<Field extends string, Value>(
		fields: readonly Field[],
		of: (field: Field) => Value | undefined
	): Partial<Record<Field, Value>> {
		const found = fields.map((field) => [field, of(field)] as const);
		return Object.fromEntries(found.filter(([, value]) => value !== undefined)) as Partial<
			Record<Field, Value>
		>;
	}
}
