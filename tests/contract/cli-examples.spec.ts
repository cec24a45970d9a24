/**
 * Every example of every verb, as its help and docs/cli.md have it, typed into a shell: on what `primum seed` and
 * `primum release create --study demo` make, in a folder with the files of the repository that they name.
 */
import { execFile } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { App } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { problem } from '#lib/server/web/api/schemas.ts';
import { exitCode } from '../../src/cli/failure.ts';
import { buildProgram, everyVerb } from '../../src/cli/program.ts';
import { isNeeded, type Verb } from '../../src/cli/verb.ts';
import { aSink, type Sink } from '../mail-sink.ts';
import { ROOT, type Run } from './cli-run.ts';
import { serving, type Served } from './endpoints/serving.ts';

const PATIENCE_MS = 240_000;

const verbs = await everyVerb();
/** Those that serve run until they are stopped: tests of their own start them. */
const reporting = verbs.filter(({ answer }) => answer !== null);

const home = mkdtempSync(join(tmpdir(), 'primum-examples-'));
const seeded = join(home, 'seeded');
let app: App;
let served: Served;
let sink: Sink;
let token = '';

/** A folder as the examples want it, on a copy of the seeded data. */
function aPlace(): string {
	const place = mkdtempSync(join(home, 'place-'));
	cpSync(join(ROOT, 'docs/examples'), join(place, 'docs/examples'), { recursive: true });
	const kit = 'src/lib/server/demo/kit';
	cpSync(join(ROOT, kit), join(place, kit), { recursive: true });
	cpSync(seeded, join(place, 'data'), { recursive: true });
	writeFileSync(join(place, 'token.txt'), `${token}\n`);
	return place;
}

/** Types a line into a shell. */
function typed(line: string, place: string): Promise<Run> {
	const own = Object.entries(process.env).filter(([name]) => !/^(PRIMUM_|DATABASE_URL)/.test(name));
	const env = {
		...Object.fromEntries(own),
		PATH: `${join(home, 'bin')}${delimiter}${process.env['PATH']}`
	};
	const asHere = line
		.replaceAll('http://localhost:3000', served?.origin ?? '')
		.replaceAll('smtp://localhost:2525', sink?.url ?? '');
	return new Promise((resolve) => {
		execFile('sh', ['-c', asHere], { cwd: place, env }, (error, stdout, stderr) =>
			resolve({
				code: error === null ? 0 : typeof error.code === 'number' ? error.code : -1,
				stdout,
				stderr
			})
		);
	});
}

beforeAll(async () => {
	mkdirSync(join(home, 'bin'));
	const primum = join(home, 'bin', 'primum');
	const entry = join(ROOT, 'src/cli/primum.js');
	writeFileSync(primum, `#!/bin/sh\nexec "${process.execPath}" "${entry}" "$@"\n`);
	chmodSync(primum, 0o755);
	mkdirSync(seeded);
	const first = mkdtempSync(join(home, 'first-'));
	const before = [
		`primum seed --data ${seeded}`,
		`primum release create --study demo --data ${seeded}`,
		`primum tokens add --study demo --email coordinator@demo.example --name Fetch --data ${seeded} --json`
	];
	let last: Run | undefined;
	for (const line of before) {
		last = await typed(line, first);
		expect(last.code, last.stderr).toBe(0);
	}
	token = (JSON.parse(last!.stdout) as { token: string }).token;
	app = openApp(readConfig({ PRIMUM_DATA: seeded, PRIMUM_LOG: 'silent' }));
	served = await serving(app);
	sink = await aSink();
}, PATIENCE_MS);

afterAll(async () => {
	await sink?.close();
	await served?.close();
	await app?.db.close();
	rmSync(home, { recursive: true, force: true });
});

const ajv = new Ajv2020({ strict: false });
addFormats.default(ajv);

/** What is wrong with the document in an output by the schema of the verb; null where nothing is. */
function faults({ answer }: Verb, stdout: string): string | null {
	const schema = z.toJSONSchema(answer!, { io: 'output', unrepresentable: 'any' });
	const { $schema: _, ...rest } = schema;
	// Of several commands in one line only the last was asked for a document.
	const document = JSON.parse(stdout.slice(Math.max(0, stdout.search(/^\{/m)))) as unknown;
	return ajv.validate(rest, document) ? null : ajv.errorsText();
}

const hasDocument = (line: string) => !/[|>]/.test(line);

describe.each(reporting.map((verb) => [verb.name, verb] as const))('%s', (_, verb) => {
	it('does what its examples say', { timeout: PATIENCE_MS }, async () => {
		const place = aPlace();
		for (const { run } of verb.examples) {
			const { code, stdout, stderr } = await typed(run, place);
			expect({ run, code, stderr: code === 0 ? '' : stderr }).toEqual({ run, code: 0, stderr: '' });
			if (run.endsWith('--json') && hasDocument(run)) expect(faults(verb, stdout)).toBeNull();
		}
		const first = verb.examples.map(({ run }) => run).find(hasDocument)!;
		const { code, stdout, stderr } = await typed(`${first} --json`, aPlace());
		expect(code, stderr).toBe(0);
		if (!first.includes('&&')) expect(stderr).toBe('');
		expect(faults(verb, stdout)).toBeNull();
	});

	it(
		'ends with 1 as its help says, and tells a program why',
		{ timeout: PATIENCE_MS },
		async () => {
			const { code, stdout, stderr } = await typed(`${verb.refused.run} --json`, aPlace());
			expect(code, `${stdout}${stderr}`).toBe(1);
			if (stdout === '') expect(problem.parse(JSON.parse(stderr)).detail).toMatch(/[.:]/);
			else expect(faults(verb, stdout)).toBeNull();
		}
	);
});

describe.each(verbs.map((verb) => [verb.name, verb] as const))('%s', (name, verb) => {
	const codeOf = async (...args: string[]) => {
		const given = [...name.split(' '), ...args];
		const program = await buildProgram(['--json', ...given]);
		return program.parseAsync(given, { from: 'user' }).then(() => 0, exitCode);
	};

	it('ends with 2 for an option that it does not have, and without what it needs', async () => {
		expect(await codeOf('--no-such-option')).toBe(2);
		expect(await codeOf('--data', '')).toBe(2);
		if (Object.values(verb.takes).some(isNeeded)) expect(await codeOf()).toBe(2);
	});

	it('has examples that name it', () => {
		const lines = [...verb.examples.map(({ run }) => run), verb.refused.run];
		for (const line of lines) expect(line).toContain(`primum ${name}`);
	});
});
