/** A rater thinks again: takes a submission back, and comments on a case as a whole. */
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';

// Requests that pass through a service worker cannot be held up by the test.
test.use({ serviceWorkers: 'block' });

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();
const comment = (page: Page) => page.getByRole('textbox', { name: /^Comment on the case/ });

async function openCase(page: Page, origin: string): Promise<void> {
	await signIn(page, origin, 'rater2@demo.example');
	await page.goto(`${origin}/cases`);
	await page.getByRole('link', { name: /continue/i }).click();
	await expect(page.locator('li.row.focus')).toHaveCount(1);
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
}

/** Rates what is not rated yet, until everything is on the server. */
async function rateAll(page: Page): Promise<void> {
	const unrated = async () => page.locator('li.row:not(.done)').count();
	while ((await unrated()) > 0) {
		const left = await unrated();
		await page.keyboard.press('7');
		await expect.poll(unrated).toBeLessThan(left);
	}
	await saved(page);
}

/**
 * Writes a comment on the case that cannot be sent, and goes to My cases.
 *
 * @returns the address of the case
 */
async function leaveUnsent(page: Page, origin: string, words: string): Promise<string> {
	await openCase(page, origin);
	const address = page.url();
	await page.route('**/comment', (route) => route.abort());
	await comment(page).fill(words);
	await expect(page.getByRole('button', { name: /Not saved: 1 waiting/ })).toBeVisible();
	await page.getByRole('link', { name: 'My cases' }).first().click();
	return address;
}

test('a comment on the case is saved, and kept while the server is out of reach', async ({
	demo,
	page
}) => {
	await openCase(page, demo.origin);
	await page.keyboard.press('Shift+C');
	await expect(comment(page)).toBeFocused();
	await page.keyboard.type('The weight is missing.');
	await saved(page);
	await page.reload();
	await expect(comment(page)).toHaveValue('The weight is missing.');

	await page.route('**/comment', (route) => route.abort());
	await comment(page).fill('The weight and the height are missing.');
	await expect(page.getByRole('button', { name: /Not saved: 1 waiting/ })).toBeVisible();
	page.once('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await expect(comment(page)).toHaveValue('The weight and the height are missing.');
	await page.unroute('**/comment');
	await page.getByRole('button', { name: /Not saved: 1 waiting/ }).click();
	await saved(page);
});

test('a comment that was left unsent is named on My cases, and sent from there', async ({
	demo,
	page
}) => {
	const href = await leaveUnsent(page, demo.origin, 'The dose is missing.');
	const notice = page.getByRole('status').filter({ hasText: '1 change waits in this browser' });
	await expect(notice).toBeVisible();
	await page.unroute('**/comment');
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(notice).toHaveCount(0);
	expect(await page.evaluate(() => localStorage.length)).toBe(0);
	await page.goto(href);
	await expect(comment(page)).toHaveValue('The dose is missing.');
});

test('a case that was chosen opens, though what waited is saved on the way to it', async ({
	demo,
	page
}) => {
	const href = await leaveUnsent(page, demo.origin, 'The dose is missing.');
	await expect(page.getByRole('status').filter({ hasText: '1 change waits' })).toBeVisible();
	// The comment is held until the case is asked for, and the case until the comment is saved.
	const asked = Promise.withResolvers<void>();
	await page.unroute('**/comment');
	await page.route('**/comment', async (route) => {
		await asked.promise;
		await route.continue();
	});
	await page.route(
		'**/__data.json*',
		async (route) => {
			const saving = page.waitForResponse('**/comment');
			asked.resolve();
			await saving;
			await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 100)));
			await route.continue();
		},
		{ times: 1 }
	);
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await page.getByRole('link', { name: /continue/i }).click();
	await expect(page).toHaveURL(href);
	await expect(comment(page)).toHaveValue('The dose is missing.');
});

test('a comment that was changed elsewhere is never overwritten unseen', async ({ demo, page }) => {
	await openCase(page, demo.origin);
	await saved(page);
	const other = await page.context().newPage();
	await other.goto(page.url());
	await comment(other).fill('From the other tab.');
	await comment(other).blur();
	await saved(other);
	await comment(page).fill('From this tab.');
	await comment(page).blur();
	const dialog = page.getByRole('dialog', { name: 'Changed elsewhere' });
	await expect(dialog).toContainText('From the other tab.');
	await expect(dialog).toContainText('From this tab.');
	await dialog.getByRole('button', { name: 'Keep this' }).first().click();
	await saved(page);
	await other.reload();
	await expect(comment(other)).toHaveValue('From this tab.');
	await other.close();
});

test('a submission is taken back, and what was rated before it can still be undone', async ({
	demo,
	page
}) => {
	await openCase(page, demo.origin);
	await rateAll(page);
	const changed = page.locator('li.row.focus');
	const place = await changed.getAttribute('data-row');
	// Right after the last rating a digit may be one too many, so it is asked for again.
	await page.keyboard.press('4');
	await expect(changed).toContainText('Already rated 7. Press 4 again to change it to 4.');
	await page.keyboard.press('4');
	await expect(changed.locator('[aria-checked="true"]')).toHaveText('4');
	await saved(page);
	await page.keyboard.press('Control+Enter');
	const review = page.getByRole('dialog');
	await expect(review).toBeVisible();
	await page.keyboard.press('1');
	await expect(review.getByRole('button', { name: /at the ends/ })).toBeVisible();
	await review.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('region', { name: 'Signature' })).toBeVisible();
	await expect(page.getByRole('radio')).toHaveCount(0);

	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
	await page.keyboard.press('u');
	const asked = page.getByRole('dialog', { name: 'Take back your submission?' });
	await asked.getByRole('button', { name: 'Leave it submitted' }).click();
	await page.getByRole('button', { name: 'Take back' }).click();
	await asked.getByRole('button', { name: 'Take back', exact: true }).click();
	await expect(page.getByText('This case is open again.')).toBeVisible();
	await expect(page.getByRole('region', { name: 'Signature' })).toHaveCount(0);
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
	await page.keyboard.press('u');
	await expect(changed).toHaveAttribute('data-row', place!);
	await expect(changed.locator('[aria-checked="true"]')).toHaveText('7');
	await saved(page);
});

