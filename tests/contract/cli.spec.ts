import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { VERSION } from '#lib/server/version.ts';
import { aRubric, aTerminal, KIT } from './cli-run.ts';

const { folder, primum, interrupted, unread, put } = aTerminal();

describe('wrong usage', () => {
	it.each([
		['no verb', [], 'Usage: primum'],
		['an unknown verb', ['explode'], "unknown command 'explode'"],
		['an unknown option', ['doctor', '--loud'], "unknown option '--loud'"],
		['a missing option', ['import', KIT], '--study <slug> is missing'],
		['an option that is nearly one', ['doctor', '--jsn'], 'Did you mean --json?'],
		['a verb that is nearly one', ['relase', 'list'], 'Did you mean release?'],
		['a second word that is nearly one', ['release', 'lst'], 'Did you mean list?'],
		['a missing argument', ['verify'], '<path> is missing'],
		[
			'a bad choice',
			['export', '--study', 'x', '--out', 'o', '--format', 'pdf'],
			'kit, csv, jsonl'
		],
		['a bad slug', ['import', KIT, '--study', 'Not A Slug'], '--study: use 1 to 64 small letters'],
		[
			'both of two',
			['agreement', '--study', 'x', '--matrix', 'y'],
			'one of --study SLUG and --matrix'
		],
		['bad categories', ['agreement', '--matrix', 'y', '--categories', 'few'], '"few" is neither']
	])('%s exits 2 and says so', async (_, args, sentence) => {
		const { code, stdout, stderr } = await primum(...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toContain(sentence);
	});

	it('is told to a program as a problem document', async () => {
		for (const args of [[], ['release'], ['explode'], ['doctor', '--loud'], ['verify']]) {
			const { code, stdout, stderr } = await primum(...args, '--json');
			expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
			expect(JSON.parse(stderr)).toMatchObject({ type: 'urn:primum:problem:usage', status: 400 });
		}
	});

	it('help and version are no errors', async () => {
		expect(await primum('--version')).toEqual({ code: 0, stdout: `${VERSION}\n`, stderr: '' });
		const { code, stdout } = await primum('release', '--help');
		expect(code).toBe(0);
		expect(stdout).toContain('withdraw');
	});
});

describe('an import that is refused', () => {
	const kit = (rubric: string) => ({ 'dataset/rubrics/Card001.json': rubric });

	it.each([
		[
			'a score of 12',
			kit(aRubric('Card001', [{ id: 1, score: 12 }])),
			['dataset/rubrics/Card001.json', 'options[0].score', '12']
		],
		[
			'two actions with one number',
			kit(
				aRubric('Card001', [
					{ id: 4, score: 7 },
					{ id: 4, score: 2 }
				])
			),
			['dataset/rubrics/Card001.json', 'options[1].id', '4']
		],
		[
			'tables without a header',
			{ 'cases.csv': 'Card001,Card,A patient.\n', 'actions.csv': 'case,number,text,category\n' },
			['cases.csv', 'line 1', 'presentation']
		],
		['a folder of something else', { 'notes.txt': 'hello' }, ['dataset/']]
	])('%s exits 1 and names the place', async (name, files, words) => {
		const path = put(name.replaceAll(' ', '-'), files);
		const { code, stdout, stderr } = await primum('import', path, '--study', 'refused', '--create');
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		for (const word of words) expect(stderr).toContain(word);
		const { stdout: studies } = await primum('study', 'list');
		expect(studies).not.toContain('refused');
	});

	it('gives every problem at once to a program', async () => {
		const path = put('two-problems', {
			'dataset/rubrics/Card001.json': aRubric('Card001', [{ id: 1, score: 0 }]),
			'dataset/rubrics/Derm001.json': aRubric('Derm001', [{ id: 1, score: 10 }])
		});
		const run = await primum('import', path, '--study', 'x', '--create', '--json');
		expect(run).toMatchObject({ code: 1, stdout: '' });
		const document = JSON.parse(run.stderr) as { problems: { where: string }[] };
		expect(document).toMatchObject({ type: 'urn:primum:problem:invalid', status: 400 });
		expect(document.problems.map(({ where }) => where)).toEqual([
			'dataset/rubrics/Card001.json',
			'dataset/rubrics/Derm001.json'
		]);
	});

	it('needs a study that exists, or --create', async () => {
		const { code, stderr } = await primum('import', KIT, '--study', 'nowhere');
		expect(code).toBe(1);
		expect(stderr).toContain('--create');
	});
});

describe('users', () => {
	it('are added with a link that appears once, listed, disabled and given a new link', async () => {
		const person = [
			'--email',
			'Ada@Hospital.example',
			'--name',
			'Ada Quist',
			'--specialty',
			'Card'
		];
		const added = await primum('users', 'add', ...person);
		expect(added.code).toBe(0);
		expect(added.stdout).toMatch(/http:\/\/localhost:3000\/join\/[\w-]{43}\n/);

		const again = await primum('users', 'add', ...person);
		expect(again.code).toBe(1);
		expect(again.stderr).toContain('already');

		const state = async () => {
			const { stdout } = await primum('users', 'list', '--json');
			return (JSON.parse(stdout) as { users: unknown[] }).users;
		};
		const ada = { name: 'Ada Quist', email: 'ada@hospital.example', specialties: ['Card'] };
		expect(await state()).toMatchObject([{ ...ada, state: 'invited' }]);
		expect((await primum('users', 'disable', 'ada@hospital.example')).code).toBe(0);
		expect(await state()).toMatchObject([{ ...ada, state: 'disabled' }]);
		expect((await primum('users', 'enable', 'ADA@hospital.example')).code).toBe(0);
		expect(await state()).toMatchObject([{ ...ada, state: 'invited' }]);
		const reset = await primum('users', 'reset', 'ada@hospital.example');
		expect(reset.stdout).toMatch(/\/join\/[\w-]{43}\n/);
		expect(reset.stdout).not.toContain(added.stdout.split('/join/')[1]);
	});

	it('with a faulty address are refused field by field', async () => {
		const { code, stderr } = await primum('users', 'add', '--email', 'nobody', '--name', ' ');
		expect(code).toBe(1);
		expect(stderr).toContain('name: give a name');
		expect(stderr).toContain('email: this is not an e-mail address');
	});
});

describe('doctor', () => {
	it('finds a sound database sound', async () => {
		await primum('study', 'create', 'sound');
		const { code, stdout } = await primum('doctor', '--json');
		expect(code).toBe(0);
		const { ok, findings } = JSON.parse(stdout) as { ok: boolean; findings: { check: string }[] };
		expect(ok).toBe(true);
		expect(findings.map(({ check }) => check)).toContain('history gives the ratings');
	});

	it('makes no database where there is none', async () => {
		const elsewhere = join(folder, 'elsewhere');
		const { code, stderr } = await primum('doctor', '--data', elsewhere);
		expect(code).toBe(1);
		expect(stderr).toContain('There is no database in');
		expect(existsSync(elsewhere)).toBe(false);
	});

	it('names a file that is no database', async () => {
		const { code, stderr } = await primum(
			'doctor',
			'--data',
			put('broken', { 'primum.sqlite': 'x'.repeat(5000) })
		);
		expect(code).toBe(1);
		expect(stderr).toContain('not a database');
	});
});

describe('what is said beside the answer', () => {
	it('is nothing of progress without a terminal, unless it is asked for', async () => {
		const far = /^(cases|ratings): /m;
		const seed = (data: string) => ['seed', '--scale', '30', '--data', join(folder, data)];
		expect((await primum(...seed('quiet'))).stderr).not.toMatch(far);
		expect((await primum(...seed('told'), '--progress')).stderr).toMatch(far);
		expect((await primum(...seed('program'), '--json')).stderr).toBe('');
	});
});

describe('a reader that stops early', () => {
	it.each([[['--help']], [['study', 'list', '--json']], [['import', '--help']]])(
		'of %j is no error',
		async (args) => {
			await primum('study', 'create', 'read');
			expect(await unread(...args)).toEqual({ code: 0, stdout: '', stderr: '' });
		}
	);
});

describe('Ctrl-C', () => {
	it('ends with 130 and leaves a sound database', async () => {
		const data = join(folder, 'stopped');
		const { code, stdout, stderr } = await interrupted('seed', '--scale', '50', '--data', data);
		expect({ code, stdout }).toEqual({ code: 130, stdout: '' });
		expect(stderr).toContain('nothing is half-written');
		expect((await primum('doctor', '--data', data)).code).toBe(0);
	});
});
