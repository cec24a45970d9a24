/** `primum study clone`, `archive`, `unarchive` and `delete`. */
import { describe, expect, it } from 'vitest';
import { aTerminal, KIT } from './cli-run.ts';

const { primum } = aTerminal();

const json = async (...args: string[]): Promise<unknown> => {
	const { code, stdout, stderr } = await primum('study', ...args, '--json');
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout);
};

describe('a study as a whole, from the terminal', () => {
	it('is cloned, archived, brought back and deleted', async () => {
		await primum('import', KIT, '--study', 'pilot', '--create');
		expect(await json('clone', 'pilot', 'main', '--name', 'The main one', '--no-people')).toEqual({
			...{ slug: 'main', name: 'The main one', from: 'pilot' }
		});
		expect(await json('archive', 'main')).toEqual({ slug: 'main', archived: true });
		expect(await json('list')).toEqual({
			studies: [
				{ slug: 'pilot', name: 'pilot', archived: false },
				{ slug: 'main', name: 'The main one', archived: true }
			]
		});
		const refused = await primum('release', 'create', '--study', 'main');
		expect(refused).toMatchObject({ code: 1, stdout: '' });
		expect(refused.stderr).toContain('is archived');
		expect(await json('unarchive', 'main')).toEqual({ slug: 'main', archived: false });

		const other = await primum('study', 'delete', 'main', '--name', 'main');
		expect(other.code).toBe(1);
		expect(other.stderr).toContain('"The main one"');
		expect((await primum('study', 'delete', 'main')).code).toBe(2);
		const { code, stdout } = await primum('study', 'delete', 'main', '--name', 'The main one');
		expect({ code, stdout }).toEqual({
			code: 0,
			stdout: '"The main one" is deleted, with 14 cases.\n'
		});
		expect(await json('list')).toEqual({
			studies: [{ slug: 'pilot', name: 'pilot', archived: false }]
		});
	});
});
