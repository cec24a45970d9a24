/** A coordinator reads what is to be known of a release, chooses what goes in, and has it made. */
import { readFileSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { unzip } from '#lib/formats/zip.ts';
import { expect, signIn, test } from './installation.ts';
import { makeRelease } from './release-by-hand.ts';

test('a release is built from its check list, made by a job, and downloaded', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	const sound = async () =>
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	await page.goto(`${demo.origin}/studies/demo/releases`);
	await page.getByRole('link', { name: 'New release…' }).click();
	const heading = page.getByRole('heading', { level: 1 });
	await expect(heading).toHaveText(/^New release: number \d+$/);
	const number = Number(/\d+$/.exec(await heading.innerText())![0]);
	const list = page.getByRole('region', { name: 'Check list' });
	const holds = page.getByRole('region', { name: 'It would hold' });
	const figure = async (name: RegExp) =>
		Number(
			(await holds.locator('div', { hasText: name }).locator('dd').innerText()).replace(',', '')
		);

	await test.step('the check list says what to decide and what to look at', async () => {
		await expect(list.getByRole('heading', { name: /have no final score/ })).toBeVisible();
		await expect(list.getByRole('heading', { name: 'To look at' })).toBeVisible();
		await sound();
		const [part] = await list.getByRole('list', { name: /^Why / }).getByRole('link').all();
		await expect(part!).toHaveAttribute('href', /^\.\.\/(disagreements|coverage)/);
	});

	const kit = await figure(/^Actions in the kit/);
	const out = await figure(/^in the tables only/);

	await test.step('a choice acts at once and stands in the address', async () => {
		await page.getByText('Keep with the provisional score').click();
		await expect(page).toHaveURL(/unresolved=keep/);
		await expect.poll(() => figure(/^Actions in the kit/)).toBeGreaterThan(kit);
		await page.getByText('Leave out of the kit').click();
		await expect.poll(() => figure(/^Actions in the kit/)).toBe(kit);
		await page.getByText(/^Scope:/).click();
		await page.getByRole('checkbox', { name: /^Cardiology/ }).check();
		await expect(page).toHaveURL(/specialty=Card/);
		await expect(page.getByText(/cases?: Cardiology/)).toBeVisible();
		await page.getByRole('checkbox', { name: /^Cardiology/ }).uncheck();
		await expect.poll(() => figure(/^in the tables only/)).toBe(out);
	});

	await test.step('what knows no medicine is held against the set', async () => {
		await list.getByRole('link', { name: 'Details' }).click();
		await expect(list.getByText('every appropriate action', { exact: true })).toBeVisible({
			timeout: 30_000
		});
		await sound();
	});

	await test.step('it is made once the list is read and the question answered', async () => {
		await page.getByLabel('Note').fill('For the walk.');
		await page.getByRole('button', { name: `Make release ${number}…` }).click();
		await expect(page.getByText('Read the check list, and tick that you have.')).toBeVisible();
		await page.getByLabel(/^I have read the check list/).check();
		await page.getByRole('button', { name: `Make release ${number}…` }).click();
		const asked = page.getByRole('dialog', { name: `Make release ${number}?` });
		await expect(asked).toBeVisible();
		await sound();
		await asked.getByRole('button', { name: `Make release ${number}` }).click();
		await expect(page).toHaveURL(/\/releases\?errand=/);
		await expect(page.getByText(`Release ${number} is made.`)).toBeVisible({ timeout: 30_000 });
		await sound();
	});

	await test.step('it holds what the check list said', async () => {
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: `Download release ${number}`, exact: true }).click()
		]);
		const files = await unzip(readFileSync(await download.path()));
		const manifest = JSON.parse(Buffer.from(files.get('manifest.json')!).toString());
		expect(manifest).toMatchObject({ release: number, note: 'For the walk.' });
		expect(manifest.counts).toMatchObject({ actions: kit + out, unresolved: out });
		await page.goto(`${demo.origin}/studies/demo/releases/new`);
		const same = page.getByRole('heading', { name: `Release ${number} holds the same already` });
		await expect(same).toBeVisible();
		await expect(page.getByLabel('Note')).toHaveValue('');
	});

	await test.step('it has a page, on which the browser verifies it and a file from the disk', async () => {
		await page.goto(`${demo.origin}/studies/demo/releases`);
		await page.getByRole('link', { name: `Release ${number}`, exact: true }).click();
		await expect(heading).toHaveText(`Release ${number}`);
		await expect(page.getByText('For the walk.')).toBeVisible();
		await page.getByRole('button', { name: 'Verify here' }).click();
		await expect(page.getByText(/as it is stored here: all \d+ files as listed/)).toBeVisible({
			timeout: 30_000
		});
		await expect(page.getByText(`Its manifest is that of release ${number}`)).toBeVisible();
		await sound();
		const own = await page.request.get(page.url() + '/archive');
		const choose = page.getByLabel('Verify a file you have…');
		const zip = { mimeType: 'application/zip', buffer: await own.body() };
		await choose.setInputFiles({ name: 'mine.zip', ...zip });
		await expect(page.getByText(/mine\.zip: all \d+ files as listed/)).toBeVisible();
		await choose.setInputFiles({ name: 'notes.zip', ...zip, buffer: Buffer.from('no zip') });
		await expect(page.getByText('This is no release of Primum')).toBeVisible();
		const [file] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'agreement.json', exact: true }).click()
		]);
		expect(file.suggestedFilename()).toBe('agreement.json');
	});

	await test.step('it is compared with the one before, by kind of change', async () => {
		await makeRelease(page, `${demo.origin}/studies/demo`, number + 1, '?rule=mean-rounded');
		await page.goto(`${demo.origin}/studies/demo/releases/${number + 1}`);
		await expect(
			page.getByRole('heading', { name: `Changes since release ${number}` })
		).toBeVisible();
		await page.getByRole('link', { name: `Compare with release ${number}` }).click();
		await expect(heading).toHaveText(`Release ${number + 1} against release ${number}`);
		await expect(page.getByText('noharm-strict')).toBeVisible();
		await page.getByRole('link', { name: /^Resolved \d/ }).click();
		await expect(page).toHaveURL(/show=resolved/);
		await expect(page.getByRole('table', { name: 'Changed actions' })).toContainText('unresolved');
		await sound();
	});
});

test('without scripts the same choices and the same question are there', async ({
	browser,
	demo
}) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/releases/new?unresolved=keep&times=yes`);
	await expect(page.getByLabel('Times')).toBeChecked();
	await expect(page.getByLabel('Keep with the provisional score')).toBeChecked();
	await page.getByLabel('Note').fill('Without scripts.');
	await page.getByLabel(/^I have read the check list/).check();
	await page.getByRole('button', { name: /^Make release \d+…$/ }).click();
	await expect(page.getByRole('dialog')).toBeVisible();
	await expect(page.getByLabel('Note')).toHaveValue('Without scripts.');
	await page
		.getByRole('dialog')
		.getByRole('button', { name: /^Make release \d+$/ })
		.click();
	await expect(async () => {
		await page.reload();
		await expect(page.getByText(/^Release \d+ is made\.$/)).toBeVisible();
	}).toPass({ timeout: 30_000 });
	await context.close();
});
