/** The public page of a leaderboard: read, sorted, searched, compared, one case of it, taken away, and on a phone. */
import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { connect } from '#lib/server/db/connect.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import { aStudyWithBoard } from '../board-study.ts';
import { freePort } from '../free-port.ts';
import { CHARACTERS } from '../boards.ts';
import { expect, install, remove, test, type Installation } from './installation.ts';

const at = Date.UTC(2027, 1, 2);

/** A folder with a board of nine, one of hundreds, one of nobody and one that is not public. */
async function aFolder(): Promise<string> {
	const data = mkdtempSync(join(tmpdir(), 'primum-e2e-'));
	const db = connect(join(data, 'primum.sqlite'));
	await migrate(db);
	const specialties = { Card: 3, Endo: 2, Neph: 1 };
	const heldOut = ['Card003'];
	await aStudyWithBoard(db, { slug: 'trees', name: 'Trees', at, specialties, heldOut });
	const many = Array.from({ length: 500 }, (_, n) => ({
		...CHARACTERS[0]!,
		name: `System ${n} with a name of some words`,
		provider: `Team ${n % 17} of a hospital`,
		recall: 0.4 + ((n * 7919) % 500) / 900,
		precision: 0.5 + ((n * 104_729) % 500) / 1100
	}));
	await aStudyWithBoard(db, { slug: 'many', name: 'Many', at, characters: many });
	await aStudyWithBoard(db, { slug: 'empty', name: 'Empty', at, characters: [] });
	await aStudyWithBoard(db, { slug: 'secret', name: 'Secret', publishedAt: null });
	await db.close();
	return data;
}

let installation: Installation;
test.beforeAll(async () => {
	installation = await install('serve', { data: await aFolder() });
});
test.afterAll(() => remove(installation));

const board = (slug = 'trees', query = '') =>
	`${installation.origin}/leaderboards/${slug}/1?scheme=mast-2026-07${query}`;

async function accessible(page: Page) {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

/** A page of another site that shows something in a frame. */
const frameOf = (address: string) =>
	`<iframe src="${address}?scheme=mast-2026-07" title="Board" width="900" height="900"></iframe>`;

const fits = (page: Page) =>
	expect
		.poll(() => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth))
		.toBeLessThanOrEqual(0);

const names = (page: Page) =>
	page.getByRole('table', { name: /^Everyone by/ }).getByRole('rowheader');

