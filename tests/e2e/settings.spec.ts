/** Settings in sections: nothing typed is lost, two coordinators, and what raters see of changed words. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';
import { addMember, addStudy } from './small-study.ts';

const STUDY = 'words';
const COORDINATOR = 'clara@words.example';
const COLLEAGUE = 'carl@words.example';
const RATER = 'rita@words.example';

test.beforeAll(async ({ installation }) => {
	await addStudy(installation, { slug: STUDY, lengths: [3, 3], raters: [RATER] });
	for (const email of [COORDINATOR, COLLEAGUE]) {
		await addMember(installation, STUDY, email, 'coordinator');
	}
});

/** That axe finds nothing wrong, in either theme, and that nothing is wider than the window. */
async function isAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
	}
	const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
	expect(wide).toBeLessThanOrEqual(0);
}

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

test('nothing that is typed is lost: the session ends, the page is left, another signs in', async ({
	installation,
	page
}) => {
	const { origin } = installation;
	const guidelines = page.getByLabel('Guidelines for raters');
	const TYPED = '# Rate alone\n\nMind the dose.';
	await signIn(page, origin, COORDINATOR);
	await page.goto(`${origin}/studies/${STUDY}/settings/guidelines`);
	await expect(page.getByText('Everything is saved.')).toBeVisible();

	await test.step('what is unsaved is marked at the field, at the foot and in the navigation', async () => {
		await guidelines.fill(TYPED);
		await expect(page.getByText('1 field not saved:')).toBeVisible();
		await expect(page.locator('label[data-unsaved]')).toHaveText('Guidelines for raters');
		const parts = page.getByRole('navigation', { name: 'Parts of the settings' });
		await expect(parts.getByRole('link', { name: 'Guidelines' })).toContainText('unsaved');
		await isAccessible(page);
		await page.setViewportSize({ width: 390, height: 844 });
		await isAccessible(page);
		await page.setViewportSize({ width: 1440, height: 900 });
	});

	await test.step('leaving is asked about', async () => {
		const away = page.getByRole('link', { name: 'Coverage' });
		await away.click();
		const dialog = page.getByRole('dialog', { name: 'Leave without saving?' });
		await expect(dialog).toContainText('1 field is not saved: Guidelines for raters.');
		await isAccessible(page);
		await dialog.getByRole('button', { name: 'Stay' }).click();
		await expect(guidelines).toHaveValue(TYPED);
		await away.click();
		await dialog.getByRole('button', { name: 'Leave, keep it here' }).click();
		await page.waitForURL('**/coverage');
		await page.goBack();
		await expect(guidelines).toHaveValue(TYPED);
		await expect(
			page.getByText(/^Restored what you typed on .*: Guidelines for raters/)
		).toBeVisible();
	});

	await test.step('a session that has ended leads to signing in and back, and the text is there', async () => {
		await page.context().clearCookies();
		await save(page).click();
		await page.waitForURL('**/sign-in?next=*');
		await page.getByLabel('E-mail').fill(COLLEAGUE);
		await page.getByLabel('Password').fill('first do no harm');
		await page.getByRole('button', { name: 'Sign in' }).click();
		// Another account on the same browser finds nothing of it.
		await expect(page.getByRole('heading', { name: 'Guidelines' }).first()).toBeVisible();
		await expect(page.getByText('Everything is saved.')).toBeVisible();
		await expect(guidelines).toHaveValue('');
		await page.getByRole('button', { name: 'Sign out' }).click();
		await page.waitForURL('**/sign-in*');
		await signIn(page, origin, COORDINATOR);
		await page.goto(`${origin}/studies/${STUDY}/settings/guidelines`);
		await expect(guidelines).toHaveValue(TYPED);
	});

	await test.step('signing out asks, and a save lets go of it', async () => {
		await page.getByRole('button', { name: 'Sign out' }).click();
		const asks = page.getByRole('dialog', { name: 'Not everything is sent yet' });
		await expect(asks).toContainText('What you typed into a form is not saved');
		await asks.getByRole('button', { name: 'Stay signed in' }).click();
		await save(page).click();
		await expect(page.getByText(/^Saved as version 2\./)).toBeVisible();
		await expect(page.getByText('Everything is saved.')).toBeVisible();
		await page.reload();
		await expect(guidelines).toHaveValue(TYPED);
		await expect(page.getByText(/^Restored/)).toHaveCount(0);
	});
});

