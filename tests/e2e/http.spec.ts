/** A coordinator makes a token, programs ask with it as the page shows, and it is revoked. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { EXAMPLES, has, run, someChoices } from './programs.ts';

const PYTHON = has('python3');
const CURL = has('curl');
const R = has('Rscript');

let folder: string;
test.beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'primum-http-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;

/** Asks below the demonstration's study. */
const asking =
	(origin: string, token: string) =>
	(path: string, init: RequestInit = {}) =>
		fetch(`${origin}/api/v1/studies/demo${path}`, {
			...init,
			headers: { authorization: `Bearer ${token}`, ...(init.headers as Record<string, string>) }
		});

type Ask = ReturnType<typeof asking>;

/** Makes a release as a program does, and waits for it. */
async function release(ask: Ask): Promise<{ number: number; sha256: string }> {
	const taken = await ask('/releases', {
		...{ method: 'POST', headers: { 'content-type': 'application/json' } },
		body: JSON.stringify({ note: 'By a program.' })
	});
	expect(taken.status).toBe(202);
	const location = new URL(taken.headers.get('location')!);
	let job = await taken.json();
	await expect(async () => {
		job = await (await ask(location.pathname.replace('/api/v1/studies/demo', ''))).json();
		expect(job.state).toBe('done');
	}).toPass({ timeout: 60_000 });
	return job.outcome;
}

/** The F1 of the choices, as the command line has it. */
async function scored(demo: Installation, unpacked: string, choices: string): Promise<number> {
	const args = ['score', '--release', unpacked, '--submission', choices, '--json'];
	const { code, stdout, stderr } = await demo.primum(...args);
	expect(code, stderr).toBe(0);
	return JSON.parse(stdout).aggregate.F1_weighted.value;
}

