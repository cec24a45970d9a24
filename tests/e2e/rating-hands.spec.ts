/** Hands on the case screen: one digit too many, the mouse, an input method, a paste that is too long. */
import type { Locator, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addStudy, caseId } from './small-study.ts';

// Requests that pass through a service worker cannot be held up by the test.
test.use({ serviceWorkers: 'block' });
test.describe.configure({ mode: 'parallel' });

const LENGTH = 4;

const rows = (page: Page) => page.locator('li.row');
const framed = (page: Page) => page.locator('li.row.focus');
const cell = (page: Page, row: number, score: number) =>
	rows(page)
		.nth(row)
		.getByRole('radio')
		.nth(score - 1);
const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

/** The scores on the screen; '' where there is none. */
const scores = (page: Page) =>
	page
		.getByRole('radiogroup')
		.evaluateAll((groups) =>
			groups.map((group) => group.querySelector('[aria-checked=true]')?.textContent?.trim() ?? '')
		);

const expectFramed = (page: Page, row: number) =>
	expect(framed(page)).toHaveAttribute('data-row', String(row));

/** Opens the case of a study that is made for one test. */
async function openCase(page: Page, installation: Installation, slug: string): Promise<void> {
	const rater = `${slug}@hands.example`;
	await addStudy(installation, { slug, lengths: [LENGTH], raters: [rater] });
	await signIn(page, installation.origin, rater);
	await page.goto(`${installation.origin}/cases`);
	await page
		.locator('a.case')
		.filter({ hasText: caseId(0) })
		.click();
	await page.locator('[data-ready=true]').waitFor();
}

test('one digit too many changes nothing; a correction stays one key', async ({
	installation,
	page
}) => {
	await openCase(page, installation, 'hands-digits');
	for (const key of ['6', '7', '8', '9', '2']) await page.keyboard.press(key);
	await expect(framed(page)).toContainText('Already rated 9. Press 2 again to change it to 2.');
	await expect(page.getByRole('status').filter({ hasText: 'Press 2 again' })).toBeAttached();
	expect(await scores(page)).toEqual(['6', '7', '8', '9']);

	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('3');
	const said = page.getByText('Action 3 changed from 8 to 3.').last();
	await expect(said).toBeVisible();
	expect(await scores(page)).toEqual(['6', '7', '3', '9']);
	await page.getByRole('button', { name: 'Undo' }).click();
	await expect(said).toHaveCount(0);
	expect(await scores(page)).toEqual(['6', '7', '8', '9']);

	// By its words, a row is chosen and nothing more.
	await rows(page).nth(0).locator('.text').click();
	await page.keyboard.press('1');
	expect(await scores(page)).toEqual(['1', '7', '8', '9']);
	// Its comment was the last thing done there, so a digit may be meant for the next one.
	await rows(page).nth(1).locator('.text').click();
	await page.keyboard.press('c');
	await page.keyboard.type('why');
	await page.keyboard.press('Escape');
	await page.keyboard.press('5');
	await expect(framed(page)).toContainText('Already rated 7.');
	expect(await scores(page)).toEqual(['1', '7', '8', '9']);
	await page.keyboard.press('5');
	expect(await scores(page)).toEqual(['1', '5', '8', '9']);
	await saved(page);
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	expect(await scores(page)).toEqual(['1', '5', '8', '9']);
});

test('a click goes on as a key does, and a double one rates once', async ({
	installation,
	page
}) => {
	await openCase(page, installation, 'hands-mouse');
	await cell(page, 1, 4).click();
	await expectFramed(page, 2);
	await page.keyboard.press('8');
	expect(await scores(page)).toEqual(['', '4', '8', '']);
	await expectFramed(page, 3);
	await cell(page, 0, 6).dblclick();
	expect(await scores(page)).toEqual(['6', '4', '8', '']);
	await expectFramed(page, 3);
	await cell(page, 3, 2).click();
	await page.keyboard.press('7');
	await expect(framed(page)).toContainText('Already rated 2. Press 7 again');
	await cell(page, 3, 9).click();
	await expect(page.getByText('Action 4 changed from 2 to 9.').last()).toBeVisible();
	expect(await scores(page)).toEqual(['6', '4', '8', '9']);
});

test('a paste that is too long stays whole, is counted, and is not saved', async ({
	installation,
	page
}) => {
	await openCase(page, installation, 'hands-long');
	const long = 'x'.repeat(4_217);
	const expectWhole = (field: Locator) =>
		expect.poll(() => field.inputValue().then(({ length }) => length)).toBe(long.length);
	const tooMany = '217 characters too many: at most 4,000 fit.';

	await page.keyboard.press('c');
	const comment = page.getByRole('textbox', { name: 'Comment on action 1' });
	await page.keyboard.insertText(long);
	await expectWhole(comment);
	await expect(framed(page).getByRole('status')).toContainText(tooMany);
	await page.keyboard.press('Escape');
	await expect(framed(page)).toContainText('The comment is too long and not saved.');
	await expect(page.getByRole('banner')).toContainText('A comment is too long: not saved');
	await page.keyboard.press('j');
	await page.keyboard.press('k');
	await page.keyboard.press('c');
	await expectWhole(comment);
	await comment.fill('x'.repeat(4_000));
	await expect(framed(page).getByRole('status')).toBeEmpty();
	await page.keyboard.press('Escape');
	await saved(page);

	const whole = page.getByRole('textbox', { name: /^Comment on the case/ });
	await whole.focus();
	await page.keyboard.insertText(long);
	await expectWhole(whole);
	await expect(page.getByText(tooMany)).toBeVisible();
	await expect(page.getByRole('banner')).toContainText('A comment is too long: not saved');
	await rows(page).nth(0).locator('.text').click();
	for (const key of ['7', '7', '7', '7', 'Control+Enter']) await page.keyboard.press(key);
	const review = page.getByRole('dialog');
	await expect(review.getByRole('button', { name: 'Sign and submit' })).toBeDisabled();
	await page.keyboard.press('Escape');
	page.on('dialog', (dialog) => void dialog.accept());
	await page.reload();
	await page.locator('[data-ready=true]').waitFor();
	await expectWhole(whole);
	await whole.fill('Short enough.');
	await whole.blur();
	await saved(page);
	await page.reload();
	await expect(whole).toHaveValue('Short enough.');
});

test('an input method keeps the keys it composes with', async ({ installation, page }) => {
	await openCase(page, installation, 'hands-ime');
	/** A key as the browser reports it while characters are being put together. */
	const compose = (key: string) =>
		page.evaluate(
			(pressed) =>
				document.activeElement!.dispatchEvent(
					new KeyboardEvent('keydown', {
						key: pressed,
						isComposing: true,
						bubbles: true,
						cancelable: true
					})
				),
			key
		);
	await compose('7');
	await expectFramed(page, 0);
	await page.keyboard.press('c');
	const comment = page.getByRole('textbox', { name: 'Comment on action 1' });
	await expect(comment).toBeFocused();
	expect(await compose('Escape')).toBe(true);
	await expect(comment).toBeFocused();
	await page.keyboard.press('Escape');
	await expect(comment).toHaveCount(0);
	await page.keyboard.press('Shift+C');
	expect(await compose('Escape')).toBe(true);
	await expect(page.getByRole('textbox', { name: /^Comment on the case/ })).toBeFocused();
	await page.keyboard.press('Escape');
	await page.keyboard.press('g');
	await expect(page.getByRole('searchbox')).toBeFocused();
	expect(await compose('Escape')).toBe(true);
	await expect(page.getByRole('searchbox')).toBeFocused();
	expect(await scores(page)).toEqual(['', '', '', '']);
});
