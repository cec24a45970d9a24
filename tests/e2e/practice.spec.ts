/**
 * The practice case from My cases to the end: by keyboard alone and by touch alone, in both languages, and
 * never a word of it to the server but that the person is done.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addStudy } from './small-study.ts';

/** One newcomer a test, because a person practises once. */
const person = (name: string) => `${name}@practice.example`;
const KEYS = person('keys');
const TOUCH = person('touch');
const SKIPS = person('skips');
const GERMAN = person('german');
const AXE = person('axe');

test.beforeAll(async ({ installation }) => {
	const raters = [KEYS, TOUCH, SKIPS, GERMAN, AXE];
	await addStudy(installation, { slug: 'practice', lengths: [4], raters });
});

async function open(
	browser: Browser,
	{ origin }: Installation,
	as: string,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext({ baseURL: origin, ...options });
	const page = await context.newPage();
	await signIn(page, origin, as);
	return page;
}

/** What the page sends to the server: paths of requests that change something, or that ask the API. */
function watch(page: Page): string[] {
	const sent: string[] = [];
	page.on('request', (request) => {
		const { pathname } = new URL(request.url());
		if (request.method() !== 'GET' || pathname.startsWith('/api/')) sent.push(pathname);
	});
	return sent;
}

const rows = (page: Page) => page.locator('li.row');
const framed = (page: Page) => page.locator('li.row.focus');
const explanation = (page: Page, number: number) =>
	rows(page)
		.nth(number - 1)
		.locator('[data-within]');
const coach = (page: Page) => page.getByRole('region', { name: 'What to try' });
const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();

async function violations(page: Page): Promise<string[]> {
	const { violations: found } = await new AxeBuilder({ page }).analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, role: 'link' | 'button', name: string | RegExp): Promise<void> {
	const wanted = page.getByRole(role, { name, exact: true }).and(page.locator(':focus'));
	for (let presses = 0; presses < 60; presses += 1) {
		if ((await wanted.count()) > 0) return;
		await page.keyboard.press('Tab');
	}
	throw new Error(`Tab never came to the ${role} "${name}".`);
}

test('by keyboard alone, each step ticking off, to the end', async ({ installation, browser }) => {
	const page = await open(browser, installation, KEYS);
	await expect(page.getByRole('heading', { name: 'New here?' })).toBeVisible();
	await expect(page.getByRole('link', { name: /^Start Card001/ })).toBeInViewport();
	await tabTo(page, 'link', 'Practise');
	await page.keyboard.press('Enter');
	await ready(page);
	const sent = watch(page);
	const step = (title: string, done: number) =>
		expect(coach(page)).toContainText(new RegExp(`${title}.*${done}/8`, 's'));

	await expect(page.getByText('nothing is saved or counted')).toBeVisible();
	await step('Rate the framed action', 0);
	await page.keyboard.press('6');
	await expect(explanation(page, 1)).toContainText('Outside the range');
	await expect(explanation(page, 1)).toContainText('You gave 6. Most would give 7 or 8.');
	await expect(page.locator('[aria-live]').first()).toContainText('You gave 6.');
	await step('Change an answer', 1);
	await page.keyboard.press('ArrowUp');
	await page.keyboard.press('7');
	await expect(explanation(page, 1)).toContainText('Within the range');
	await step('Write a comment', 2);
	await page.keyboard.press('c');
	await page.keyboard.type('As in every case of 6.7');
	await expect(page.getByText('Here it is not kept.')).toBeVisible();
	await page.keyboard.press('Escape');
	await step('Flag the duplicate', 3);
	await page.keyboard.press('9');
	await page.keyboard.press('3');
	await expect(framed(page)).toContainText('electrocardiogram with twelve leads');
	await page.keyboard.press('f');
	await page.keyboard.press('4');
	await page.keyboard.press('Escape');
	await step('Say that one cannot be rated', 4);
	await page.keyboard.press('8');
	await page.keyboard.press('2');
	await expect(framed(page)).toContainText('Adjust the dose of the diuretic');
	await page.keyboard.press('0');
	await page.keyboard.press('3');
	await expect(explanation(page, 6)).toContainText('Most would say so too.');
	await step('Take something back', 5);
	await page.keyboard.press('5');
	await page.keyboard.press('u');
	await expect(explanation(page, 7)).toHaveCount(0);
	await page.keyboard.press('5');
	await step('Look at all keys', 6);
	await page.keyboard.press('?');
	await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
	await page.keyboard.press('Escape');
	await step('Finish', 7);

	await page.keyboard.press('Control+Enter');
	const early = page.getByRole('dialog', { name: 'Not finished yet' });
	await expect(early).toContainText('1 action has no answer yet.');
	await page.keyboard.press('Escape');
	await page.keyboard.press('6');
	expect(sent).toEqual([]);
	await page.keyboard.press('Control+Enter');
	const summary = page.getByRole('dialog', { name: 'Practice finished' });
	await expect(summary).toContainText('6 of 8 within the range');
	await expect(summary).not.toContainText('Not tried yet');
	await tabTo(page, 'button', /Prescribe potassium chloride/);
	await page.keyboard.press('Enter');
	await expect(summary).toHaveCount(0);
	await expect(framed(page)).toContainText('Prescribe potassium chloride');
	await page.keyboard.press('1');
	await page.keyboard.press('Control+Enter');
	await expect(summary).toContainText('7 of 8 within the range');
	await tabTo(page, 'button', 'To my cases');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/cases');
	expect(new Set(sent)).toEqual(new Set(['/practice/done']));

	await expectPractised(page);
	await page.reload();
	await expectPractised(page);
	const elsewhere = await open(browser, installation, KEYS);
	await expectPractised(elsewhere);
	await elsewhere.getByRole('link', { name: 'Practice case' }).click();
	await ready(elsewhere);
	await expect(elsewhere.getByRole('radio', { checked: true })).toHaveCount(0);
	await elsewhere.context().close();
	await page.context().close();
});

