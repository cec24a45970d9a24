/**
 * A study from its first moment to its end: the setup list leads to the first case rated; it is cloned, closed,
 * archived and brought back; the clone is deleted. The screens on the way are looked at by axe, and at 390 pixels.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { DEMO_PASSWORD, expect, signIn, test, type Installation } from './installation.ts';
import * as kit from './kit.ts';
import { succeed } from './small-study.ts';

const SLOW = 20_000;
const ADMIN = 'care@study.example';
const RATER = 'rater@study.example';

async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
	).toEqual([]);
	const { width, height } = page.viewportSize()!;
	await page.setViewportSize({ width: 390, height: 844 });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(wide, page.url()).toBeLessThanOrEqual(390);
	await page.setViewportSize({ width, height });
}

/** Pages on which a study in use is changed. */
const PAGES_OF_CHANGES = [
	...[
		'coverage',
		'assignments',
		'assignments?view=held',
		'assignments/rules',
		'rounds',
		'releases'
	],
	...['cases', 'cases/mappings', 'people', 'people/add', 'mails', 'mails/words', 'remind'],
	...['', '/guidelines', '/scale', '/rating', '/qualification', '/consensus', '/later'].map(
		(part) => `settings${part}`
	)
];

/** Says once that the study is archived, and offers nothing that would be refused. */
async function expectReadOnly(page: Page, address: string): Promise<void> {
	await page.goto(address);
	const main = page.getByRole('main');
	await expect(main.getByText(/archived/i), address).toHaveCount(1);
	const presses = main.locator('form[method="post"]').getByRole('button', { disabled: false });
	await expect(presses, address).toHaveCount(0);
	const fields = main.locator(
		'form[method="post"] :is(input, select, textarea):enabled:not([type="hidden"])'
	);
	await expect(fields, address).toHaveCount(0);
	await expect(main.locator('a.btn-primary'), address).toHaveCount(0);
	const links = (await main.getByRole('link').allTextContents()).map((text) => text.trim());
	const asks = links.filter((text) =>
		/…$|^(Remind( people| \d+)?|Fill|Send again|Move work)$/.test(text)
	);
	expect(asks, address).toEqual(address.includes('/settings') ? ['Clone, archive, delete…'] : []);
}

/** Adds an administrator, who chooses the demonstration's password by the link. */
async function addAdministrator(installation: Installation, email: string): Promise<void> {
	const named = ['--email', email, '--name', 'Kofi Mensah', '--admin', '--json'];
	const { link } = JSON.parse(await succeed(installation, 'users', 'add', ...named));
	await choosePassword(installation, link as string);
}

async function choosePassword({ origin }: Installation, link: string): Promise<void> {
	const { status } = await fetch(`${origin}${new URL(link).pathname}`, {
		method: 'POST',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ password: DEMO_PASSWORD }),
		redirect: 'manual'
	});
	expect(status).toBe(303);
}

/** The line of a step in the setup list. */
const step = (page: Page, title: string) =>
	page
		.getByRole('listitem')
		.filter({ has: page.getByRole('heading', { name: title, exact: true }) });

