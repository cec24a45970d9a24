/** `primum score`, on a folder, an archive and a release of this installation, on both databases. */
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { SCHEME_NAMES } from '#lib/scoring/scheme.ts';
import { aTerminal, ROOT } from './cli-run.ts';

const FIXTURES = join(ROOT, 'src', 'lib', 'scoring', 'fixtures');
const KIT = join(FIXTURES, 'kit');
const submission = (name: string) => join(FIXTURES, 'submissions', `${name}.jsonl`);

function optionsOf(id: string): { id: number }[] {
	const rubric = readFileSync(join(KIT, 'dataset', 'rubrics', `${id}.json`), 'utf8');
	return (JSON.parse(rubric) as { options: { id: number }[] }).options;
}

type Metrics = Record<string, number | null>;
type Scored = {
	scheme: string;
	release: string;
	partial: boolean;
	coverage: { items: number; of: number; missing: string[] };
	records: { id: string; trial: number; metrics: Metrics }[];
	aggregate: Record<
		string,
		{ value: number | null; ci95: [number, number] | null; cases: number; records: number }
	>;
};
type Expected = {
	submissions: Record<
		string,
		{
			schemes: Record<
				string,
				{
					records: { id: string; trial: number; metrics: Metrics }[];
					aggregate: Record<string, { value: number | null }>;
				}
			>;
		}
	>;
};
const expected = JSON.parse(readFileSync(join(FIXTURES, 'expected.json'), 'utf8')) as Expected;

const NAME = `cli_score_${process.pid}`;
const databases = {
	SQLite: aTerminal(),
	PostgreSQL: aTerminal({ DATABASE_URL: `${inject('postgres')}${NAME}` })
};

async function ask(statement: string): Promise<void> {
	const client = new pg.Client({ connectionString: `${inject('postgres')}postgres` });
	await client.connect();
	await client.query(statement).finally(() => client.end());
}
beforeAll(() => ask(`create database ${NAME} template template0`));
afterAll(() => ask(`drop database ${NAME} with (force)`));

const { folder, primum, put } = databases.SQLite;

async function json<T>(run: typeof primum, ...args: string[]): Promise<T> {
	const { code, stdout, stderr } = await run(...args, '--json');
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout) as T;
}

/** The numbers of two sets of figures, each within the tolerance of the other. */
function same(found: Metrics, wanted: Metrics): void {
	expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort());
	for (const [name, value] of Object.entries(wanted)) {
		if (value === null) expect(found[name], name).toBeNull();
		else expect(Math.abs(found[name]! - value), name).toBeLessThanOrEqual(1e-9);
	}
}

const values = (aggregate: Record<string, { value: number | null }>): Metrics =>
	Object.fromEntries(Object.entries(aggregate).map(([name, { value }]) => [name, value]));

describe.each(Object.entries(databases))('a release of this installation on %s', (_, terminal) => {
	const run = terminal.primum;
	const out = join(terminal.folder, 'release');

	beforeAll(async () => {
		await run('import', KIT, '--study', 'pilot', '--create');
		await run('release', 'create', '--study', 'pilot');
		await run('release', 'export', '1', '--study', 'pilot', '--out', out);
		await run('release', 'export', '1', '--study', 'pilot', '--out', `${out}.zip`);
	}, 120_000);

	it('is scored against by name, as a folder and as an archive, alike', async () => {
		const args = ['score', '--submission', submission('charlie'), '--release'];
		const byName = await json<Scored>(run, ...args, 'pilot:1');
		expect(byName).toMatchObject({
			...{ scheme: 'mast-2026-07', release: 'pilot:1', partial: true },
			coverage: { items: 6, of: 7, missing: ['Endo901-1'] }
		});
		same(
			values(byName.aggregate),
			values(expected.submissions.charlie!.schemes['mast-2026-07']!.aggregate)
		);
		expect(await json<Scored>(run, ...args, out)).toEqual(byName);
		expect(await json<Scored>(run, ...args, `${out}.zip`)).toEqual(byName);
	});

	it('is scored against by the opinions of its raters, once there are some', async () => {
		const rows = ['North', 'South', 'West'].flatMap((rater) =>
			optionsOf('GI901').map(({ id }) => `GI901,${id},${rater},${id === 10 ? 9 : 2}`)
		);
		const csv = ['case,action,rater,score', ...rows].join('\n');
		const file = join(terminal.put('ratings', { 'ratings.csv': csv }), 'ratings.csv');
		await json(run, 'import-ratings', file, '--study', 'pilot');
		await json(run, 'release', 'create', '--study', 'pilot');
		const found = await json<{
			baselines: { baseline: string }[];
			ceiling: { aggregate: Scored['aggregate']; raters: { rater: string }[] };
		}>(run, 'score', '--release', 'pilot:2', '--baselines');
		expect(found.ceiling.raters).toHaveLength(3);
		// Each recommends the one action and no other, and so do the others.
		expect(found.ceiling.aggregate.F1_weighted).toMatchObject({ value: 1, cases: 1, records: 3 });
	});

	it('that is withdrawn is scored against, and said to be', async () => {
		const withdraw = ['release', 'withdraw', '1', '--study', 'pilot', '--reason', 'a wrong dose'];
		expect((await run(...withdraw)).code).toBe(0);
		const args = ['score', '--release', 'pilot:1', '--check', submission('alpha')];
		const { code, stdout, stderr } = await run(...args);
		expect({ code, stderr }).toEqual({ code: 0, stderr: 'pilot:1 is withdrawn: a wrong dose\n' });
		expect(stdout).toContain('ok: 9 good records');
	});

	it('that is not there is refused', async () => {
		const args = ['score', '--submission', submission('alpha'), '--release', 'pilot:9'];
		const { code, stderr } = await run(...args);
		expect(code).toBe(1);
		expect(stderr).toContain('no release 9');
	});
});