test('two coordinators: the second is told what was changed, and can save on top of it', async ({
	installation,
	browser
}) => {
	const { origin } = installation;
	const desks = await Promise.all(
		[COORDINATOR, COLLEAGUE].map(async (email) => {
			const page = await (await browser.newContext()).newPage();
			await signIn(page, origin, email);
			await page.goto(`${origin}/studies/${STUDY}/settings/consensus`);
			return page;
		})
	);
	const [mine, theirs] = [desks[0]!, desks[1]!];
	await theirs.getByLabel('Band').fill('4');
	await save(theirs).click();
	await expect(theirs.getByText('The settings are saved.')).toBeVisible();
	await mine.getByLabel('Band').fill('1');
	await save(mine).click();
	await expect(mine.getByRole('alert')).toContainText(
		/The band was changed by carl on .* from 2 to 4\./
	);
	await expect(mine.getByLabel('Band')).toHaveValue('1');
	await expect(mine.getByText('1 field not saved:')).toBeVisible();
	await save(mine).click();
	await expect(mine.getByText('The settings are saved.')).toBeVisible();
	for (const page of desks) await page.context().close();
});

test('a rater sees what was changed, and rates in the words of the study', async ({
	installation,
	browser,
	page
}) => {
	const { origin } = installation;
	await signIn(page, origin, RATER);
	const open = async () => {
		await page.goto(`${origin}/cases`);
		await page.getByRole('link', { name: /^(Start|Continue)/ }).click();
		await expect(page.locator('[data-ready=true]')).toHaveCount(1);
	};
	await open();
	const panel = page.getByRole('dialog', { name: 'Guidelines' });
	const read = page.waitForResponse('**/words-read');
	await page.keyboard.press('g');
	await expect(panel).toBeVisible();
	expect((await read).status()).toBe(200);

	const desk = await (await browser.newContext()).newPage();
	await signIn(desk, origin, COORDINATOR);
	await desk.goto(`${origin}/studies/${STUDY}/settings/guidelines`);
	const guidelines = desk.getByLabel('Guidelines for raters');
	await guidelines.fill('# Rate alone\n\nMind the dose and the route.');
	await desk.getByLabel('What was changed (optional)').fill('The route counts too.');
	await save(desk).click();
	await expect(desk.getByText(/^Saved as version/)).toBeVisible();
	await desk.getByRole('link', { name: 'Scale words' }).click();
	await desk.getByLabel('1, label').fill('Deadly');
	await desk.getByLabel('1, meaning').fill('it kills or maims');
	await save(desk).click();
	await expect(desk.getByText(/^Saved as version/)).toBeVisible();
	await isAccessible(desk);
	await desk.getByRole('link', { name: 'Versions', exact: true }).click();
	await expect(
		desk.getByRole('listitem').filter({ hasText: 'The route counts too.' })
	).toBeVisible();
	await expect(desk.locator('ins').filter({ hasText: 'Deadly' })).toBeVisible();
	await isAccessible(desk);
	await desk.context().close();

	await page.goto(`${origin}/cases`);
	const told = page.getByRole('complementary', { name: 'Guidelines, changed since you read them' });
	await expect(told).toContainText('The guidelines and the words of the scale were changed on');
	await isAccessible(page);
	await open();
	const button = page.getByRole('button', { name: 'Guidelines, changed since you read them' });
	await expect(button).toContainText('changed');
	// Nothing stands before the actions: the first of them is rated, in the study's own words.
	await expect(page.getByRole('radio', { name: '1, Deadly' }).first()).toBeVisible();
	await page.keyboard.press('1');
	await page.keyboard.press('k');
	await expect(page.getByText('it kills or maims')).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await isAccessible(page);
	await page.keyboard.press('g');
	await expect(panel.getByRole('heading', { name: 'Changed since you read them' })).toBeVisible();
	await expect(panel.locator('ins').first()).toContainText('and the route');
	await isAccessible(page);
	await page.keyboard.press('Escape');
	await expect(page.getByRole('button', { name: 'Guidelines', exact: true })).toBeVisible();
	await page.setViewportSize({ width: 390, height: 844 });
	await isAccessible(page);
	await page.goto(`${origin}/cases`);
	await expect(told).toHaveCount(0);
});

test('without scripts, a form whose session has ended keeps what was typed', async ({
	installation,
	browser
}) => {
	const { origin } = installation;
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, origin, COORDINATOR);
	await page.goto(`${origin}/studies/${STUDY}/settings/rating`);
	await page.getByLabel('Message to raters').fill('Rest <b>well</b> & "soon".\nThank you.');
	await context.clearCookies();
	await save(page).click();
	await expect(page.getByRole('heading', { name: 'Your session has ended' })).toBeVisible();
	const other = await context.newPage();
	await signIn(other, origin, COORDINATOR);
	await page.getByRole('button', { name: 'Send again' }).click();
	await expect(page.getByText('The settings are saved.')).toBeVisible();
	await expect(page.getByLabel('Message to raters')).toHaveValue(
		'Rest <b>well</b> & "soon".\nThank you.'
	);
	await context.close();
});
