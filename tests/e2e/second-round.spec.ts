/**
 * A second round: a rater keeps and changes former scores by keys, offline too, says why one has left its zone,
 * thinks again, and signs what is true. And the same by touch on a phone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TERMINAL } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addSecondRound, type Said } from './second-round.ts';

const [ADA, BEN, CYN] = ['ada', 'ben', 'cyn'].map((name) => `${name}@later.example`) as [
	string,
	string,
	string
];
const UNABLE: Said = { ...EMPTY_RATING, cannotRate: 'outside-specialty' };

/** Of eight actions; on the second and the sixth they agree. */
const SAID: Record<string, Said[]> = {
	[ADA]: [4, 5, 6, 8, 5, 5, UNABLE, 2],
	[BEN]: [[7, 'A short course buys time.'], 5, 3, 6, 1, 5, 9, 8],
	[CYN]: [[8, 'Three courses a year are the problem.'], 5, 8, 4, 2, 5, 7, 9]
};

test.beforeAll(async ({ installation }) => {
	await addSecondRound(installation, {
		...{ slug: 'later', lengths: [8], sharesComments: true },
		said: Object.fromEntries(
			Object.entries(SAID).map(([email, said]) => [email, (at: number) => said[at]!])
		),
		asked: (at) => at !== 1 && at !== 5
	});
});

const row = (page: Page, number: number) =>
	page.locator('li.row').filter({ hasText: `(${number})` });
const focused = (page: Page) => page.locator('li.row.focus');
const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();
const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual([]);
}

async function openCase(page: Page, { origin }: Installation, email: string): Promise<void> {
	await signIn(page, origin, email);
	await page.goto(`${origin}/cases`);
	await expect(page.getByText('Round 2')).toBeVisible();
	await expect(page.getByText(/6 actions left in 1 of 1 case/)).toBeVisible();
	await page.getByRole('link', { name: /Card001: 6 actions left/ }).click();
	await ready(page);
}

