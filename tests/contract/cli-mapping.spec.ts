/** `primum import --map` and `--guess`, on both databases: the same file and mapping give the same study. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workbookOf } from '#lib/formats/mapping/fixture.ts';
import { aTerminal, aTerminalOnPostgres, ROOT } from './cli-run.ts';

const EXAMPLE = join(ROOT, 'docs', 'examples', 'mapping');
const example = (name: string) => join(EXAMPLE, name);

describe.each([
	['SQLite', aTerminal()],
	['PostgreSQL', aTerminalOnPostgres()]
])('on %s', (_, { folder, primum, put }) => {
	async function done(...args: string[]) {
		const { code, stdout, stderr } = await primum(...args);
		expect(code, stderr).toBe(0);
		return { stdout, stderr };
	}
	const json = async (...args: string[]) => JSON.parse((await done(...args, '--json')).stdout);

	it('imports cases and ratings of the example, dry first, and again without a change', async () => {
		const cases = [
			...['import', example('vignettes.csv'), '--study', 'ward'],
			...['--map', example('vignettes.json')]
		];
		const dry = await json(...cases, '--create', '--dry-run');
		expect(dry).toMatchObject({ applied: false, cases: { new: 2 }, actions: { new: 5 } });
		expect((await done('study', 'list')).stdout).toBe('There is no study yet.\n');
		expect(await json(...cases, '--create')).toMatchObject({ applied: true, cases: { new: 2 } });
		expect(await json(...cases)).toMatchObject({ applied: false, cases: { unchanged: 2 } });

		const ratings = [
			...['import', example('scores.csv'), '--study', 'ward', '--map', example('scores.json')]
		];
		expect(await json(...ratings, '--dry-run')).toMatchObject({ applied: false, new: 9 });
		expect((await done(...ratings)).stdout).toContain(
			'Raters who became members without a sign-in: Dr. Weber, Dr. Klein'
		);
		expect(await json(...ratings)).toMatchObject({ applied: false, unchanged: 9 });

		const out = join(folder, 'out');
		await done('export', '--study', 'ward', '--format', 'csv', '--out', out);
		const told = readFileSync(join(out, 'cases.csv'), 'utf8').split('\n');
		expect(told[0]).toMatch(/,Source$/);
		expect(told[1]).toMatch(/^Case-1,Card,.*,made up$/);
	});

	it('prints a guess, which imports the workbook it was made of', async () => {
		const called = `vignettes of ${'the ward '.repeat(12)}`;
		const file = join(put('own', {}), `${called}.xlsx`);
		put('own', { 'readme.txt': '' });
		const book = workbookOf({
			Cases: [
				['Case', 'Specialty', 'Vignette', 'Action', 'Category'],
				['Card1', 'Card', 'A patient with pressure in the chest.', 'ECG', 'Diagnostic'],
				[null, null, null, 'Wait', 'Follow-up']
			]
		});
		writeFileSync(file, book);
		const { stdout, stderr } = await done('import', file, '--guess', 'cases');
		expect(stderr).toContain('table 1, case.presentation: sure, by its name');
		// As long as a name may be: its own reader takes it.
		expect(JSON.parse(stdout)).toMatchObject({ name: called.slice(0, 100).trim() });
		const map = join(put('map', { 'map.json': stdout }), 'map.json');
		expect(
			await json('import', file, '--study', 'guessed', '--create', '--map', map)
		).toMatchObject({ cases: { new: 1 }, actions: { new: 2 } });
		expect(await json('import', file, '--guess', 'cases')).toMatchObject({
			...{ mapping: JSON.parse(stdout) as object, lacks: [] },
			tables: [{ sheet: 'Cases', rows: 2 }]
		});
	});

	it('says where a file or a mapping is wrong, and changes nothing', async () => {
		const wrong = put('wrong', {
			'v.csv': 'Case;Subject;Vignette;Proposal;Kind\nA;Card;P;Wait;\n;;;;x\n',
			'map.json': readFileSync(example('vignettes.json'), 'utf8').replace(
				'"header": 2',
				'"header": 1'
			),
			'typo.json': '{ "mapping": 1, "name": "x", "purpose": "cases", "tabels": [] }'
		});
		const importing = (map: string) =>
			primum(
				...['import', join(wrong, 'v.csv'), '--study', 'wrong', '--create'],
				...['--map', join(wrong, map)]
			);
		const missing = await importing('map.json');
		expect(missing.code).toBe(1);
		expect(missing.stderr).toContain('v.csv, line 1: the mapping reads a column "Source"');
		const typo = await importing('typo.json');
		expect(typo.code).toBe(1);
		expect(typo.stderr).toContain('typo.json, line 1');
		expect((await done('study', 'list')).stdout).not.toContain('wrong');
		const unnamed = await primum('import', join(wrong, 'v.csv'));
		expect([unnamed.code, unnamed.stderr]).toEqual([
			2,
			expect.stringContaining('--study <slug> is missing')
		]);
	});
});