test('after a reload there is nothing to undo, and the page says so', async ({ demo, page }) => {
	await openCase(page, demo.origin);
	const words = page.getByText('Nothing to undo since this page was opened.');
	await page.keyboard.press('u');
	await expect(words).toBeVisible();
	await page.keyboard.press('7');
	await expect(words).toHaveCount(0);
	await saved(page);
	await page.keyboard.press('u');
	await saved(page);
	await expect(words).toHaveCount(0);
	await page.reload();
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
	await page.keyboard.press('u');
	await expect(words).toBeVisible();
});

test('a case that cannot be signed says why, and stays unsigned', async ({
	demo,
	page,
	browser
}) => {
	await openCase(page, demo.origin);
	await rateAll(page);
	const review = page.getByRole('dialog');
	const sign = review.getByRole('button', { name: 'Sign and submit' });

	await page.route('**/ratings', (route) => route.abort());
	await page.locator('li.row').last().click();
	await page.keyboard.press('1');
	await page.keyboard.press('2');
	await page.keyboard.press('2');
	await page.keyboard.press('Control+Enter');
	await expect(review).toContainText(
		/The server does not answer: \d changes? waits? in this browser\. You can sign once everything is saved\./
	);
	await expect(sign).toBeDisabled();
	await page.unroute('**/ratings');
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(sign).toBeEnabled();

	// In another tab the case is signed and taken back: what this page shows is not what would be signed.
	const other = await page.context().newPage();
	await other.goto(page.url());
	await expect(other.locator('.screen')).toHaveAttribute('data-ready', 'true');
	await other.keyboard.press('Control+Enter');
	await other.getByRole('button', { name: 'Sign and submit' }).click();
	await other.getByRole('button', { name: 'Take back' }).click();
	const asked = other.getByRole('dialog', { name: 'Take back your submission?' });
	await asked.getByRole('button', { name: 'Take back', exact: true }).click();
	await expect(other.getByText('This case is open again.')).toBeVisible();
	await other.close();
	await sign.click();
	await expect(review.getByRole('alert')).toContainText('submitted and opened again meanwhile');
	await review.getByRole('button', { name: 'Back' }).click();
	await expect(page.getByText('This case is open again.')).toBeVisible();
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');

	const desk = await (await browser.newContext()).newPage();
	await signIn(desk, demo.origin, 'coordinator@demo.example');
	await page.keyboard.press('Control+Enter');
	await expect(sign).toBeEnabled();
	await desk.goto(`${demo.origin}/studies/demo/rounds?ask=close`);
	await desk.getByRole('button', { name: 'Close round 1' }).click();
	await expect(desk.getByText(/^Round 1 is closed\./)).toBeVisible();
	await desk.context().close();
	await sign.click();
	await expect(review.getByRole('alert')).toContainText('The coordinator has closed this round');
	await review.getByRole('button', { name: 'Back' }).click();
	await expect(page.getByRole('banner')).toContainText('Closed by the coordinator');
	await expect(page.getByRole('region', { name: 'Signature' })).toHaveCount(0);
});

test('a case that was signed in another tab counts as signed', async ({ demo, page }) => {
	await openCase(page, demo.origin);
	await rateAll(page);
	const other = await page.context().newPage();
	await other.goto(page.url());
	await expect(other.locator('.screen')).toHaveAttribute('data-ready', 'true');
	for (const tab of [page, other]) {
		await tab.bringToFront();
		await tab.keyboard.press('Control+Enter');
		await tab.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(tab.getByRole('region', { name: 'Signature' })).toBeVisible();
	}
	await other.close();
});

test('a locked case says so, and refuses what was still on its way', async ({
	demo,
	page,
	browser
}) => {
	await openCase(page, demo.origin);
	const desk = await (await browser.newContext()).newPage();
	await signIn(desk, demo.origin, 'coordinator@demo.example');
	await desk.goto(`${demo.origin}/studies/demo/rounds?ask=close`);
	await desk.getByRole('button', { name: 'Close round 1' }).click();
	await expect(desk.getByText(/^Round 1 is closed\./)).toBeVisible();

	await page.keyboard.press('3');
	const refused = page.getByRole('dialog', { name: 'A change was not accepted' });
	await expect(refused).toContainText('The coordinator has closed this round');
	await refused.getByRole('button', { name: 'Discard this change' }).click();
	await expect(page.getByRole('banner')).toContainText('Closed by the coordinator');
	await expect(page.getByRole('radio')).toHaveCount(0);
	await expect(page.getByRole('button', { name: 'Take back' })).toHaveCount(0);
	await desk.context().close();
});