test('former scores are kept and changed by keys, offline too, and signed with a reason', async ({
	installation,
	context
}) => {
	const page = await context.newPage();
	page.on('dialog', (dialog) => void dialog.accept());
	await openCase(page, installation, ADA);
	await expect(
		page.getByText('Six of 8 actions on which the three of you were apart.')
	).toBeVisible();
	await expect(focused(page)).toContainText(
		'You said 4, uncertain, leaning harmful. The panel’s median is 7.'
	);
	await expect(focused(page).getByRole('radiogroup')).toHaveAccessibleDescription(
		'You said 4, uncertain, leaning harmful. Of the others, 1 said 7, 1 said 8. The panel’s median is 7.'
	);
	await expect(focused(page).getByRole('listitem')).toHaveCount(2);
	await expect(page.getByText('“A short course buys time.”')).toBeVisible();
	await expectAccessible(page);

	// What is sent is the same at every visit, and names nobody.
	const sent = async () => (await page.request.get(`${page.url()}/__data.json`)).text();
	const first = await sent();
	expect(first).toContain('A short course buys time.');
	expect(first).not.toMatch(/ben@|cyn@|"(ben|cyn)"/);
	expect(await sent()).toBe(first);

	await page.keyboard.press('k');
	await expect(row(page, 1)).toContainText('kept 4');
	await expect(focused(page)).toContainText('(3)');
	await page.keyboard.press('5');
	await expect(row(page, 3)).toContainText('changed from 6 to 5');

	// What is decided without a connection is there after a reload without one.
	await saved(page);
	await expect
		.poll(() => page.evaluate(async () => (await caches.match(location.pathname)) !== undefined))
		.toBe(true);
	await context.setOffline(true);
	await page.keyboard.press('3');
	const why = page.getByLabel('Why did you change from beneficial to harmful? One line.');
	await expect(why).toBeFocused();
	await expect(row(page, 4)).toContainText('Reason missing');
	await expectAccessible(page);
	await page.keyboard.type('7 in 100 bleed.');
	await page.keyboard.press('Enter');
	await expect(focused(page)).toContainText('(5)');
	await expect(page.getByText('Offline, 2 waiting')).toBeVisible();
	await page.reload();
	await ready(page);
	await expect(row(page, 4)).toContainText('changed from 8 to 3');
	await expect(focused(page)).toContainText('You said 5, uncertain. The panel’s median is 2.');
	await page.keyboard.press('5');
	await expect(row(page, 5)).toContainText('kept 5');
	await context.setOffline(false);
	await saved(page);

	// Whoever could not rate keeps that too; going back is by the arrow, where `k` keeps.
	await page.keyboard.press('k');
	await expect(row(page, 7)).toContainText('Cannot rate: outside my specialty');
	await page.keyboard.press('ArrowUp');
	await expect(focused(page)).toContainText('(7)');
	await page.keyboard.press('ArrowDown');

	await page.keyboard.press('9');
	await expect(page.getByLabel('Why did you change from harmful to beneficial?')).toBeFocused();
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+Enter');
	const review = page.getByRole('dialog', { name: 'Review Card001' });
	await expect(review).toContainText('1 score has moved to another zone without a reason.');
	await expect(review.getByRole('button', { name: 'Sign and submit' })).toBeDisabled();
	await expectAccessible(page);
	await review.getByRole('button', { name: /^8\. / }).click();
	await page.keyboard.press('u');
	await expect(row(page, 8)).not.toContainText('Reason missing');
	await page.keyboard.press('k');
	await expect(row(page, 8)).toContainText('kept 2');
	await saved(page);

	await page.keyboard.press('Control+Enter');
	await expect(review).toContainText(
		"“I reviewed the panel's anonymous answers and gave these ratings.”"
	);
	await review.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('region', { name: 'Signature' })).toContainText('I reviewed');
	await expectAccessible(page);
	expect(await stored(installation, page)).toEqual([
		[1, 4, null, ''],
		[3, 5, null, ''],
		[4, 3, null, '7 in 100 bleed.'],
		[5, 5, null, ''],
		[7, null, 'outside-specialty', ''],
		[8, 2, null, '']
	]);
});

test('on a phone the same is done by touch', async ({ installation, browser }) => {
	const context = await browser.newContext({
		...{ viewport: { width: 390, height: 844 }, hasTouch: true, colorScheme: 'dark' }
	});
	const page = await context.newPage();
	await openCase(page, installation, BEN);
	const keep = page.getByRole('button', { name: 'Keep 7' });
	const cell = await focused(page).getByRole('radio').first().boundingBox();
	expect(cell!.width).toBeGreaterThanOrEqual(36);
	expect(cell!.height).toBeGreaterThanOrEqual(44);
	expect((await keep.boundingBox())!.width).toBeGreaterThan(340);
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
	await expectAccessible(page);
	await keep.tap();
	await expect(row(page, 1)).toContainText('kept 7');
	await row(page, 3).getByRole('radio', { name: /^4, / }).tap();
	await page
		.getByLabel('Why did you change from harmful to uncertain?')
		.fill('It is not so clear.');
	await expectAccessible(page);
	await page.getByRole('button', { name: 'Done' }).tap();
	await expect(row(page, 3)).toContainText('changed from 3 to 4');
	await expect(focused(page)).toContainText('(4)');
	await saved(page);
	await context.close();
});

/** What the server holds of the case on the page. */
async function stored({ data }: Installation, page: Page) {
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	try {
		const id = Number(/\/cases\/(\d+)$/.exec(page.url())![1]);
		const { actions } = await rating.lookAtRatings(app, TERMINAL, 'later', id);
		return actions.map(({ number, value: { score, cannotRate, comment } }) => [
			number,
			score,
			cannotRate,
			comment
		]);
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}
