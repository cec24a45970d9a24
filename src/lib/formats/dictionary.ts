/** data-dictionary.csv: every column of every table in words. */
import * as csv from './csv.ts';
import { fields } from './fields.ts';
import { RECORDS, type TableName } from './records.ts';

/** The dictionary as CSV: table, column, type, list, may_be_empty, description. */
export function writeDictionary(): Uint8Array {
	const tables = Object.keys(RECORDS) as TableName[];
	const rows = tables.flatMap((table) =>
		fields(table).map(({ name, kind, list, nullable, description }) =>
			table === 'matrix' && name === 'scores'
				? [table, '(one column a rater)', 'integer', false, true, description]
				: [
						table,
						name,
						kind,
						list,
						nullable,
						list ? `${description}; members have ";" between in CSV` : description
					]
		)
	);
	return csv.write(['table', 'column', 'type', 'list', 'may_be_empty', 'description'], rows);
}
