/**
 * A coordinator writes a case without touching the mouse: five actions from a list, two of them alternatives, one that
 * depends on another; looks at it as a rater will, changes the order, and finds what was not saved after a reload.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';
import { addMember, succeed } from './small-study.ts';

const SLUG = 'case-writing';
const CORA = 'cora.writing@primum.test';
const CASES = `/studies/${SLUG}/cases`;
/** Where pictures of the screens go, for whoever wants to look at them. */
const PICTURES = process.env.PRIMUM_PICTURES;

const LIST = [
	'Diagnostic:',
	'1. Order an ECG at once',
	'2) Order an ECG within the hour',
	'- Order a troponin',
	'Medication',
	'• Give aspirin 300 mg',
	'Send home\tFollow-up'
].join('\n');

async function expectWell(page: Page, name: string): Promise<void> {
	expect((await new AxeBuilder({ page }).analyze()).violations, name).toEqual([]);
	const size = page.viewportSize()!;
	for (const width of [390, 1024, size.width]) {
		await page.setViewportSize({ ...size, width });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width);
		if (PICTURES === undefined) continue;
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			const path = `${PICTURES}/${name}-${width}-${colorScheme}.png`;
			await page.screenshot({ path, fullPage: true });
		}
		await page.emulateMedia({ colorScheme: 'light' });
	}
}

/** Presses Tab until the keyboard is there. */
async function tabTo(page: Page, there: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
	await expect(there).toHaveCount(1);
	for (let presses = 0; presses < 150; presses += 1) {
		if (await there.evaluate((element) => element === document.activeElement)) return;
		await page.keyboard.press(key);
	}
	throw new Error(`The keyboard does not come to ${String(there)}.`);
}