test('a visitor reads, sorts, searches, compares, looks at a case, and takes it away', async ({
	page
}) => {
	await page.goto(`${installation.origin}/leaderboards/trees`);
	await expect(page).toHaveURL(/\/leaderboards\/trees\/1\?scheme=mast-2026-07$/);
	await expect(page.getByText('6 cases (1 of them held out)')).toBeVisible();
	await expect(names(page).first()).toHaveText(/Cedar/);
	await expect(page.getByText('Cedar, Alder and Dogwood cannot be told apart')).toBeVisible();
	await accessible(page);

	// By keyboard alone.
	await page.getByRole('link', { name: 'Severe', exact: true }).focus();
	await page.keyboard.press('Enter');
	await expect(page).toHaveURL(/sort=Severe_rate/);
	await expect(names(page).first()).toHaveText(/Alder/);

	await page.getByRole('link', { name: 'Alder', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Alder by specialty' })).toBeVisible();
	await page.getByRole('link', { name: 'Compare Alder', exact: true }).click();
	await expect(page.getByRole('heading', { name: 'Compared, 1 of up to 5' })).toBeVisible();
	await page.getByRole('link', { name: 'Compare Larch', exact: true }).click();
	await expect(page.getByText(/By F1_weighted all of these can be told apart/)).toBeVisible();
	await page.getByText('All metrics, as a table').click();
	const compared = page.getByRole('table', { name: /^Those compared/ });
	await expect(compared.getByRole('row', { name: /^Recall_weighted/ })).toContainText('0.90');
	await accessible(page);

	// The address is the view, in another browser too.
	const again = await page.context().newPage();
	await again.goto(page.url());
	await expect(again.getByRole('heading', { name: 'Compared, 2 of up to 5' })).toBeVisible();
	await expect(again.getByRole('heading', { name: 'Alder by specialty' })).toBeVisible();
	await again.close();

	await page.getByRole('searchbox').fill('northern');
	await page.keyboard.press('Enter');
	await expect(names(page)).toHaveText([/Birch/, /Fir/, /nothing/, /everything/]);
	await page.getByLabel('Ranked by').selectOption('Recall_weighted');
	await expect(page).toHaveURL(/metric=Recall_weighted/);

	// An address may ask for the same on both axes; a choice does not offer it.
	const recall = new URL(page.url());
	recall.searchParams.set('x', 'Recall_weighted');
	recall.searchParams.set('y', 'Recall_weighted');
	const twice = await page.context().newPage();
	await twice.goto(recall.href);
	await twice.getByLabel('Across', { exact: true }).selectOption('Precision_weighted');
	await expect(twice).toHaveURL(/x=Precision_weighted/);
	const up = twice.getByLabel('Up', { exact: true });
	await expect(up.locator('option', { hasText: 'Precision_weighted' })).toHaveCount(0);
	await expect(up).toHaveValue('Recall_weighted');
	await twice.close();

	await page.getByText('Embed', { exact: true }).click();
	const snippet = page.getByRole('textbox', { name: 'HTML' });
	await expect(snippet).toHaveValue(/metric=Recall_weighted/);
	await expect(snippet).not.toHaveValue(/find=/);
	await page.getByText('Embed', { exact: true }).click();
	await page.getByText('CSV, JSON, SVG, PNG').click();
	const saved = async (name: string, role: 'link' | 'button') => {
		const press = page.getByRole(role, { name, exact: true }).click();
		const [download] = await Promise.all([page.waitForEvent('download'), press]);
		return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
	};
	const csv = await saved('All figures of everyone as CSV', 'link');
	expect(csv.name).toBe('trees-release-1-mast-2026-07-systems.csv');
	expect(csv.bytes.toString()).toMatch(/^study,release,scheme,.*\ntrees,1,mast-2026-07,1,/);
	const json = await saved('All as JSON', 'link');
	expect(JSON.parse(json.bytes.toString())).toMatchObject({ by: 'Recall_weighted', release: 1 });
	const png = await saved('The list as bars as PNG', 'button');
	expect(png.bytes.subarray(1, 4).toString()).toBe('PNG');

	await page.getByRole('link', { name: 'One case, action by action' }).click();
	await expect(page.getByRole('heading', { name: 'Card001, action by action' })).toBeVisible();
	await expect(page.getByRole('columnheader', { name: /Larch/ })).toBeVisible();
	await expect(page.getByText('commission, moderate').first()).toBeVisible();
	await accessible(page);
	await page.getByRole('link', { name: 'Card002 →' }).click();
	// The third one is held out, and passed over.
	await page.getByRole('link', { name: 'Endo001 →' }).click();
	await expect(page.getByRole('heading', { name: 'Endo001, action by action' })).toBeVisible();
	await page.getByRole('link', { name: 'Back to the leaderboard' }).click();
	await expect(page.getByRole('heading', { name: 'Compared, 2 of up to 5' })).toBeVisible();
});

test('on a phone and without scripts nothing is out of view, and every view can be reached', async ({
	browser
}) => {
	const viewport = { width: 390, height: 844 };
	const context = await browser.newContext({ viewport, javaScriptEnabled: false });
	const page = await context.newPage();
	await page.goto(board());
	expect(
		await page.locator('body').evaluate((body) => body.scrollWidth - body.clientWidth)
	).toBeLessThanOrEqual(0);
	await page.getByRole('combobox', { name: 'Specialty', exact: true }).selectOption('Card');
	await page.getByRole('form', { name: 'Specialty' }).getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(/specialty=Card/);
	await expect(page.getByText('Errors are counted over the whole set.')).toBeVisible();
	await page.getByRole('link', { name: 'Compare Birch' }).click();
	await expect(page.getByRole('heading', { name: 'Compared, 1 of up to 5' })).toBeVisible();
	await context.close();

	const phone = await browser.newContext({ viewport });
	const small = await phone.newPage();
	for (const path of [board(), board('many'), board('empty')]) {
		await small.goto(path);
		await fits(small);
		await accessible(small);
	}
	await expect(small.getByText('No system is on this leaderboard yet.')).toBeVisible();
	await phone.close();
});

test('hundreds of systems are a page like any other', async ({ page, request }) => {
	const answer = await request.get(board('many'));
	expect((await answer.body()).length).toBeLessThanOrEqual(150 * 1024);
	await page.goto(board('many'));
	await expect(page.getByText('Page 1 of 34').first()).toBeVisible();
	await page.getByRole('link', { name: 'Next' }).first().click();
	await expect(page.getByText('Page 2 of 34').first()).toBeVisible();
});

test('another site may frame the board, and nothing else', async ({ page, request }) => {
	const { origin } = installation;
	const embed = await request.get(`${origin}/embed/leaderboards/trees/1?scheme=mast-2026-07`);
	expect(embed.headers()['content-security-policy']).toContain('frame-ancestors *');
	expect(embed.headers()['x-frame-options']).toBeUndefined();
	expect(await embed.text()).not.toContain('<script');
	const said = async (query: string) =>
		(await request.get(`${origin}/embed/leaderboards/${query}`)).text();
	expect(await said('trees/1?scheme=mast-2026-07&specialty=Card')).toContain(
		'Cases of Cardiology only.'
	);
	expect(await said('many/1?scheme=mast-2026-07&page=2')).toContain('Page 2 of 34.');
	for (const path of [board(), `${origin}/sign-in`]) {
		const headers = (await request.get(path)).headers();
		expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
		expect(headers['x-frame-options'], path).toBe('DENY');
	}
	expect((await request.get(`${origin}/embed/leaderboards/secret/1`)).status()).toBe(404);
	const elsewhere = createServer((_, response) => {
		response.setHeader('content-type', 'text/html');
		response.end(frameOf(`${origin}/embed/leaderboards/trees/1`));
	});
	const port = await freePort();
	await new Promise<void>((resolve) => void elsewhere.listen(port, '127.0.0.1', resolve));
	await page.goto(`http://127.0.0.1:${port}/`);
	const frame = page.frameLocator('iframe');
	await expect(frame.getByText('Cedar, Alder and Dogwood cannot be told apart')).toBeVisible();
	elsewhere.close();
	await page.goto(`${origin}/leaderboards/secret/1`);
	await expect(page.getByText('There is no leaderboard of release 1 of "secret"')).toBeVisible();
});