async function expectPractised(page: Page): Promise<void> {
	await expect(page.getByRole('link', { name: 'Practice case' })).toBeVisible();
	await expect(page.getByRole('heading', { name: 'New here?' })).toHaveCount(0);
}

test('an explanation that opens does not push the framed row down', async ({
	installation,
	browser
}) => {
	const page = await open(browser, installation, AXE, { viewport: { width: 1024, height: 768 } });
	await page.goto('/practice');
	await ready(page);
	for (const key of ['6', '9', '2', '8', '1', '4', '5']) {
		const next = page.locator('li.row.focus');
		const place = Number(await next.getAttribute('data-row')) + 1;
		const before = (await page.locator(`[data-row="${place}"]`).boundingBox())!.y;
		await page.keyboard.press(key);
		await expect(explanation(page, place)).toBeAttached();
		const after = (await page.locator(`[data-row="${place}"]`).boundingBox())!.y;
		expect(after, `row ${place + 1}`).toBeLessThanOrEqual(before + 1);
	}
	await page.context().close();
});

test('by touch alone, on a phone', async ({ installation, browser }) => {
	const page = await open(browser, installation, TOUCH, {
		hasTouch: true,
		isMobile: true,
		viewport: { width: 390, height: 844 }
	});
	await expect(page.getByRole('link', { name: /^Start Card001/ })).toBeInViewport();
	await page.getByRole('link', { name: 'Practise', exact: true }).tap();
	await ready(page);
	const sent = watch(page);
	await expect(coach(page)).toContainText('0/6');
	await expect(coach(page).locator('kbd')).toHaveCount(0);
	await page.getByRole('button', { name: 'Presentation and question' }).tap();
	const rate = async (number: number, score: number) => {
		const cell = rows(page)
			.nth(number - 1)
			.getByRole('radio')
			.nth(score - 1);
		await cell.tap();
		await expect(cell).toBeChecked();
		await expect(explanation(page, number)).toContainText(`You gave ${score}.`);
	};
	await rate(1, 6);
	// It opened below what can be seen; the foot says so and leads there.
	await page.getByRole('button', { name: 'Read why' }).tap();
	await expect(explanation(page, 1)).toBeInViewport({ ratio: 1 });
	await expect(page.getByRole('button', { name: 'Read why' })).toHaveCount(0);
	await rate(1, 7);
	await framed(page).getByRole('button', { name: 'Comment' }).tap();
	await page.getByRole('textbox', { name: 'Comment on action 1' }).fill('A word');
	await page.getByRole('button', { name: 'Done', exact: true }).tap();
	await rate(2, 9);
	await rate(3, 3);
	await rate(4, 9);
	await framed(page).getByRole('button', { name: 'Flag' }).tap();
	await page.getByRole('button', { name: 'Duplicate of another action' }).tap();
	await page.getByRole('button', { name: 'Done', exact: true }).tap();
	await rate(5, 1);
	await rows(page).nth(5).tap();
	await framed(page).getByRole('button', { name: 'Cannot rate' }).tap();
	await page.getByRole('button', { name: 'Wording is ambiguous' }).tap();
	await rate(7, 5);
	await rate(8, 9);
	await expect(coach(page)).toContainText('5/6');
	await page.getByRole('button', { name: 'All steps' }).tap();
	await expect(coach(page).getByRole('listitem')).toHaveCount(6);
	expect(sent).toEqual([]);
	await page.getByRole('button', { name: 'Finish', exact: true }).tap();
	const summary = page.getByRole('dialog', { name: 'Practice finished' });
	await expect(summary).toContainText('8 of 8 within the range');
	expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
	await summary.getByRole('button', { name: 'To my cases' }).tap();
	await page.waitForURL('**/cases');
	await expectPractised(page);
	await page.context().close();
});

