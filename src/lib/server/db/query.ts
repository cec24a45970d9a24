/**
 * Queries that are built and compiled once for each connection and then run with other values. Building the
 * SQL of a query and compiling it costs more than running it: on the way of a save it was more than half of
 * the work.
 *
 * A store says what it asks for, and is asked with the values:
 *
 *     export const bySlug = one(({ q, t }, given: Given<{ slug: string }>) =>
 *     	q.select().from(t.studies).where(eq(t.studies.slug, given.slug))
 *     );
 *     const study = yield* studies.bySlug(tx, { slug });
 */
import { is, Placeholder, sql } from 'drizzle-orm';
import type { Queries } from './connect.ts';
import { statement, type Built, type Prepared, type Steps } from './steps.ts';

/** A place in the query for each value. A value is a number or a text: what both databases take as it is. */
export type Given<Values> = { readonly [Name in keyof Values]: Placeholder };

type Build<Values, Row> = (tx: Queries, given: Given<Values>) => Built<Row[]>;

/** No values to give where the query asks for none. */
type Arguments<Values> = keyof Values extends never ? [] : [values: Values];

const given = new Proxy({} as Record<string, Placeholder>, {
	get: (_, name) => sql.placeholder(String(name))
});

let shapes = 0;

/** What is prepared once for each connection, under a name that PostgreSQL knows it by. */
export function preparedOnce<T>(build: (tx: Queries) => Built<T>): (tx: Queries) => Prepared<T> {
	const prepared = new WeakMap<Queries['q'], Prepared<T>>();
	shapes += 1;
	const name = `primum_${shapes}`;
	return (tx) => {
		const known = prepared.get(tx.q);
		if (known !== undefined) return known;
		const made = build(tx).prepare(name);
		prepared.set(tx.q, made);
		return made;
	};
}

/**
 * A query for rows.
 *
 * @param build makes the query, with a placeholder for each value
 * @returns what asks it within steps
 */
export function all<Row, Values = Record<never, never>>(
	build: Build<Values, Row>
): (tx: Queries, ...values: Arguments<Values>) => Steps<Row[]> {
	const prepared = preparedOnce((tx) => build(tx, given as Given<Values>));
	return function* (tx, ...[values]) {
		return (yield statement(prepared(tx), (values ?? {}) as Record<string, unknown>)) as Row[];
	};
}

/** A query for one row at the most: the first one, or undefined. */
export function one<Row, Values = Record<never, never>>(
	build: Build<Values, Row>
): (tx: Queries, ...values: Arguments<Values>) => Steps<Row | undefined> {
	const rows = all(build);
	return function* (tx, ...values) {
		return (yield* rows(tx, ...values))[0];
	};
}

/** A query whose SQL the builder can tell. */
type Told = { toSQL(): { sql: string; params: unknown[] } };

/**
 * A query for many rows of numbers, as bare lists in the order of the selection, with nothing mapped: the
 * builder's mapping of a row costs several times what reading it does. Booleans come as 0 and 1, or as
 * booleans, as the database has them.
 */
export function columns<Values>(
	build: (tx: Queries, given: Given<Values>) => Told
): (tx: Queries, values: Values) => Steps<unknown[][]> {
	const told = new WeakMap<Queries['t'], ReturnType<Told['toSQL']>>();
	return function* (tx, values) {
		const query = told.get(tx.t) ?? build(tx, given as Given<Values>).toSQL();
		told.set(tx.t, query);
		const list = query.params.map((param) =>
			is(param, Placeholder) ? values[param.name as keyof Values] : param
		);
		return (yield { now: () => tx.bare(query.sql, list) }) as unknown[][];
	};
}
