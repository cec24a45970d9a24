/** A coordinator looks at the raters: in pictures, in tables, by pseudonym, and by name once that is on record. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';

const RATERS = '/studies/demo/agreement/raters?ratings=all';

async function expectNoViolation(page: Page) {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
	}
}

test('a coordinator sees who sits apart, asks for names, and reads whether three are enough', async ({
	page,
	demo
}) => {
	test.setTimeout(120_000);
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/agreement`);
	await page.getByRole('link', { name: 'Raters', exact: true }).click();
	await expect(page).toHaveURL(/agreement\/raters$/);
	await page.getByRole('link', { name: 'All ratings' }).click();
	await expect(page).toHaveURL(/ratings=all/);

	const table = page.getByRole('table', { name: /^Every rater/ });
	const main = page.getByRole('main');
	await test.step('pictures and a table, without a name', async () => {
		await expect(page.getByRole('img', { name: 'Rater × rater' })).toBeVisible();
		await expect(page.getByRole('img', { name: 'Raters who sit apart' })).toBeVisible();
		// One of the ten has not begun.
		await expect(table.locator('tbody tr')).toHaveCount(9);
		await expect(main).not.toContainText('Salinas');
	});

	await test.step('whether three are enough, computed beside the page', async () => {
		const enough = page.getByRole('region', { name: 'Are three enough?' });
		await expect(enough).toContainText('The mean of three has a dependability of 0.', {
			timeout: 60_000
		});
		await expect(enough).toContainText('As of ');
		await expect(enough.getByRole('row')).toHaveCount(6 + 9);
		await expectNoViolation(page);
	});

	await test.step('names only after a question', async () => {
		await page.getByRole('link', { name: 'Show names…' }).click();
		const question = page.getByRole('dialog');
		await expect(question).toContainText('the record of the study says');
		await question.getByRole('link', { name: 'Cancel' }).click();
		await expect(question).toHaveCount(0);
		await page.getByRole('link', { name: 'Show names…' }).click();
		await question.getByRole('button', { name: 'Show names' }).click();
		await expect(table).toContainText('Mateo Salinas');
		await expect(page).toHaveURL(/ratings=all.*names=shown/);
		await page.getByRole('link', { name: '5s', exact: true }).click();
		await expect(page).toHaveURL(/sort=middle/);
		await expect(table).toContainText('Mateo Salinas');
		await expectNoViolation(page);
		await page.getByRole('link', { name: 'Hide names' }).click();
		await expect(main).not.toContainText('Salinas');
	});

	await test.step('the pairs behind the picture', async () => {
		await page.getByRole('link', { name: 'Table of all pairs' }).click();
		const pairs = page.getByRole('table', { name: /^Every pair/ });
		const kappas = async () =>
			(await pairs.locator('tbody td:nth-child(2)').allInnerTexts()).map((text) =>
				Number.parseInt(text.replace('−', '-'), 10)
			);
		await expect(pairs).toBeVisible();
		const found = await kappas();
		expect(found.length).toBeGreaterThan(5);
		expect(found).toEqual(found.toSorted((a, b) => a - b));
	});

	await test.step('on a phone nothing leaves the screen', async () => {
		await page.setViewportSize({ width: 390, height: 844 });
		await page.goto(demo.origin + RATERS);
		const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
		expect(wide).toBe(false);
	});
});
