/** All that a database holds, past the stores: two are the same where these are. */
import type { Database } from '#lib/server/db/connect.ts';
import { sql } from './databases.ts';

/** Every table with the columns it has. */
export async function tablesOf(db: Database): Promise<Map<string, string[]>> {
	const columns = await sql(
		db,
		db.shell.dialect === 'sqlite'
			? `select m.name as "table", c.name as "column" from sqlite_master m, pragma_table_info(m.name) c
				where m.type = 'table' and m.name not like 'sqlite_%' and m.name not like '\\_\\_%' escape '\\'`
			: `select table_name as "table", column_name as "column" from information_schema.columns
				where table_schema = 'public'`
	);
	const byTable = Map.groupBy(columns, (row) => String(row['table']));
	return new Map(
		[...byTable].map(([table, rows]) => [table, rows.map((row) => String(row['column'])).sort()])
	);
}

/** The rows of these tables, in these columns. */
export async function dump(db: Database, tables: ReadonlyMap<string, readonly string[]>) {
	const rows: Record<string, string[]> = {};
	for (const [table, columns] of tables) {
		const names = columns.map((column) => `"${column}"`).join(', ');
		const found = await sql(db, `select ${names} from "${table}"`);
		rows[table] = found.map((row) => JSON.stringify(row)).sort();
	}
	return rows;
}