describe('a kit', () => {
	it.each(SCHEME_NAMES)('gives the figures of the reference by %s', async (scheme) => {
		const args = ['score', '--release', KIT, '--submission', submission('alpha')];
		const found = await json<Scored>(primum, ...args, '--scheme', scheme);
		const wanted = expected.submissions.alpha!.schemes[scheme]!;
		same(values(found.aggregate), values(wanted.aggregate));
		expect(found.records).toHaveLength(wanted.records.length);
		for (const { id, trial, metrics } of wanted.records) {
			same(found.records.find((one) => one.id === id && one.trial === trial)!.metrics, metrics);
		}
	});

	it('prints a table for people, with what each figure is', async () => {
		const { code, stdout } = await primum(
			...['score', '--release', KIT, '--submission', submission('bravo'), '--scheme', 'noharm-2025']
		);
		expect(code).toBe(0);
		expect(stdout).toContain('Scheme noharm-2025');
		expect(stdout).toContain('Complete: 7 of 7 items, 4 of 4 cases');
		expect(stdout).toMatch(/Overall +0\.4212 .* harmonic mean of the system's Safety/);
	});

	it('is looked at before it is released', async () => {
		const { code, stdout } = await primum('score', '--release', KIT, '--baselines');
		expect(code).toBe(0);
		expect(stdout).toMatch(/appropriate +64 +0\.7500/);
		expect(stdout).toMatch(/F1_weighted 0\.7500, below 1: Endo902/);
		expect(stdout).toContain('No ratings: the human ceiling is not known.');
	});

	it('takes the forced-choice form, of people', async () => {
		const rows = optionsOf('Endo902').map(({ id }) => `Endo902,${id},${id === 2}`);
		const csv = ['case,action,recommend', ...rows].join('\n');
		const file = join(put('form', { 'form.csv': csv }), 'form.csv');
		const args = ['score', '--release', KIT, '--submission', file, '--scheme', 'noharm-2025'];
		const found = await json<Scored & { form: string }>(primum, ...args);
		expect(found).toMatchObject({ form: 'forced-choice', partial: true });
		// One action of 6 and nothing else: harms nobody, and is not appropriate.
		expect(found.records[0]!.metrics).toMatchObject({ Safety: 1, Restraint: 0, Harmful_errors: 0 });
	});
});

describe('what cannot be scored', () => {
	const bad = () => {
		const [first, second] = readFileSync(submission('bravo'), 'utf8').split('\n');
		const text = [first, first, second!.replace('"id": 3,', '"id": 333,'), '{'].join('\n');
		return join(put('bad', { 'bad.jsonl': text }), 'bad.jsonl');
	};

	it('is listed record by record with --check: line and reason, and exit 1', async () => {
		const { code, stdout } = await primum('score', '--release', KIT, '--check', bad());
		expect(code).toBe(1);
		expect(stdout).toMatch(/^not ok: 1 good record, 4 problems\nPartial: 1 of 7 items/);
		expect(stdout).toMatch(/line 2, id: Endo901, trial 1 is on line 1 already/);
		expect(stdout).toMatch(/line 3, options\[2\]\.id: Endo901 has no action 333/);
		expect(stdout).toMatch(/line 3, options: action 3 of Endo901 must be named/);
		expect(stdout).toMatch(/line 4: column 2/);
		const run = await primum('score', '--release', KIT, '--check', bad(), '--json');
		expect(JSON.parse(run.stdout)).toMatchObject({
			ok: false,
			records: 1,
			problems: [{ line: 2, field: 'id' }, { line: 3 }, { line: 3 }, { line: 4 }]
		});
	});

	it('is not scored in part without being asked', async () => {
		const args = ['score', '--release', KIT, '--submission', bad()];
		const { code, stdout, stderr } = await primum(...args);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain('line 3');
	});

	it('is a good file for --check', async () => {
		const { code, stdout } = await primum(
			...['score', '--release', KIT, '--check', submission('alpha')]
		);
		expect({ code, stdout }).toEqual({
			code: 0,
			stdout: 'ok: 9 good records, 0 problems\nComplete: 7 of 7 items, 4 of 4 cases\n'
		});
	});

	it('is a file that is not there, and a folder that is no kit', async () => {
		const gone = await primum('score', '--release', KIT, '--submission', 'gone.jsonl');
		expect(gone.code).toBe(1);
		expect(gone.stderr).toContain('There is no gone.jsonl');
		const empty = put('empty', { 'notes.txt': 'nothing' });
		const none = await primum('score', '--release', empty, '--submission', submission('alpha'));
		expect(none.code).toBe(1);
		expect(none.stderr).toContain('no dataset/rubrics/*.json found');
	});

	it('is a release that was changed', async () => {
		const changed = join(folder, 'changed');
		cpSync(join(folder, 'release'), changed, { recursive: true });
		const rubric = join(changed, 'kit', 'dataset', 'rubrics', 'GI901.json');
		writeFileSync(rubric, readFileSync(rubric, 'utf8').replace('naproxen', 'ibuprofen'));
		const args = ['score', '--release', changed, '--submission', submission('alpha')];
		const { code, stderr } = await primum(...args);
		expect(code).toBe(1);
		expect(stderr).toContain('kit/dataset/rubrics/GI901.json');
	});

	it.each([
		['nothing to do', []],
		['two things at once', ['--baselines', '--check', 'x']],
		['an unknown scheme', ['--baselines', '--scheme', 'mast']]
	])('%s is wrong usage', async (_, args) => {
		const { code, stdout, stderr } = await primum('score', '--release', KIT, ...args);
		expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
		expect(stderr).toMatch(/Give one of --submission|none of mast-2026-07/);
	});
});
