/** A submitter checks, sends, watches, revises and withdraws, by page and by a program; a coordinator decides. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TERMINAL } from '#lib/server/app.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { expect, signIn, test } from './installation.ts';
import { anOpenBoard, onData } from './open-board.ts';
import { EXAMPLES, has, run } from './programs.ts';

const STUDY = 'submitting-walk';
const SUBMITTER = 'submitting-walk@test.example';

let folder: string;
test.beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'primum-submitting-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

const faults = async (page: Page) => (await new AxeBuilder({ page }).analyze()).violations;

/** An example as the page hands it out, with every other action turned over. */
async function answers(page: Page, name: string, turned: boolean): Promise<string> {
	const link = page.getByRole('link', { name: 'Example of records' });
	const href = (await link.getAttribute('href'))!;
	const text = await (await page.request.get(new URL(href, page.url()).href)).text();
	const lines = text.trimEnd().split('\n');
	const turn = (line: string) => {
		const record = JSON.parse(line) as { options: { matched: boolean }[] };
		for (const option of record.options) option.matched = !option.matched;
		return JSON.stringify(record);
	};
	const path = join(folder, name);
	writeFileSync(path, (turned ? lines.map(turn) : lines).join('\n'));
	return path;
}

/** The page says by itself that what was sent is scored. */
const isScored = (page: Page) =>
	expect(page.getByRole('heading', { name: 'How it stands Waits for approval' })).toBeVisible({
		timeout: 30_000
	});

test('answers are submitted by page and by a program, watched, revised and withdrawn', async ({
	page,
	installation
}) => {
	await anOpenBoard(installation, STUDY, SUBMITTER);
	const { origin } = installation;
	await signIn(page, origin, SUBMITTER);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Submissions');
	await expect(page.getByText('You have sent nothing yet.')).toBeVisible();
	expect(await faults(page)).toEqual([]);
	await page.getByRole('link', { name: /^Submit to/ }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Submit answers');

	// A check lists what is bad, and says what can be sent; nothing of it is kept.
	const first = await answers(page, 'first.jsonl', false);
	const bad = join(folder, 'bad.jsonl');
	writeFileSync(bad, '{"id":"Card404","options":[]}\n{"id":');
	await page.getByLabel('File').setInputFiles(bad);
	await page.getByRole('button', { name: 'Check without sending' }).click();
	await expect(page.getByText('It cannot be sent as it is: 2 problems.')).toBeVisible();
	await expect(page.getByRole('row', { name: /line 1/ })).toContainText('is no case of this set');
	expect(await faults(page)).toEqual([]);
	await page.getByLabel('File').setInputFiles(first);
	await page.getByRole('button', { name: 'Check without sending' }).click();
	await expect(page.getByText(/^It can be sent/)).toBeVisible();

	// The terms, the name, and the file that is still chosen.
	await page.getByLabel('Name', { exact: true }).fill('Careful one');
	await page.getByLabel('Provider').fill('Test bench');
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await expect(page.getByText('Agree to the terms first.')).toBeVisible();
	await page.getByRole('checkbox', { name: /^I agree to these terms/ }).check();
	await page.getByRole('button', { name: 'Send', exact: true }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Careful one');
	await isScored(page);
	await expect(page.getByRole('row', { name: /^F1_weighted headline/ })).toBeVisible();
	expect(await faults(page)).toEqual([]);

	// The same again is not taken; a further version is.
	await page.getByRole('link', { name: 'Send a further version' }).click();
	await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Careful one');
	await page.getByRole('checkbox', { name: /^I agree to these terms/ }).check();
	await page.getByLabel('File').setInputFiles(first);
	await page.getByRole('button', { name: 'Send version 2' }).click();
	await expect(page.getByText(/^This very file was sent before/)).toBeVisible();
	await page.getByLabel('File').setInputFiles(await answers(page, 'second.jsonl', true));
	await page.getByRole('button', { name: 'Send version 2' }).click();
	await expect(page.getByText('Version 2, model')).toBeVisible();
	await isScored(page);
	const id = Number(page.url().split('/').at(-1));

	// Somebody who runs the study decides, and the page says so.
	await onData(installation, (app) => submitting.approve(app, TERMINAL, STUDY, { id }));
	await page.reload();
	await expect(page.getByText('It stands on the leaderboard.')).toBeVisible();
	await page.getByRole('link', { name: 'Withdraw…' }).click();
	const asked = page.getByRole('dialog', { name: 'Withdraw “Careful one”, version 2?' });
	expect(await faults(page)).toEqual([]);
	await asked.getByLabel('Reason').fill('A mistake in the prompt.');
	await asked.getByRole('button', { name: 'Withdraw it' }).click();
	await expect(page.getByText('“Careful one” is withdrawn.')).toBeVisible();
	await expect(page.getByText('A mistake in the prompt.').first()).toBeVisible();

	// A program, by a token of the same submitter; the third of this day, which is the last.
	await page.goto(`${origin}/submit/${STUDY}/tokens`);
	await page.getByLabel('What it is for').fill('Nightly run');
	await page.getByRole('button', { name: 'Make the token' }).click();
	const token = await page.getByLabel('The new token').inputValue();
	expect(await faults(page)).toEqual([]);
	await page.goto(`${origin}/submit/${STUDY}/1`);
	const third = join(folder, 'third.jsonl');
	const text = lines(first)
		.map((line) => JSON.stringify({ ...JSON.parse(line), trial: 2 }))
		.join('\n');
	writeFileSync(third, text);
	const ask = (query: string, body: string) =>
		fetch(`${origin}/api/v1/studies/${STUDY}/releases/1/submissions?${query}`, {
			...{ method: 'POST', body },
			headers: { authorization: `Bearer ${token}`, 'content-type': 'application/jsonl' }
		});
	if (has('python3')) {
		const env = { PRIMUM_TOKEN: token, PRIMUM_URL: origin, PRIMUM_STUDY: STUDY };
		const script = join(EXAMPLES, 'submit_answers.py');
		const args = ['1', third, 'By a program', '--terms', '1', '--provider', 'Test bench'];
		const ran = await run('python3', [script, ...args], { cwd: folder, env });
		expect(ran.code, ran.stderr).toBe(0);
		expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1, state: 'waiting' });
		const wrong = await run('python3', [script, '1', bad, 'Bad'], { cwd: folder, env });
		expect([wrong.code, wrong.stderr]).toEqual([
			1,
			expect.stringMatching(/bad\.jsonl, line 1, id/)
		]);
	} else {
		expect((await ask('kind=model&name=By%20a%20program&terms=1', text)).status).toBe(200);
	}
	const late = await ask('kind=model&name=More&terms=1', text.replaceAll('"trial":2', '"trial":3'));
	expect(late.status).toBe(429);
	expect((await late.json()).detail).toMatch(/^Your team may send 3 submissions a day/);
	await page.reload();
	await expect(page.getByRole('row', { name: /By a program/ })).toContainText('Waits for approval');
	await expect(page.getByText("Your team has sent today's 3.")).toBeVisible();
	await expect(page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
	expect(await faults(page)).toEqual([]);
});

const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');