test('skipped with one press, or put off from My cases', async ({ installation, browser }) => {
	const page = await open(browser, installation, SKIPS);
	await page.goto('/practice');
	await page.getByRole('button', { name: 'Skip practice' }).click();
	await page.waitForURL('**/cases');
	await expectPractised(page);
	await page.context().close();

	const other = await open(browser, installation, GERMAN);
	await other.getByRole('button', { name: 'Not now' }).click();
	await other.waitForURL('**/cases');
	await expectPractised(other);
	await other.context().close();
});

test('with letters of one’s own, and without single keys', async ({ installation, browser }) => {
	const page = await open(browser, installation, AXE);
	await page.goto('/practice');
	await ready(page);
	await page.keyboard.press('?');
	await page.getByText('Other letters').click();
	await page.getByLabel('comment', { exact: true }).fill('m');
	await page.keyboard.press('Escape');
	for (const key of ['6', 'ArrowUp', '7']) await page.keyboard.press(key);
	await expect(coach(page)).toContainText('On any action: m, a word or two, then Esc.');
	await page.keyboard.press('m');
	await page.keyboard.type('A word');
	await page.keyboard.press('Escape');
	await expect(coach(page)).toContainText('Flag the duplicate');
	await page.keyboard.press('?');
	await page.getByLabel('Single keys act').uncheck();
	await page.keyboard.press('Escape');
	await expect(coach(page)).toContainText('On the later one: “Flag”, then “Duplicate”.');
	await page.context().close();
});

test('in German', async ({ installation, browser }) => {
	const page = await open(browser, installation, GERMAN);
	// As the choice of a language remembers it.
	const chosen = { name: 'primum-language', value: 'de', url: installation.origin };
	await page.context().addCookies([chosen]);
	await page.goto('/practice');
	await ready(page);
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Übungsfall');
	await expect(page.getByText('nichts wird gespeichert oder gezählt')).toBeVisible();
	for (const key of ['6', '9', '2', '8', '1', '0', '3', '5', '9']) await page.keyboard.press(key);
	await expect(explanation(page, 1)).toContainText('Die meisten würden 7 oder 8 geben.');
	await page.keyboard.press('Control+Enter');
	const summary = page.getByRole('dialog', { name: 'Übung abgeschlossen' });
	await expect(summary).toContainText('7 von 8 im Bereich');
	await expect(summary.getByText('Strg+Enter')).toBeVisible();
	await summary.getByRole('button', { name: 'Zu meinen Fällen' }).click();
	await page.waitForURL('**/cases');
	await page.context().close();
});

for (const { colorScheme, width } of [
	{ colorScheme: 'light', width: 1440 },
	{ colorScheme: 'dark', width: 390 }
] as const) {
	test(`no state has a violation: ${colorScheme}, ${width} px`, async ({
		installation,
		browser
	}) => {
		const page = await open(browser, installation, AXE, {
			colorScheme,
			viewport: { width, height: 850 },
			reducedMotion: 'reduce'
		});
		const seen: Record<string, string[]> = { offered: await violations(page) };
		await page.goto('/practice');
		await ready(page);
		seen['as it opens'] = await violations(page);
		await page.keyboard.press('6');
		await page.keyboard.press('9');
		seen['explained'] = await violations(page);
		await page.getByRole('button', { name: 'All steps' }).click();
		seen['all steps'] = await violations(page);
		await page.keyboard.press('Control+Enter');
		await page.getByRole('dialog').waitFor();
		seen['not finished'] = await violations(page);
		await page.keyboard.press('Escape');
		for (const key of ['2', '8', '1', '0', '3', '5', '6']) await page.keyboard.press(key);
		await page.route('**/practice/done', (route) => route.abort());
		await page.keyboard.press('Control+Enter');
		await page.getByRole('dialog').waitFor();
		seen['finished'] = await violations(page);
		expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, []])));
		await page.context().close();
	});
}
