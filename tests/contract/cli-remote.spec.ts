/** `--remote`: studies, releases and their files of an installation elsewhere, over real sockets. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as releasing from '#lib/server/services/releasing/index.ts';
import { freePort } from '../free-port.ts';
import { aTerminal } from './cli-run.ts';
import { onEach } from './databases.ts';
import { aStudyForPrograms } from './endpoints/programs.ts';
import { serving, type Served } from './endpoints/serving.ts';

const { folder, put, primum, stopped, fed } = aTerminal();

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

onEach(
	({ fresh }) => {
		let at: Awaited<ReturnType<typeof aStudyForPrograms>>;
		let served: Served;
		let there: string[];
		let place: string;
		let tries = 0;
		beforeEach(async () => {
			at = await aStudyForPrograms(await fresh());
			served = await serving(at.app);
			tries += 1;
			place = join(folder, `try-${tries}`);
			mkdirSync(place);
			const token = join(put(`token-${tries}`, { token: `${at.secrets.read}\n` }), 'token');
			there = ['--remote', served.origin, '--token-file', token];
		});
		afterEach(() => served.close());

		const stored = () => releasing.archive(at.app, at.coordinator.actor, at.slug, 1);
		const exported = (out: string, ...more: string[]) => [
			...['release', 'export', 'latest', '--study', at.slug, '--out', out, ...there, ...more]
		];

		describe('lists', () => {
			it('the study of the token, and its releases as they are listed here', async () => {
				const studies = await primum('study', 'list', ...there, '--json');
				expect(JSON.parse(studies.stdout)).toEqual({
					studies: [{ slug: at.slug, name: expect.any(String), archived: false }]
				});
				const { stdout } = await primum('release', 'list', '--study', at.slug, ...there, '--json');
				const [own] = await releasing.list(at.app, at.coordinator.actor, at.slug);
				expect(JSON.parse(stdout)).toMatchObject({
					study: at.slug,
					releases: [
						{
							...{ number: 1, sha256: own!.sha256, withdrawn: null, note: 'The first.' },
							...{ createdAt: new Date(own!.createdAt).toISOString(), counts: own!.counts }
						}
					]
				});
				const shown = await primum('release', 'show', 'latest', '--study', at.slug, ...there);
				expect(shown.stdout).toContain(own!.sha256);
			});

			it('with a token of the environment, or of stdin', async () => {
				const list = ['study', 'list', '--remote', served.origin];
				const { read } = at.secrets;
				const expected = { code: 0, stderr: '' };
				expect(await aTerminal({ PRIMUM_TOKEN: read }).primum(...list)).toMatchObject(expected);
				const way = [...list, '--token-file', '-'];
				expect(await fed(`${read}\n`, ...way)).toMatchObject(expected);
			});
		});

		describe('what is refused there', () => {
			it.each([
				[
					'a token that lets nobody in',
					['study', 'list', '--token', 'primum_wrong'],
					{ title: 'unauthenticated', status: 401 }
				],
				[
					'a study that is none of the token',
					['release', 'list', '--study', 'another'],
					{ title: 'missing', status: 404 }
				],
				[
					'a release that is not there',
					['release', 'show', '99', '--study', 'SLUG'],
					{ title: 'missing', status: 404 }
				]
			])('%s is told in its own words', async (_, args, expected) => {
				const given = args.map((word) => (word === 'SLUG' ? at.slug : word));
				const way = given.includes('--token') ? there.slice(0, 2) : there;
				const program = await primum(...given, ...way, '--json');
				expect({ code: program.code, stdout: program.stdout }).toEqual({ code: 1, stdout: '' });
				const document = JSON.parse(program.stderr) as { detail: string; type: string };
				expect(document).toMatchObject(expected);
				expect(document.type).toBe(`urn:primum:problem:${expected.title}`);
				const person = await primum(...given, ...way);
				expect(person.stderr.trimEnd()).toBe(document.detail);
				expect(person.stderr).not.toContain('primum_');
			});

			it('for a moment is asked again when it is told to', async () => {
				served.trouble('/releases', { status: 429, headers: { 'retry-after': '1' } });
				const { code } = await primum('release', 'list', '--study', at.slug, ...there);
				expect(code).toBe(0);
				expect(served.asked).toHaveLength(2);
			});

			it('in no words of Primum, or by leading on, is told too', async () => {
				served.trouble(
					'/studies',
					{ status: 502, body: '<h1>Bad gateway</h1>' },
					{ status: 301, headers: { location: 'https://elsewhere.example/' } },
					{ status: 200, body: '<h1>Hello</h1>' }
				);
				const said = async () => (await primum('study', 'list', ...there)).stderr;
				expect(await said()).toContain('answers with 502 and does not say why');
				expect(await said()).toContain('leads on to https://elsewhere.example');
				expect(await said()).toContain('Is it the address of a Primum?');
			});
		});

		describe('release export', () => {
			it('writes the zip byte for byte, and a folder that verifies', async () => {
				const zip = join(place, 'new', 'release.zip');
				const one = await primum(...exported(zip, '--json'));
				const { sha256: wanted } = await stored();
				expect(JSON.parse(one.stdout)).toEqual({
					...{ study: at.slug, number: 1, out: zip, sha256: wanted }
				});
				expect(sha256(readFileSync(zip))).toBe(wanted);
				expect(readdirSync(join(place, 'new'))).toEqual(['release.zip']);

				const out = join(place, 'out');
				expect(await primum(...exported(out))).toMatchObject({ code: 0, stderr: '' });
				expect((await primum('verify', out)).stdout).toMatch(/^ok: /);
				const some = join(place, 'some');
				await primum(...exported(some, '--only', 'tables/final.csv'));
				expect(readdirSync(some, { recursive: true })).toEqual(['tables', 'tables/final.csv']);
			});

			it('goes on from where the connection breaks off', async () => {
				const zip = join(place, 'release.zip');
				served.trouble('/archive', { cutAfter: 1_000 }, { cutAfter: 500 });
				expect(await primum(...exported(zip))).toMatchObject({ code: 0 });
				expect(sha256(readFileSync(zip))).toBe((await stored()).sha256);
				const ranges = served.asked.filter((one) => one.includes('/archive'));
				expect(ranges.map((one) => one.split(' ')[1])).toEqual([
					...[undefined, 'bytes=1000-', 'bytes=1500-']
				]);
			});

			it('keeps what has come where it is lost for good, and the next goes on with it', async () => {
				const zip = join(place, 'release.zip');
				const cut = Array.from({ length: 9 }, () => ({ cutAfter: 0 }));
				served.trouble('/archive', { cutAfter: 2_000 }, ...cut);
				const lost = await primum(...exported(zip));
				expect(lost.code).toBe(1);
				expect(lost.stderr).toContain('2,000 bytes are kept in ');
				expect(existsSync(zip)).toBe(false);
				served.trouble('/archive');
				served.asked.length = 0;
				expect((await primum(...exported(zip))).code).toBe(0);
				expect(served.asked.at(-1)).toContain('bytes=2000-');
				expect(readdirSync(place)).toEqual(['release.zip']);
				expect(sha256(readFileSync(zip))).toBe((await stored()).sha256);
			});

			it('keeps nothing that has another hash', async () => {
				const zip = join(place, 'release.zip');
				served.trouble('/archive', { flips: 300 });
				const wrong = await primum(...exported(zip));
				expect(wrong).toMatchObject({ code: 1, stdout: '' });
				expect(wrong.stderr).toContain('another SHA-256');
				expect(readdirSync(place)).toEqual([]);
			});

			it('that is stopped leaves nothing', async () => {
				served.trouble('/archive', { hangsAfter: 1_000 });
				const hasBegun = () =>
					readdirSync(place).some((name) => statSync(join(place, name)).size === 1_000);
				const { code, stderr } = await stopped(hasBegun, ...exported(join(place, 'release.zip')));
				expect(code).toBe(130);
				expect(stderr).toContain('nothing is half-written');
				expect(readdirSync(place)).toEqual([]);
			});

			it('says what is wrong with the place it is to be written to', async () => {
				writeFileSync(join(place, 'file'), '');
				const { code, stderr } = await primum(...exported(join(place, 'file', 'release.zip')));
				expect(code).toBe(1);
				expect(stderr).toContain('cannot be written: a part of that path is a file.');
			});

			it('replaces nothing unasked, and asks nobody for it', async () => {
				const zip = join(place, 'release.zip');
				writeFileSync(zip, 'mine');
				expect((await primum(...exported(zip))).stderr).toContain('--force');
				expect(served.asked).toEqual([]);
				expect((await primum(...exported(zip, '--force'))).code).toBe(0);
			});
		});

		describe('verify', () => {
			it('checks a release there, and a copy here against it', async () => {
				const { stdout } = await primum('verify', `${at.slug}:latest`, ...there);
				expect(stdout).toMatch(/^ok: \d+ files, release 1 of /);
				const out = join(place, 'out');
				await primum(...exported(out));
				expect(await primum('verify', out, ...there)).toMatchObject({ code: 0, stderr: '' });
				await releasing.withdraw(at.app, at.coordinator.actor, at.slug, 1, 'A slip.');
				const copy = await primum('verify', out, ...there, '--json');
				expect(JSON.parse(copy.stdout)).toMatchObject({ ok: true, withdrawn: 'A slip.' });
			});

			it('is not the only one that reads a release there', async () => {
				const run = await primum(
					...['score', '--release', `${at.slug}:1`, '--baselines', ...there, '--json']
				);
				expect(run, run.stderr).toMatchObject({ code: 0, stderr: '' });
				const found = JSON.parse(run.stdout) as { baselines: { baseline: string }[] };
				expect(found.baselines.map(({ baseline }) => baseline)).toContain('everything');
			});

			it('does not take another release for its copy', async () => {
				const out = join(place, 'out');
				await primum(...exported(out));
				served.trouble('manifest.json', { status: 200, body: '{}' });
				const { code, stdout } = await primum('verify', out, ...there);
				expect(code).toBe(1);
				expect(stdout).toContain(`is another than that of release 1 of ${at.slug}`);
			});
		});
	},
	['SQLite in memory']
);

describe('what cannot be asked', () => {
	it.each([
		['no token', ['--remote', 'https://primum.example'], '--remote needs a token'],
		[
			'two tokens',
			['--remote', 'https://a.example', '--token', 'a', '--token-file', 'b'],
			'one of'
		],
		['a token for nobody', ['--token', 'primum_x'], 'go with --remote'],
		['no address', ['--remote', 'primum.example', '--token', 'a'], 'https://primum.example.org'],
		[
			'an address with a path',
			['--remote', 'https://a.example/p', '--token', 'a'],
			'after the host'
		],
		['a token of two lines', ['--remote', 'https://a.example', '--token', 'a\nb'], 'no token has']
	])('%s', async (_, args, words) => {
		const { code, stderr } = await primum('study', 'list', ...args);
		expect(code).toBe(2);
		expect(stderr).toContain(words);
	});

	it('nobody there', async () => {
		const origin = `http://127.0.0.1:${await freePort()}`;
		const { code, stderr } = await primum(
			...['study', 'list', '--remote', origin, '--token', 'primum_x', '--json']
		);
		expect(code).toBe(1);
		expect(JSON.parse(stderr)).toMatchObject({
			...{ title: 'unreachable', status: 503 },
			detail: `${origin} cannot be reached: nothing answers there.`
		});
	});
});
