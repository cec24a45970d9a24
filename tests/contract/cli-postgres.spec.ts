/** DATABASE_URL changes nothing but where the rows are. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { aTerminalOnPostgres, KIT, valuesIn } from './cli-run.ts';

const { folder, primum } = aTerminalOnPostgres();

async function done(...args: string[]): Promise<string> {
	const { code, stdout, stderr } = await primum(...args);
	expect(code, stderr).toBe(0);
	return stdout;
}

it('imports, exports and releases on PostgreSQL as on SQLite', async () => {
	await done('import', KIT, '--study', 'kit', '--create');
	expect(existsSync(join(folder, 'data', 'primum.sqlite'))).toBe(false);
	const out = join(folder, 'out');
	await done('export', '--study', 'kit', '--format', 'kit', '--out', out);
	expect(valuesIn(out)).toEqual(valuesIn(KIT));
	await done('release', 'create', '--study', 'kit');
	const release = join(folder, 'release');
	await done('release', 'export', '1', '--study', 'kit', '--out', release);
	expect(await done('verify', release)).toContain('ok');
	expect(await done('doctor')).toContain('PostgreSQL 18');
});
