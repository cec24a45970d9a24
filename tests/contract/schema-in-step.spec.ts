/** The committed migrations say what the tables say: generating again would add nothing. */
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'primum-schema-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesBelow = (path: string) =>
	readdirSync(path, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(path, join(entry.parentPath, entry.name)))
		.sort();

it.each([
	['sqlite', 'sqlite'],
	['postgres', 'postgresql']
])('the migrations of %s need no addition', async (name, dialect) => {
	const committed = join('migrations', name);
	const copy = join(folder, name);
	cpSync(committed, copy, { recursive: true });
	const { stdout } = await promisify(execFile)(process.execPath, [
		join('node_modules', 'drizzle-kit', 'bin.cjs'),
		'generate',
		`--dialect=${dialect}`,
		`--schema=./src/lib/server/db/schema/${name}.ts`,
		// drizzle-kit puts "./" before it.
		`--out=${relative(process.cwd(), copy)}`,
		'--casing=snake_case'
	]);
	expect(filesBelow(copy), stdout).toEqual(filesBelow(committed));
	for (const file of filesBelow(committed)) {
		const unchanged = readFileSync(join(copy, file)).equals(readFileSync(join(committed, file)));
		expect(unchanged, file).toBe(true);
	}
});

it('the two dialects have the same tables with the same columns', () => {
	type Snapshot = { tables: Record<string, { columns: Record<string, { notNull: boolean }> }> };
	const [sqlite, postgres] = ['sqlite', 'postgres'].map((name) => {
		const meta = join('migrations', name, 'meta');
		const newest = readdirSync(meta)
			.filter((file) => file.endsWith('_snapshot.json'))
			.sort()
			.at(-1)!;
		const { tables } = JSON.parse(readFileSync(join(meta, newest), 'utf8')) as Snapshot;
		return Object.entries(tables)
			.map(([table, { columns }]) => ({
				table: table.replace(/^public\./, ''),
				columns: Object.entries(columns)
					.map(([column, { notNull }]) => `${column}${notNull ? '' : '?'}`)
					.sort()
			}))
			.sort((a, b) => (a.table < b.table ? -1 : 1));
	});
	expect(sqlite!.length).toBeGreaterThan(0);
	expect(sqlite).toEqual(postgres);
});