test('a token is made, programs use it as the page and the examples show, and it is revoked', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/releases`);
	await page.getByRole('link', { name: 'HTTP interface' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('HTTP interface');
	await expect(page.getByText('No token lets a program in.')).toBeVisible();
	expect(await faults(page)).toEqual([]);

	await page.getByLabel('What it is for').fill('Nightly fetch');
	await page.getByRole('radio', { name: 'Release' }).check();
	await page.getByLabel('It lives').selectOption('30 days');
	await page.getByRole('button', { name: 'Make the token' }).click();
	await expect(page.getByText('The token "Nightly fetch" is made.')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Copy the token' })).toBeVisible();
	const token = await page.getByLabel('The new token').inputValue();
	expect(token).toMatch(/^primum_[\w-]{43}$/);
	expect(await faults(page)).toEqual([]);
	await page.reload();
	await expect(page.getByText(token)).toHaveCount(0);
	await expect(page.getByRole('row', { name: /Nightly fetch/ })).toContainText(token.slice(-4));

	const ask = asking(demo.origin, token);
	const made = await release(ask);
	const archive = await ask('/releases/latest/archive');
	expect(archive.headers.get('etag')).toBe(`"${made.sha256}"`);
	const again = await ask('/releases/latest/archive', {
		headers: { 'if-none-match': `"${made.sha256}"` }
	});
	expect([again.status, await again.text()]).toEqual([304, '']);
	const part = await ask('/releases/latest/archive', { headers: { range: 'bytes=0-1' } });
	expect([part.status, await part.text()]).toEqual([206, 'PK']);
	const table = await ask('/releases/latest/files/tables/final.csv');
	expect(table.headers.get('content-encoding')).toBe('gzip');
	expect(await table.text()).toContain('case,action,');
	const head = await ask('/releases/latest/archive', { method: 'HEAD' });
	expect(head.headers.get('content-length')).toBe(String((await archive.arrayBuffer()).byteLength));

	// Nobody's address, nobody's token, and a change without either a token or a page of ours.
	for (const [path, init, status] of [
		['/api/v1/nothing', { headers: { accept: 'text/html' } }, 404],
		['/api/v1/studies', {}, 401],
		['/api/v1/studies/demo/releases', { method: 'POST' }, 403],
		['/api/v1/studies/demo', { method: 'DELETE', headers: { authorization: 'Bearer x' } }, 405]
	] as const) {
		const response = await fetch(`${demo.origin}${path}`, init);
		expect(response.status, path).toBe(status);
		expect(response.headers.get('content-type'), path).toBe('application/problem+json');
	}
	// A token lets nobody rate, whosever it is.
	const rating = await fetch(`${demo.origin}/api/v1/assignments/1/submit`, {
		...{ method: 'POST', headers: { authorization: `Bearer ${token}` } }
	});
	expect(rating.status).toBe(401);

	const env = { PRIMUM_TOKEN: token, PRIMUM_URL: demo.origin, PRIMUM_STUDY: 'demo' };
	const shown = async (title: string) =>
		page
			.getByRole('region', { name: `${title} example` })
			.locator('pre')
			.innerText();
	if (CURL) {
		const curl = await shown('Terminal');
		for (let time = 0; time < 2; time += 1) {
			const ran = await run('bash', ['-ec', curl], { cwd: folder, env });
			expect(ran.code, ran.stderr).toBe(0);
			expect(ran.stdout).toContain('"note":"By a program."');
		}
		expect(readFileSync(join(folder, 'release.zip')).subarray(0, 2).toString()).toBe('PK');
	} else note('curl');
	if (PYTHON) {
		writeFileSync(join(folder, 'shown.py'), await shown('Python'));
		const ran = await run('python3', ['shown.py'], { cwd: folder, env });
		expect(ran, ran.stderr).toMatchObject({ code: 0 });
		expect(ran.stdout).toBe(`Release ${made.number} is as it should be.\n`);
		await examplesInPython(demo, env, made.number);
	} else note('python3');

	await page.getByRole('link', { name: 'Revoke Nightly fetch…' }).click();
	const question = page.getByRole('dialog', { name: 'Revoke “Nightly fetch”?' });
	await expect(question).toContainText('It was last used on');
	expect(await faults(page)).toEqual([]);
	await question.getByRole('button', { name: 'Revoke the token' }).click();
	await expect(page.getByText('The token "Nightly fetch" is revoked')).toBeVisible();
	await expect(page.getByText('Tokens that have ended (1)')).toBeVisible();
	const refused = await ask('/releases');
	expect(refused.status).toBe(401);
	expect(await refused.json()).toMatchObject({
		type: 'urn:primum:problem:unauthenticated',
		detail: 'This token was revoked. Make another one.'
	});
});

/** Says that a part was left out for want of a program. */
const note = (program: string) =>
	test.info().annotations.push({
		type: 'left out',
		description: `${program} is not on this machine: its example was not run.`
	});

async function examplesInPython(
	demo: Installation,
	env: Record<string, string>,
	number: number
): Promise<void> {
	const at = { cwd: folder, env };
	const fetched = async () => {
		const ran = await run('python3', [join(EXAMPLES, 'fetch_release.py'), 'releases'], at);
		expect(ran.code, ran.stderr).toBe(0);
		return JSON.parse(ran.stdout);
	};
	const first = await fetched();
	expect(first).toMatchObject({ release: number, fetched: true });
	expect(first.verified).toBeGreaterThan(20);
	expect(await fetched()).toEqual({ ...first, fetched: false });

	const unpacked = join(folder, first.folder);
	const choices = someChoices(unpacked, join(folder, 'choices.csv'));
	const args = [join(EXAMPLES, 'score_release.py'), unpacked, choices];
	const ran = await run('python3', args, at);
	expect(ran.code, ran.stderr).toBe(0);
	const found = JSON.parse(ran.stdout).F1_weighted;
	expect(found).toBeGreaterThan(0.1);
	expect(Math.abs(found - (await scored(demo, unpacked, choices)))).toBeLessThan(1e-12);

	// What was changed on the way, or on the disk, is found.
	const zip = join(folder, 'releases', `release-${number}.zip`);
	const bytes = readFileSync(zip);
	bytes[bytes.length - 30]! ^= 1;
	writeFileSync(zip, bytes);
	expect(await fetched()).toEqual(first);
	const wrong = { ...at, env: { ...env, PRIMUM_TOKEN: 'primum_x' } };
	const shut = await run('python3', [join(EXAMPLES, 'fetch_release.py'), 'releases'], wrong);
	expect(shut).toMatchObject({ code: 1, stderr: expect.stringContaining('not known here') });
}

test.describe('in R', () => {
	test.skip(!R, 'Rscript is not on this machine: the examples in R were not run.');

	test('a release is fetched, verified and scored as the command line does', async ({ demo }) => {
		await demo.primum('release', 'create', '--study', 'demo');
		const given = ['--study', 'demo', '--email', 'coordinator@demo.example', '--name', 'R'];
		const { stdout } = await demo.primum('tokens', 'add', ...given, '--json');
		const env = {
			...{ PRIMUM_URL: demo.origin, PRIMUM_STUDY: 'demo' },
			PRIMUM_TOKEN: JSON.parse(stdout).token as string
		};
		const at = { cwd: folder, env };
		const fetched = await run('Rscript', [join(EXAMPLES, 'fetch_release.R'), 'releases'], at);
		expect(fetched.code, fetched.stderr).toBe(0);
		const { release: number, verified } = JSON.parse(fetched.stdout);
		expect(verified).toBeGreaterThan(20);
		const unpacked = join(folder, 'releases', `release-${number}`);
		const choices = someChoices(unpacked, join(folder, 'choices.csv'));
		const ran = await run('Rscript', [join(EXAMPLES, 'score_release.R'), unpacked, choices], at);
		expect(ran.code, ran.stderr).toBe(0);
		const found = JSON.parse(ran.stdout).F1_weighted;
		expect(Math.abs(found - (await scored(demo, unpacked, choices)))).toBeLessThan(1e-12);
	});
});