test('a study is set up by its list, cloned, archived, brought back, and its clone deleted', async ({
	installation,
	browser,
	page
}) => {
	test.setTimeout(180_000);
	const { origin } = installation;
	await addAdministrator(installation, ADMIN);
	await signIn(page, origin, ADMIN);

	await test.step('a new study leads to its setup list', async () => {
		await page.goto(`${origin}/studies/new`);
		await page.getByLabel('Name', { exact: true }).fill('Care');
		await page.getByLabel('Raters per case (k)').fill('1');
		await page.getByRole('button', { name: 'Create study' }).click();
		await page.waitForURL('**/studies/care/setup');
		await expect(step(page, 'Cases')).toContainText('Next');
		await expect(step(page, 'Plan')).toContainText('Later');
		await expect(page.locator('main .btn-primary')).toHaveCount(1);
		await expectSound(page);
		for (const empty of ['coverage', 'agreement', 'disagreements', 'releases', 'people']) {
			await page.goto(`${origin}/studies/care/${empty}`);
			await expect(page.getByRole('link', { name: 'Go on with the setup list' })).toBeVisible();
		}
	});

	await test.step('cases', async () => {
		await page.getByRole('link', { name: 'Go on with the setup list' }).click();
		await page.getByRole('link', { name: 'Import or write cases' }).click();
		await page.getByLabel('Files', { exact: true }).setInputFiles(kit.archive());
		await page.getByRole('button', { name: 'Read the files' }).click();
		await page.getByRole('button', { name: 'Import 2 cases' }).click();
		await page.getByRole('link', { name: 'See the cases' }).click();
		await expect(page.getByRole('link', { name: 'Neph001' })).toBeVisible();
		await page.getByRole('link', { name: 'Setup list', exact: true }).click();
		await expect(step(page, 'Cases')).toContainText('Done');
		await expect(step(page, 'People')).toContainText('Next');
	});

	await test.step('people', async () => {
		await step(page, 'People').getByRole('link', { name: 'Add people' }).click();
		await page.getByRole('textbox', { name: 'Paste here' }).fill(`Ada Osei, ${RATER}`);
		await page.getByRole('button', { name: 'Make links to copy' }).click();
		const link = await page.getByLabel('One-time link for Ada Osei').inputValue();
		await page.goto(`${origin}/studies/care`);
		await page.waitForURL('**/studies/care/setup');
		await expect(step(page, 'People')).toContainText('1 rater, 0 of whom have joined');
		await choosePassword(installation, link);
		await page.reload();
		await expect(step(page, 'People')).toContainText('1 rater, who has joined');
	});

	await test.step('guidelines and rules are read through', async () => {
		await page.getByRole('button', { name: 'Mark as read through' }).click();
		await expect(step(page, 'Guidelines and rules')).toContainText('Read through by Kofi Mensah.');
	});

	await test.step('the plan opens the study', async () => {
		await step(page, 'Plan').getByRole('link', { name: 'Compute a plan' }).click();
		// The first one is computed by itself.
		await page.getByRole('button', { name: 'Apply 2 assignments' }).click({ timeout: SLOW });
		await page.getByRole('link', { name: 'Setup list', exact: true }).click();
		await expect(step(page, 'Plan')).toContainText('Applied: 2 cases of 2 are with 1 rater.');
		await expect(step(page, 'Open')).toContainText('Nobody has rated yet.');
		await expectSound(page);
	});

	await test.step('the first case is rated, and the list is done', async () => {
		const rater = await (await browser.newContext()).newPage();
		await signIn(rater, origin, RATER);
		await rater.goto(`${origin}/cases`);
		await rater
			.getByRole('link', { name: /Derm001/ })
			.first()
			.click();
		await rater.locator('[data-ready=true]').waitFor();
		const rows = await rater.locator('li.row').count();
		for (let row = 0; row < rows; row += 1) await rater.keyboard.press('7');
		await expect(rater.getByText('Saved', { exact: true })).toBeVisible();
		await rater.keyboard.press('Control+Enter');
		await rater.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(rater.getByText('I rated these actions independently.').first()).toBeVisible();
		await rater.context().close();
		await page.reload();
		await expect(page.getByText('5 of 5 are done.')).toBeVisible();
		await page.goto(`${origin}/studies/care`);
		await page.waitForURL('**/studies/care/coverage');
		await expect(page.getByRole('link', { name: 'Setup list', exact: true })).toHaveCount(0);
	});

	await test.step('a clone takes over people and cases, and nothing that was rated', async () => {
		await page.goto(`${origin}/studies`);
		await expect(page.getByText('1 of 2 assigned cases signed')).toBeVisible();
		await expectSound(page);
		await page.getByRole('link', { name: 'Clone, archive or delete Care' }).click();
		await page.getByRole('link', { name: 'Clone this study…' }).click();
		await expectSound(page);
		await page.getByLabel('Name', { exact: true }).fill('Care, the main one');
		await expect(page.getByLabel('Slug')).toHaveValue('care-the-main-one');
		await page.getByRole('button', { name: 'Clone', exact: true }).click();
		await page.waitForURL('**/studies/care-the-main-one/setup', { timeout: SLOW });
		await expect(step(page, 'Cases')).toContainText('2 cases to rate');
		await expect(step(page, 'Plan')).toContainText('No plan is computed yet.');
	});

	await test.step('archived once its round is closed; nothing in it changes', async () => {
		await page.goto(`${origin}/studies/care/care`);
		await expect(page.getByText('Close it on the page')).toBeVisible();
		await expect(page.getByText('ratings are never deleted')).toBeVisible();
		await page.goto(`${origin}/studies/care/rounds?ask=close`);
		await page.getByRole('button', { name: 'Close round 1', exact: true }).click();
		await expect(page.getByRole('banner')).toContainText('Round 1, closed');
		await page.goto(`${origin}/studies/care/care`);
		await page.getByRole('link', { name: 'Archive…' }).click();
		await expect(page.getByRole('dialog')).toContainText('Archive “Care”?');
		await expectSound(page);
		await page.getByRole('button', { name: 'Archive', exact: true }).click();
		await expect(page.getByText('The study is archived.')).toBeVisible();
		await expect(page.getByText(/This study was archived on/)).toBeVisible();
		await expectSound(page);
		await page.goto(`${origin}/studies/care/agreement`);
		await expect(page.getByText(/This study was archived on/)).toBeVisible();
		for (const path of PAGES_OF_CHANGES)
			await expectReadOnly(page, `${origin}/studies/care/${path}`);
		await page.goto(`${origin}/studies`);
		await expect(page.getByRole('heading', { name: 'Care', exact: true })).toHaveCount(0);
		await page.getByRole('link', { name: 'Archived 1' }).click();
		await expect(page.getByRole('heading', { name: 'Care', exact: true })).toBeVisible();
	});

	await test.step('brought back by a press', async () => {
		await page.getByRole('link', { name: 'Clone, archive or delete Care' }).click();
		await page.getByRole('button', { name: 'Bring back' }).click();
		await expect(page.getByText('The study is back, as it was.')).toBeVisible();
	});

	await test.step('the clone is deleted, by keyboard, once its name is typed', async () => {
		await page.goto(`${origin}/studies/care-the-main-one/care`);
		await page.getByRole('link', { name: 'Delete…' }).focus();
		await page.keyboard.press('Enter');
		await expect(page.getByRole('dialog')).toContainText('for good?');
		await expectSound(page);
		const typed = page.getByLabel('Type the name of the study to delete it');
		await typed.fill('Care');
		await page.keyboard.press('Enter');
		await expect(page.getByText('Type the name of the study as it stands here')).toBeVisible();
		await expect(typed).toHaveValue('Care');
		await typed.fill('Care, the main one');
		await page.keyboard.press('Enter');
		await page.waitForURL('**/studies?gone');
		await expect(page.getByText('The study is deleted.')).toBeVisible();
		await expect(page.getByRole('heading', { name: 'Care, the main one' })).toHaveCount(0);
		expect((await page.request.get(`${origin}/studies/care-the-main-one`)).status()).toBe(404);
	});
});
