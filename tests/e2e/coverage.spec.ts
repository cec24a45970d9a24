/** The coordinator watches a study: what a rater does elsewhere comes by itself, and the matrix needs no mouse. */
import AxeBuilder from '@axe-core/playwright';
import { expect, install, remove, signIn, test } from './installation.ts';
import { addMember, addStudy, caseId } from './small-study.ts';

const STUDY = 'watched';

test('a rating of another browser appears without a reload, where one is', async ({
	installation,
	page,
	browser
}) => {
	const { origin } = installation;
	const raters = ['wanda', 'willi', 'wolf'].map((name) => `${name}@watched.example`);
	await addStudy(installation, { slug: STUDY, lengths: [4, 3], raters });
	await addMember(installation, STUDY, 'desk@watched.example', 'coordinator');
	await signIn(page, origin, 'desk@watched.example');
	await page.goto(`${origin}/studies/${STUDY}/coverage`);
	await expect(page.locator('[data-following=following]')).toContainText('updates by itself');
	const place = page.getByRole('link', { name: `wanda, not begun, ${caseId(0)}` });
	await place.focus();
	await page.evaluate(() => (document.documentElement.dataset.here = 'still'));

	const rater = await browser.newPage();
	await signIn(rater, origin, raters[0]!);
	await rater.goto(`${origin}/cases`);
	await rater.getByRole('link', { name: new RegExp(`^Start ${caseId(0)}`) }).click();
	await rater.locator('[data-ready=true]').waitFor();
	await rater.keyboard.press('7');
	await rater.keyboard.press('8');

	const begun = page.getByRole('link', { name: `wanda, begun, 50% rated, ${caseId(0)}` });
	await expect(begun).toBeVisible({ timeout: 20_000 });
	await expect(page.getByText('of 21, 9.5%')).toBeVisible();
	await expect(begun).toBeFocused();
	await expect(page.locator('html')).toHaveAttribute('data-here', 'still');

	await page.context().setOffline(true);
	await expect(page.locator('[data-following=offline]')).toContainText('you are offline');
	await page.context().setOffline(false);
	await expect(page.locator('[data-following=following]')).toBeVisible();
	await rater.close();

	await test.step('a number of raters is lowered once it was said what that means', async () => {
		await page.goto(`${origin}/studies/${STUDY}/settings/rating`);
		await page.getByLabel('Raters per case (k)').fill('2');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByText('Lowering k from 3 to 2: 2 places that are open')).toBeVisible();
		await page.getByRole('button', { name: 'Save with 2 raters per case' }).click();
		await expect(page.getByText('The settings are saved.')).toBeVisible();
		await page.goto(`${origin}/studies/${STUDY}/coverage`);
		await expect(page.getByText('of 14, 14.3%')).toBeVisible();
	});

	await test.step('an empty place leads to where that case is given to somebody', async () => {
		await page.goto(`${origin}/studies/${STUDY}/settings/rating`);
		await page.getByLabel('Raters per case (k)').fill('4');
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await page.getByRole('button', { name: 'Save with 4 raters per case' }).click();
		await expect(page.getByText('The settings are saved.')).toBeVisible();
		await addMember(installation, STUDY, 'wim@watched.example', 'rater');
		await page.goto(`${origin}/studies/${STUDY}/coverage`);
		await page.getByRole('link', { name: `Fill a place of ${caseId(1)}` }).click();
		await expect(page.getByLabel('Case', { exact: true })).toHaveValue(caseId(1));
		await expect(page.getByLabel('Rater', { exact: true }).locator('option:checked')).toHaveText(
			/^wim/
		);
		await page.getByRole('button', { name: 'Assign' }).click();
		await expect(page.getByText(`${caseId(1)} is assigned.`)).toBeVisible();
	});
});

test('the matrix has one tab stop, and arrow keys inside', async ({ demo, page }) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/coverage`);
	await page.getByRole('link', { name: 'Matrix', exact: true }).click();
	const grid = page.getByRole('grid', { name: 'Cases by raters' });
	await expect(grid.locator('[tabindex="0"]')).toHaveCount(1);
	const at = () =>
		page.evaluate(() => {
			const cell = document.activeElement?.closest('td, th') as HTMLTableCellElement | null;
			return cell && [(cell.parentElement as HTMLTableRowElement).rowIndex, cell.cellIndex];
		});
	await grid.locator('[tabindex="0"]').focus();
	expect(await at()).toEqual([1, 1]);
	const keys: [string, [number, number]][] = [
		['ArrowRight', [1, 2]],
		['ArrowDown', [2, 2]],
		['End', [2, 11]],
		['ArrowRight', [2, 11]],
		['Home', [2, 0]],
		['PageDown', [12, 0]],
		['Control+End', [14, 11]],
		['Control+Home', [0, 0]],
		['ArrowUp', [0, 0]]
	];
	for (const [key, place] of keys) {
		await page.keyboard.press(key);
		expect(await at(), key).toEqual(place);
	}
	await page.keyboard.press('Tab');
	expect(await at()).toBeNull();
	await page.keyboard.press('Shift+Tab');
	expect(await at()).toEqual([0, 0]);

	await page.goto(`${demo.origin}/studies/demo/coverage?state=silent`);
	const [download] = await Promise.all([
		page.waitForEvent('download'),
		(async () => {
			await page.getByText('CSV', { exact: true }).click();
			await page.getByRole('link', { name: 'Cases and places shown' }).click();
		})()
	]);
	expect(download.suggestedFilename()).toBe('demo-coverage-rows.csv');
});

test('nothing stands in the way of anybody, with few raters and with many', async ({ browser }) => {
	test.setTimeout(240_000);
	const many = await install('serve', {
		prepare: (primum) => primum('seed', '--scale', '10'),
		env: { PRIMUM_DEMO: 'true' }
	});
	try {
		for (const colorScheme of ['light', 'dark'] as const) {
			const context = await browser.newContext({ colorScheme, reducedMotion: 'reduce' });
			const page = await context.newPage();
			await signIn(page, many.origin, 'coordinator@demo.example');
			for (const query of [
				'',
				'?view=matrix',
				'?view=matrix&specialty=Rheumatology',
				'?show=all'
			]) {
				await page.goto(`${many.origin}/studies/demo/coverage${query}`);
				await expect(page.locator('[data-following]')).toBeVisible();
				const { violations } = await new AxeBuilder({ page }).analyze();
				expect(
					violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
					`${query} ${colorScheme}`
				).toEqual([]);
			}
			await context.close();
		}
	} finally {
		await remove(many);
	}
});
