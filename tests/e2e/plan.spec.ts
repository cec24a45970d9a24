/** A coordinator plans: computes, changes a place by hand, computes again, applies; by keyboard where it counts. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';

const SLOW = 20_000;

async function expectNoViolations(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
	).toEqual([]);
}

test('a plan is computed, changed by hand, computed again and applied', async ({ demo, page }) => {
	test.setTimeout(90_000);
	const study = `${demo.origin}/studies/demo`;
	await signIn(page, demo.origin, 'coordinator@demo.example');
	// One rater more a case than anybody has planned for.
	await page.goto(`${study}/settings/rating`);
	await page.getByLabel('Raters per case (k)').fill('4');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('button', { name: 'Save with 4 raters per case' }).click();
	await expect(page.getByText('The settings are saved.')).toBeVisible();

	await page.goto(`${study}/assignments`);
	await page.getByRole('button', { name: 'Compute a plan' }).click();
	await expect(page.getByText('The plan is ready.')).toBeVisible({ timeout: SLOW });
	await expectNoViolations(page);

	// Opened, gone through and pressed without a mouse.
	const planned = page.locator('a.place[href*="place="]').first();
	const former = (await planned.locator('.who').textContent())!;
	await planned.focus();
	await page.keyboard.press('Enter');
	const asked = page.getByRole('dialog');
	await expect(asked).toBeVisible();
	await expectNoViolations(page);
	const first = asked.locator('button.candidate').first();
	const chosen = (await first.locator('.name').textContent())!;
	await first.focus();
	await page.keyboard.press('Enter');
	await expect(page.getByText(`${chosen} has a place of`)).toBeVisible({ timeout: SLOW });
	await expect(asked).toHaveCount(0);
	await expect(page.getByText('1 change by hand')).toBeVisible();
	expect(chosen).not.toBe(former);

	await page.getByRole('button', { name: 'Compute again' }).click();
	await expect(page.getByText('The plan is ready.')).toBeVisible({ timeout: SLOW });
	await expect(page.getByText('1 change by hand')).toBeVisible();
	await page.goto(`${study}/assignments?q=${encodeURIComponent(chosen)}`);
	await expect(page.getByText('by hand', { exact: true }).first()).toBeVisible();

	await page.goto(`${study}/assignments`);
	const apply = page.getByRole('button', { name: /^Apply \d+ assignments?$/ });
	const number = /\d+/.exec((await apply.textContent())!)![0];
	await apply.click();
	await expect(page.getByText(`${number} assignment`).first()).toBeVisible({ timeout: SLOW });
	await expect(apply).toHaveCount(0);
	await page.getByRole('link', { name: 'Who has what' }).click();
	await expect(page.getByRole('heading', { name: 'Who has what' })).toBeVisible();
});

test('a plan can be changed without scripts', async ({ demo, browser }) => {
	const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
	const study = `${demo.origin}/studies/demo`;
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${study}/assignments/rules`);
	await expect(page.getByRole('heading', { name: 'Rules of the plan' })).toBeVisible();
	await page.goto(`${study}/settings/rating`);
	await page.getByLabel('Raters per case (k)').fill('4');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('button', { name: 'Save with 4 raters per case' }).click();
	await expect(page.getByText('The settings are saved.')).toBeVisible();
	await page.goto(`${study}/assignments`);
	await page.getByRole('button', { name: 'Compute a plan' }).click();
	await page.locator('a.place[href*="place="]').first().click();
	await page.locator('button.candidate').first().click();
	await expect(page.getByText('has a place of')).toBeVisible();
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(page.getByText('is undone.')).toBeVisible();
});
