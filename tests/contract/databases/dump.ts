/** A database of PostgreSQL as statements that make it again, because no npm package brings pg_dump. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';

/**
 * The statements, in one text.
 *
 * @param migrations the folder of SQL by which the tables were made
 */
export async function dumpOf(client: pg.Client, migrations: string): Promise<string> {
	return [await schema(migrations), await rows(client)].join('\n');
}

/** The statements by which that version made its tables. */
async function schema(folder: string): Promise<string> {
	const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
	const made = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
	return [
		...made,
		'create schema drizzle;',
		'create table drizzle.__drizzle_migrations (id serial primary key, hash text not null, created_at bigint);'
	].join('\n');
}

/** Every row of every table as an `insert`, whatever refers to what. */
async function rows(client: pg.Client): Promise<string> {
	const lines = ['set session_replication_role = replica;'];
	const { rows: tables } = await client.query(
		`select table_schema, table_name from information_schema.tables
			where table_schema in ('public', 'drizzle') order by table_schema, table_name`
	);
	for (const { table_schema, table_name } of tables) {
		const table = `${table_schema}."${table_name}"`;
		const { fields, rows: found } = await client.query({
			text: `select * from ${table} order by 1`,
			types: { getTypeParser: () => (text: string) => text }
		});
		const names = fields.map(({ name }) => `"${name}"`).join(', ');
		for (const row of found) {
			const values = fields.map(({ name }) =>
				row[name] === null ? 'null' : client.escapeLiteral(String(row[name]))
			);
			lines.push(`insert into ${table} (${names}) values (${values.join(', ')});`);
		}
		if (fields.some(({ name }) => name === 'id') && typeof found[0]?.id === 'string') {
			if (/^\d+$/.test(found[0].id)) {
				lines.push(
					`select setval(pg_get_serial_sequence('${table}', 'id'), (select max(id) from ${table}));`
				);
			}
		}
	}
	return [...lines, 'set session_replication_role = default;', ''].join('\n');
}
