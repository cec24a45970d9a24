/** The page of agreement at the coordinator's desk: choices that the address keeps, the figures, and the chart with its table. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, install, remove, signIn, test } from './installation.ts';
import { addSecondRound } from './second-round.ts';
import { addMember } from './small-study.ts';

const RATERS = ['ann', 'bob', 'cle'].map((name) => `${name}@agreement.example`);

/** By the place of an action: on the second of four the three are far apart. */
const SAID: Record<string, (at: number) => number> = {
	[RATERS[0]!]: (at) => [7, 1, 5, 9][at % 4]!,
	[RATERS[1]!]: (at) => [7, 5, 5, 8][at % 4]!,
	[RATERS[2]!]: (at) => [8, 9, 4, 9][at % 4]!
};

async function isAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
	}
	await page.emulateMedia({ colorScheme: 'light' });
}

test('agreement by round, by slice, in a chart and in its table', async ({ page, browser }) => {
	test.setTimeout(180_000);
	const installation = await install('serve');
	const { origin } = installation;
	try {
		await addSecondRound(installation, {
			...{ slug: 'alike', lengths: [8, 8, 4], said: SAID },
			asked: (at) => at % 4 === 1
		});
		await addMember(installation, 'alike', 'desk@agreement.example', 'coordinator');
		await signIn(page, origin, 'desk@agreement.example');
		await page.goto(`${origin}/studies/alike/agreement`);
		const figure = (name: string) =>
			page.locator('dl > div').filter({ has: page.getByText(name, { exact: true }) });

		await test.step('begins with what a release would carry', async () => {
			await expect(page.getByText('as a release carries it')).toBeVisible();
			await expect(figure('Discordant actions')).toContainText('25.0%');
			await expect(figure('Discordant actions')).toContainText('3 cases, 5 of 20');
			await expect(page.getByText('3 cases: below 15')).toBeVisible();
			await isAccessible(page);
		});

		await test.step('acts on a choice at once, and the address keeps it', async () => {
			await page.getByLabel('Measure').selectOption('Same score, of pairs');
			await expect(page).toHaveURL(/measure=exact/);
			await page.getByRole('link', { name: 'Difference' }).click();
			await expect(page).toHaveURL(
				/measure=exact.*round=difference|round=difference.*measure=exact/
			);
			await expect(page.getByRole('heading', { name: 'Where it changed' })).toBeVisible();
			// Nobody has rated again yet: nothing is different.
			await expect(figure('Krippendorff’s α, ordinal')).toContainText('0.00');
			await isAccessible(page);
			await page.getByRole('link', { name: 'Show what a release would carry' }).click();
			await expect(page.getByText('as a release carries it')).toBeVisible();
			await expect(page).toHaveURL(/measure=exact/);
			await page.reload();
			await expect(page.getByLabel('Measure')).toHaveValue('exact');
		});

		await test.step('narrows to what is pressed in the chart, and leads to the cases', async () => {
			const plot = page.getByRole('region', { name: 'Where it is low' });
			await plot.getByText('Table', { exact: true }).click();
			const table = plot.getByRole('region', { name: /of slices$/ });
			await expect(table.getByRole('rowheader')).toContainText(['Whole study']);
			await plot.getByLabel('Least ratings', { exact: true }).selectOption('at least 2 ratings');
			await expect(table.getByRole('row', { name: /^Counseling/ })).toContainText('3');
			await plot.locator('svg:visible').getByRole('link', { name: 'Counseling' }).click();
			await expect(page).toHaveURL(/category=Counseling/);
			await expect(table.getByRole('rowheader', { name: 'This selection' })).toBeVisible();
			await expect(page.getByRole('link', { name: 'Card001' }).first()).toHaveAttribute(
				'href',
				'cases/Card001'
			);
		});

		await test.step('is read on a phone without scrolling sideways', async () => {
			await page.setViewportSize({ width: 390, height: 800 });
			const width = await page.evaluate(() => document.documentElement.scrollWidth);
			expect(width).toBeLessThanOrEqual(390);
			await expect(page.locator('svg:visible', { hasText: '3 cases, ' }).first()).toBeVisible();
		});

		await test.step('works without scripts', async () => {
			const state = await page.context().storageState();
			const plain = await browser.newContext({ javaScriptEnabled: false, storageState: state });
			const bare = await plain.newPage();
			await bare.goto(`${origin}/studies/alike/agreement?ratings=all`);
			await bare.getByLabel('Measure').selectOption('Discordant actions');
			await bare.getByRole('button', { name: 'Show' }).first().click();
			await expect(bare).toHaveURL(/ratings=all.*measure=discordant/);
			await expect(bare.getByRole('heading', { name: 'Where it is high' })).toBeVisible();
			await plain.close();
		});
	} finally {
		await remove(installation);
	}
});
