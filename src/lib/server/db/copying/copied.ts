/** What was copied, and how it is watched. */

/** The rows of each table, by its name. */
export type Copied = { tables: Record<string, number> };

/** How far it is, and whether it is to stop. */
export type Watched = {
	/** @param done of `of` parts, pages of SQLite or tables of PostgreSQL */
	onProgress(done: number, of: number): void;
	signal: AbortSignal;
};

/** What is put back. */
export type Incoming = {
	/** The newest migration that the copied database had. */
	migration: number;
	/** Rows by table. */
	expected: Copied['tables'];
	watched: Watched;
};

/**
 * @param expected rows by table, as the backup says
 * @throws Error where other rows came in
 */
export function assertSame({ tables }: Copied, expected: Copied['tables']): void {
	for (const [name, rows] of Object.entries(expected)) {
		if (tables[name] === rows) continue;
		throw new Error(
			`Of ${name} there are ${tables[name] ?? 0} rows, where the backup says ${rows}.`
		);
	}
}
