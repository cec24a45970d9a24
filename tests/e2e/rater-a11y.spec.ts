/**
 * A rater's screens for everyone: no violation that axe can find, in any state, in both themes, wide and
 * narrow; and a whole case rated and signed by keyboard alone, and by touch alone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addStudy, caseId } from './small-study.ts';

const CHITRA = 'chitra@primum.example';
const LENGTH = 6;
/** Each theme at the width where the other was not: colours do not depend on it, and the walk is long. */
const LOOKS = [
	{ colorScheme: 'light', width: 1440 },
	{ colorScheme: 'dark', width: 390 }
] as const;

test.beforeAll(async ({ installation }) => {
	const lengths = Array.from({ length: LOOKS.length + 2 }, () => LENGTH);
	await addStudy(installation, { slug: 'access', lengths, raters: [CHITRA] });
});

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page }).analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const hrefOf = async (page: Page, id: string) =>
	(await page.locator('a.case').filter({ hasText: id }).getAttribute('href'))!;

/** Opens a case with nothing open above it. */
async function openFresh(page: Page, href: string): Promise<void> {
	await page.goto(href);
	await page.locator('[data-ready=true]').waitFor();
}

const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** What can be open on the case screen, and how one gets there. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
	'as it opens': async () => {},
	'cannot rate': press('0'),
	comment: press('c'),
	flags: press('f'),
	guidelines: press('g'),
	keys: press('?'),
	review: press('Control+Enter'),
	rated: async (page) => {
		for (const key of ['3', '7', 'f', '1']) await page.keyboard.press(key);
		await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	},
	'changed elsewhere': async (page) => {
		await page.route('**/ratings', (route) =>
			route.fulfill({
				status: 409,
				json: {
					detail: 'Changed elsewhere.',
					current: {
						version: 9,
						value: { score: 2, cannotRate: null, comment: 'Seen', flags: ['other'] }
					}
				}
			})
		);
		await page.keyboard.press('8');
		await expect(page.getByRole('dialog', { name: 'Changed elsewhere' })).toBeVisible();
	},
	'not accepted': async (page) => {
		await page.route('**/ratings', (route) =>
			route.fulfill({ status: 400, json: { detail: 'This cannot be saved.' } })
		);
		await page.keyboard.press('5');
		await expect(page.getByRole('dialog', { name: 'A change was not accepted' })).toBeVisible();
	},
	'signed out': async (page) => {
		await page.route('**/ratings', (route) => route.fulfill({ status: 401, json: {} }));
		await page.keyboard.press('6');
		await expect(page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
	},
	offline: async (page) => {
		await page.route('**/ratings', (route) => route.abort());
		await page.keyboard.press('6');
		await expect(page.getByTitle('Try again now')).toBeVisible();
	}
};

async function openContext(
	browser: Browser,
	{ origin }: Installation,
	options: BrowserContextOptions
): Promise<Page> {
	const context = await browser.newContext({ baseURL: origin, ...options });
	const page = await context.newPage();
	page.on('dialog', (dialog) => void dialog.accept());
	return page;
}

for (const [look, { colorScheme, width }] of LOOKS.entries()) {
	test(`no screen has a violation: ${colorScheme}, ${width} px`, async ({
		installation,
		browser
	}) => {
		test.setTimeout(240_000);
		const page = await openContext(browser, installation, {
			colorScheme,
			viewport: { width, height: 850 },
			// What fades would be caught at a contrast it does not stay at.
			reducedMotion: 'reduce'
		});
		const seen: Record<string, string[]> = {};
		await page.goto('/sign-in');
		seen['sign-in'] = await violations(page);
		await page.getByLabel('E-mail address').fill(CHITRA);
		await page.getByLabel('Password').fill('wrong');
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await page.getByRole('alert').waitFor();
		seen['sign-in refused'] = await violations(page);
		await signIn(page, installation.origin, CHITRA);
		await page.goto('/cases');
		seen['my cases'] = await violations(page);
		const href = await hrefOf(page, caseId(look));
		for (const [name, prepare] of Object.entries(STATES)) {
			await openFresh(page, href);
			await prepare(page);
			seen[`case, ${name}`] = await violations(page);
			await page.unrouteAll();
			await forgetWaiting(page);
		}
		const none = Object.fromEntries(Object.keys(seen).map((name) => [name, []]));
		expect(seen).toEqual(none);
		await page.context().close();
	});
}