test('a case is written, looked at, changed and kept by the keyboard alone', async ({
	installation,
	browser
}) => {
	test.setTimeout(180_000);
	const { origin } = installation;
	await succeed(installation, 'study', 'create', SLUG, '--name', 'Writing');
	await addMember(installation, SLUG, CORA, 'coordinator');
	const context = await browser.newContext({
		viewport: { width: 1440, height: 900 },
		permissions: ['clipboard-read', 'clipboard-write']
	});
	const page = await context.newPage();
	await signIn(page, origin, CORA);
	const { keyboard } = page;
	const field = (name: string) => page.getByLabel(name, { exact: true });
	const texts = page.locator('textarea[name=text]');

	await test.step('the empty study offers to write the first case', async () => {
		await page.goto(origin + CASES);
		await expectWell(page, 'empty');
		await tabTo(page, page.getByRole('link', { name: 'Write the first case' }));
		await keyboard.press('Enter');
		await expect(page.getByRole('heading', { name: 'New case' })).toBeVisible();
	});

	await test.step('what is missing is said at its field, and what was typed stays', async () => {
		await tabTo(page, field('Specialty'));
		await keyboard.type('Card');
		await keyboard.press('Tab');
		await expect(field('ID')).toBeFocused();
		await expect(field('ID')).toHaveValue('Card001');
		await keyboard.press('Tab');
		await keyboard.type('An invented man of 60 has pain in the chest.');
		await keyboard.press('Tab');
		await keyboard.type('What should be done?');
		await keyboard.press('Control+Enter');
		await expect(page.getByText('Write what is done, or take the action out.')).toBeVisible();
		await expect(field('Presentation')).toHaveValue(/^An invented man/);
		await expect(field('Text of action 1')).toBeFocused();
	});

	await test.step('a list that is pasted becomes actions, once it is looked at', async () => {
		await page.evaluate((list) => navigator.clipboard.writeText(list), LIST);
		await keyboard.press('Control+V');
		const dialog = page.getByRole('dialog', { name: 'Make 5 actions of the list?' });
		await expect(dialog.getByRole('listitem')).toContainText([
			'Order an ECG at once Diagnostic',
			'Order an ECG within the hour Diagnostic',
			'Order a troponin Diagnostic',
			'Give aspirin 300 mg Medication',
			'Send home Follow-up'
		]);
		await expectWell(page, 'paste');
		await keyboard.press('Enter');
		await expect(texts).toHaveCount(5);
		await expect(field('Text of action 5')).toBeFocused();
	});

	await test.step('two are alternatives, and one depends on another', async () => {
		for (const number of [1, 2]) {
			const row = page.getByRole('listitem').filter({ has: field(`Text of action ${number}`) });
			await tabTo(page, row.locator('summary'), number === 1 ? 'Shift+Tab' : 'Tab');
			await keyboard.press('Enter');
			await keyboard.press('Tab');
			await keyboard.type('ECG');
			await keyboard.press('Tab');
			await expect(row.getByLabel('Type of group')).toHaveValue('alternative');
		}
		await expect(page.getByText('of actions 1, 2')).toBeVisible();
		const third = page.getByRole('listitem').filter({ has: field('Text of action 3') });
		await tabTo(page, third.locator('summary'));
		await keyboard.press('Enter');
		await tabTo(page, third.getByLabel('Depends on'));
		await keyboard.type('3');
		await keyboard.press('Control+Enter');
		await expect(
			page.getByText('Action 3 would depend on itself: take the number out.')
		).toBeVisible();
		await expect(third.getByLabel('Depends on')).toBeFocused();
		await keyboard.press('Control+A');
		await keyboard.type('1');
		await expectWell(page, 'new');
		await keyboard.press('Control+Enter');
		await page.waitForURL(`**${CASES}/Card001?written`);
		await expect(page.getByText('Card001 is in the study.')).toBeVisible();
		await expectWell(page, 'written');
	});

	await test.step('it is seen as a rater sees it', async () => {
		await tabTo(page, page.getByRole('link', { name: 'Preview as a rater' }));
		await keyboard.press('Enter');
		const preview = page.getByRole('dialog', { name: 'Card001' });
		await expect(preview.getByRole('radiogroup')).toHaveCount(5);
		await expect(preview.getByText('What should be done?')).toBeVisible();
		await expectWell(page, 'preview');
		await keyboard.press('Escape');
		await expect(preview).toHaveCount(0);
	});

	await test.step('Enter adds an action that is much like another, and the order changes', async () => {
		await tabTo(page, field('Text of action 4'));
		await keyboard.press('End');
		await keyboard.press('Enter');
		await expect(field('Text of action 6')).toBeFocused();
		await keyboard.type('Give aspirin 300 mg!');
		await expect(page.getByText('It says the same as action 4.')).toBeVisible();
		await keyboard.press('Control+A');
		await keyboard.type('Give aspirin 300 mg now');
		await expect(page.getByText('It is much like action 4.')).toBeVisible();
		await keyboard.press('Alt+ArrowUp');
		await keyboard.press('Alt+ArrowUp');
		await expect(field('Text of action 6')).toBeFocused();
		await expect(texts.nth(2)).toHaveValue('Give aspirin 300 mg now');
		await expectWell(page, 'edit');
	});

	await test.step('what is not saved is there after a reload', async () => {
		await expect(page.getByRole('status').getByText('1 field not saved')).toBeVisible();
		// The browser asks on its own before a reload; the page would be closed by a crash without a question.
		const url = page.url();
		await page.waitForTimeout(400);
		const other = await context.newPage();
		await other.goto(url.replace('?preview', ''));
		await expect(other.getByText(/^Restored what you typed on .*: Actions\./)).toBeVisible();
		await expect(other.locator('textarea[name=text]').nth(2)).toHaveValue(
			'Give aspirin 300 mg now'
		);
		await other.keyboard.press('Control+Enter');
		await tabTo(other, other.getByRole('button', { name: 'Save the case' }));
		await other.keyboard.press('Enter');
		await expect(
			other.getByText('The case is saved. Nothing that anybody has rated was changed.')
		).toBeVisible();
		await other.goto(`${origin}${CASES}/Card001`);
		const history = other.getByRole('region', { name: 'History' });
		await expect(history).toContainText('Action 6 was added');
		await expect(history).toContainText('The case was written by hand');
		const shown = await succeed(
			installation,
			...['cases', 'show', 'Card001', '--study', SLUG, '--json']
		);
		expect(JSON.parse(shown)).toMatchObject({
			case: {
				...{ externalId: 'Card001', question: 'What should be done?', heldOut: false },
				groups: [{ name: 'ECG', pickType: 'min', pickCount: 1 }]
			}
		});
	});
});
