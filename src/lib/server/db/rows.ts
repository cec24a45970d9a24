/** Rows put in, changed and taken out by the values of their columns: prepared once for each shape. */
import { and, eq, getTableColumns, isNull, sql, type Column } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Queries } from './connect.ts';
import { preparedOnce } from './query.ts';
import { statement, type Built, type Prepared, type Steps } from './steps.ts';

type Values = Record<string, unknown>;
type Inserted<T extends SQLiteTable> = T['$inferInsert'];
type Selected<T extends SQLiteTable> = T['$inferSelect'];

/**
 * How many rows one statement puts in: a statement is compiled for each of these sizes, and both databases
 * bound the values of one.
 */
const SIZES = [100, 10, 1] as const;

type Shapes = Map<string, (tx: Queries) => Prepared<unknown>>;

/** By table, because each dialect has tables of its own. */
const known = new WeakMap<SQLiteTable, Shapes>();

function preparedAs<T>(table: SQLiteTable, shape: string, build: (tx: Queries) => Built<T>) {
	const shapes: Shapes = known.get(table) ?? new Map();
	known.set(table, shapes);
	const prepared = shapes.get(shape) ?? preparedOnce(build);
	shapes.set(shape, prepared);
	return prepared as (tx: Queries) => Prepared<T>;
}

/** The columns of a row that hold something, in the order of the row. */
const columnsOf = (row: Values) => Object.keys(row).filter((name) => row[name] !== undefined);

/** The value as the driver takes it; the builder's own placeholders would turn a null into a JSON text. */
function encoded(column: Column, value: unknown): unknown {
	return value === null || value === undefined ? null : column.mapToDriverValue(value);
}

/** A placeholder that the builder leaves alone. */
const place = (name: string) => sql`${sql.placeholder(name)}`;

/**
 * Puts in one row.
 *
 * @returns the row as it is stored, with its id
 * @throws the driver's error where a constraint is broken (errors.ts reads it)
 */
export function* insert<T extends SQLiteTable>(
	tx: Queries,
	table: T,
	row: Inserted<T>
): Steps<Selected<T>> {
	const columns = getTableColumns(table) as Record<string, Column>;
	const names = columnsOf(row as Values);
	const prepared = preparedAs(table, `insert ${names.join()}`, ({ q }) =>
		q
			.insert(table)
			.values(Object.fromEntries(names.map((name) => [name, place(name)])) as never)
			.returning()
	);
	const values = Object.fromEntries(
		names.map((name) => [name, encoded(columns[name]!, (row as Values)[name])])
	);
	const rows = (yield statement(prepared(tx), values)) as Selected<T>[];
	return rows[0]!;
}

/**
 * Puts in many rows. A column that a row leaves out takes its default; the fewer neighbours differ in what they
 * leave out, the fewer statements it takes.
 *
 * @param skipKnown leaves aside the rows that a unique key finds there already
 */
export function* insertMany<T extends SQLiteTable>(
	tx: Queries,
	table: T,
	rows: readonly Inserted<T>[],
	{ skipKnown = false }: { skipKnown?: boolean } = {}
): Steps<void> {
	const columns = getTableColumns(table) as Record<string, Column>;
	for (const { names, rows: alike } of runs(rows as readonly Values[])) {
		let from = 0;
		const held = names.map((name) => [name, columns[name]!, placesOf(name)] as const);
		for (const size of SIZES) {
			const shape = `insert ${size} ${skipKnown} ${names.join()}`;
			const prepared = preparedAs(table, shape, ({ q }) => {
				const places = Array.from({ length: size }, (_, index) =>
					Object.fromEntries(names.map((name) => [name, place(`${name}${index}`)]))
				);
				const built = q.insert(table).values(places as never);
				return (skipKnown ? built.onConflictDoNothing() : built) as unknown as Built<unknown>;
			});
			for (; from + size <= alike.length; from += size) {
				const values: Values = {};
				for (let index = 0; index < size; index += 1) {
					const row = alike[from + index]!;
					for (const [name, column, places] of held) {
						values[places[index]!] = encoded(column, row[name]);
					}
				}
				yield statement(prepared(tx), values);
			}
		}
	}
}

const places = new Map<string, string[]>();

/** The names of the places of a column in a statement of most rows. */
function placesOf(name: string): readonly string[] {
	const known = places.get(name) ?? Array.from({ length: SIZES[0] }, (_, at) => `${name}${at}`);
	places.set(name, known);
	return known;
}

const areAlike = (a: readonly string[], b: readonly string[]) =>
	a.length === b.length && a.every((name, at) => name === b[at]);

/** The rows in their order, parted where one holds something in other columns than the one before it. */
function runs(rows: readonly Values[]): { names: string[]; rows: Values[] }[] {
	const parts: { names: string[]; rows: Values[] }[] = [];
	for (const row of rows) {
		const last = parts.at(-1);
		const names = columnsOf(row);
		if (last !== undefined && areAlike(last.names, names)) last.rows.push(row);
		else parts.push({ names, rows: [row] });
	}
	return parts;
}

/**
 * Changes the rows whose columns have these values.
 *
 * @param where the columns to find them by; null finds rows that hold nothing there
 * @param change the columns to set; one that is undefined stays
 * @returns the rows as they are now
 */
export function* update<T extends SQLiteTable>(
	tx: Queries,
	table: T,
	where: Partial<Selected<T>>,
	change: Partial<Inserted<T>>
): Steps<Selected<T>[]> {
	const columns = getTableColumns(table) as Record<string, Column>;
	const names = columnsOf(change as Values);
	if (names.length === 0) return [];
	const by = conditions(table, where);
	const shape = `update ${names.join()} where ${by.shape}`;
	const prepared = preparedAs(table, shape, ({ q }) =>
		q
			.update(table)
			.set(Object.fromEntries(names.map((name) => [name, place(`set_${name}`)])) as never)
			.where(by.condition)
			.returning()
	);
	const values = Object.fromEntries(
		names.map((name) => [`set_${name}`, encoded(columns[name]!, (change as Values)[name])])
	);
	return (yield statement(prepared(tx), { ...values, ...by.values })) as Selected<T>[];
}

/** Takes out the rows whose columns have these values. */
export function* remove<T extends SQLiteTable>(
	tx: Queries,
	table: T,
	where: Partial<Selected<T>>
): Steps<void> {
	const by = conditions(table, where);
	const prepared = preparedAs(
		table,
		`delete ${by.shape}`,
		({ q }) => q.delete(table).where(by.condition) as unknown as Built<unknown>
	);
	yield statement(prepared(tx), by.values);
}

function conditions<T extends SQLiteTable>(table: T, where: Partial<Selected<T>>) {
	const columns = getTableColumns(table) as Record<string, Column>;
	const names = columnsOf(where as Values);
	if (names.length === 0) throw new Error('A change of rows says which.');
	const valueOf = (name: string) => (where as Values)[name];
	const held = names.filter((name) => valueOf(name) !== null);
	return {
		shape: names.map((name) => (valueOf(name) === null ? `${name} null` : name)).join(),
		condition: and(
			...names.map((name) =>
				valueOf(name) === null
					? isNull(columns[name]!)
					: eq(columns[name]!, sql.placeholder(`by_${name}`))
			)
		),
		values: Object.fromEntries(
			held.map((name) => [`by_${name}`, encoded(columns[name]!, valueOf(name))])
		)
	};
}