/** What a state made wait is dropped, so that the next state begins as the first did. */
async function forgetWaiting(page: Page): Promise<void> {
	await page.goto('/sign-in');
	await page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				const opened = indexedDB.open('primum');
				opened.onerror = () => reject(opened.error);
				opened.onsuccess = () => {
					const change = opened.result.transaction('pending', 'readwrite');
					change.objectStore('pending').clear();
					change.oncomplete = () => {
						opened.result.close();
						resolve();
					};
				};
			})
	);
}

async function expectSubmitted(page: Page): Promise<void> {
	await expect(page.getByText('I rated these actions independently.').first()).toBeVisible();
	await expect(page.getByRole('radio')).toHaveCount(0);
}

test('a case is rated and signed by keyboard alone', async ({ installation, browser }) => {
	const page = await openContext(browser, installation, {});
	await page.goto('/sign-in');
	const focused = (role: string, name: string | RegExp) =>
		page.getByRole(role as 'link', { name }).and(page.locator(':focus'));
	/** Goes on by Tab until something has the focus. */
	const tabTo = async (role: 'link' | 'button' | 'textbox', name: string | RegExp) => {
		for (let presses = 0; presses < 60; presses += 1) {
			if ((await focused(role, name).count()) > 0) return;
			await page.keyboard.press('Tab');
		}
		throw new Error(`Tab never came to the ${role} "${name}".`);
	};
	await tabTo('textbox', 'E-mail address');
	await page.keyboard.type(CHITRA);
	await page.keyboard.press('Tab');
	await page.keyboard.type('first do no harm');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/cases');
	await tabTo('link', new RegExp(`^${caseId(LOOKS.length)}`));
	await page.keyboard.press('Enter');
	await page.locator('[data-ready=true]').waitFor();

	await page.keyboard.press('7');
	await page.keyboard.press('c');
	await page.keyboard.type('Typed with 9 fingers');
	await page.keyboard.press('Escape');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('ArrowRight');
	await page.keyboard.press('Enter');
	await page.keyboard.press('j');
	await page.keyboard.press('f');
	await page.keyboard.press('1');
	await page.keyboard.press('Escape');
	await page.keyboard.press('4');
	await page.keyboard.press('0');
	await page.keyboard.press('2');
	for (let place = 4; place < LENGTH; place += 1) await page.keyboard.press('9');
	await expect(page.getByText(`${LENGTH} of ${LENGTH}`)).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	const answers = await page
		.getByRole('radiogroup')
		.evaluateAll((groups) =>
			groups.map((group) => group.querySelector('[aria-checked=true]')?.textContent?.trim() ?? '')
		);
	expect(answers).toEqual(['7', '2', '4', '', '9', '9']);
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('dialog')).toBeVisible();
	await tabTo('button', 'Sign and submit');
	await page.keyboard.press('Enter');
	await expectSubmitted(page);
	await page.context().close();
});

test('a case is rated and signed by touch alone', async ({ installation, browser }) => {
	const page = await openContext(browser, installation, {
		hasTouch: true,
		isMobile: true,
		viewport: { width: 390, height: 844 }
	});
	await signIn(page, installation.origin, CHITRA);
	await page
		.locator('a.case')
		.filter({ hasText: caseId(LOOKS.length + 1) })
		.tap();
	await page.locator('[data-ready=true]').waitFor();
	const rows = page.locator('li.row');
	for (let place = 0; place < LENGTH - 1; place += 1) {
		const cell = rows.nth(place).getByRole('radio').nth(place);
		await cell.tap();
		await expect(cell).toBeChecked();
	}
	const first = rows.first();
	await first.getByRole('radio').nth(4).tap();
	await first.getByRole('button', { name: 'Flag' }).tap();
	await page.getByRole('group', { name: 'Flags' }).getByRole('button').first().tap();
	await page.getByRole('button', { name: 'Done' }).tap();
	const last = rows.nth(LENGTH - 1);
	await last.tap();
	await last.getByRole('button', { name: 'Cannot rate' }).tap();
	await page.getByRole('button', { name: 'Not enough information' }).tap();
	await expect(page.getByText(`${LENGTH} of ${LENGTH}`)).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.getByRole('button', { name: 'Review and submit' }).tap();
	await page.getByRole('button', { name: 'Sign and submit' }).tap();
	await expectSubmitted(page);
	expect(await violations(page)).toEqual([]);
	await page.context().close();
});
