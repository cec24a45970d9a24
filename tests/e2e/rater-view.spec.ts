/**
 * What a rater sees, whatever the case, the screen and the colours: a presentation longer than the window,
 * text from right to left, forced colours, a banner above, a very wide screen, a server that takes its time.
 */
import type { Browser, BrowserContextOptions, Locator, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addMember, addStudy, caseId, type SmallStudy } from './small-study.ts';

test.describe.configure({ mode: 'parallel' });

const ARABIC = {
	presentation: Array.from({ length: 40 }, (_, line) => `الفقرة ${line + 1}: ضيق في الصدر.`).join(
		'\n\n'
	),
	question: 'ما الذي يجب فعله الآن؟',
	action: 'اعمل تخطيطا للقلب ECG اليوم'
};

async function open(
	browser: Browser,
	{ origin }: Installation,
	as: string,
	options: BrowserContextOptions = {}
): Promise<Page> {
	const context = await browser.newContext({
		baseURL: origin,
		// Requests that pass through a service worker cannot be held up by the test.
		serviceWorkers: 'block',
		...options
	});
	const page = await context.newPage();
	await signIn(page, origin, as);
	await page.goto('/cases');
	return page;
}

const openCase = async (page: Page) => {
	await page
		.locator('a.case')
		.filter({ hasText: caseId(0) })
		.click();
	await page.locator('[data-ready=true]').waitFor();
};

/** Makes a study with one case and one rater, and opens it for that person. */
async function openStudy(
	browser: Browser,
	installation: Installation,
	{ slug, words, lengths = [6] }: Pick<SmallStudy, 'slug' | 'words'> & { lengths?: number[] },
	options?: BrowserContextOptions
): Promise<Page> {
	const rater = `${slug}@view.example`;
	await addStudy(installation, { slug, lengths, raters: [rater], words });
	return open(browser, installation, rater, options);
}

const box = async (locator: Locator) => (await locator.boundingBox())!;
const style = (locator: Locator, property: string) =>
	locator.evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);

for (const { width, height } of [
	{ width: 1440, height: 900 },
	{ width: 390, height: 844 }
]) {
	test(`a long presentation is read by keyboard, its question in view: ${width} px`, async ({
		installation,
		browser
	}) => {
		const page = await openStudy(
			browser,
			installation,
			{ slug: `view-long-${width}`, words: ARABIC, lengths: [14] },
			{ viewport: { width, height } }
		);
		await openCase(page);
		const presentation = page.getByRole('region', { name: 'Presentation and question' });
		const question = page.getByText(ARABIC.question);
		const scrolled = () => presentation.evaluate(({ scrollTop }) => scrollTop);
		const left = () =>
			presentation.evaluate(
				({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight
			);
		await expect(question).toBeInViewport({ ratio: 1 });
		expect(await left()).toBeGreaterThan(500);

		await page.keyboard.press('r');
		await expect(presentation).toBeFocused();
		await page.keyboard.press('ArrowDown');
		await expect.poll(scrolled).toBeGreaterThan(0);
		await expect(page.locator('li.row.focus')).toHaveAttribute('data-row', '0');
		await expect(question).toBeInViewport({ ratio: 1 });
		await page.keyboard.press('End');
		await expect.poll(left).toBeLessThan(2);
		await expect(question).toBeInViewport({ ratio: 1 });
		// Where the keyboard is does not matter to a digit: it rates the framed action.
		await page.keyboard.press('Escape');
		await expect(page.locator('li.row.focus [role=radio]').first()).toBeFocused();
		await page.keyboard.press('r');
		await page.keyboard.press('7');
		await expect(page.locator('li.row.focus')).toHaveAttribute('data-row', '1');
		await page.keyboard.press('r');
		await page.keyboard.press('Home');
		await expect.poll(scrolled).toBe(0);
		await page.keyboard.press('r');
		await expect(page.locator('li.row.focus [role=radio]').first()).toBeFocused();
		// By Tab alone, from the top of the page.
		await page.getByRole('button', { name: 'Guidelines' }).focus();
		for (let presses = 0; presses < 3; presses += 1) {
			await page.keyboard.press('Tab');
			if (await presentation.evaluate((element) => element === document.activeElement)) break;
		}
		await expect(presentation).toBeFocused();
		await page.context().close();
	});
}

test('the guidelines scroll by arrow keys, and the frame stays', async ({
	installation,
	browser
}) => {
	const page = await openStudy(browser, installation, { slug: 'view-guide' });
	await openCase(page);
	await page.keyboard.press('g');
	await page.getByRole('region', { name: 'Guidelines' }).focus();
	await page.keyboard.press('ArrowDown');
	await expect(page.locator('li.row.focus')).toHaveAttribute('data-row', '0');
	await page.context().close();
});

test('what people wrote runs in its own direction', async ({ installation, browser }) => {
	const page = await openStudy(browser, installation, { slug: 'view-rtl', words: ARABIC });
	await openCase(page);
	await page.keyboard.press('c');
	await page.keyboard.type('السبب غير واضح');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Shift+C');
	await page.keyboard.type('الوزن غير مذكور');
	for (const written of [
		page.getByText('الفقرة 1:'),
		page.getByText(ARABIC.question),
		page.locator('li.row .text').first(),
		page.getByRole('textbox', { name: /^Comment on the case/ })
	]) {
		expect(await style(written, 'direction')).toBe('rtl');
	}
	expect(await style(page.locator('h1'), 'direction')).toBe('ltr');
	await page.keyboard.press('Escape');
	await page.keyboard.press('c');
	const comment = page.getByRole('textbox', { name: 'Comment on action 1' });
	expect(await style(comment, 'direction')).toBe('rtl');
	await page.keyboard.press('Escape');
	await page.keyboard.press('Control+Enter');
	const whole = page.getByRole('dialog').getByText('الوزن غير مذكور');
	expect(await style(whole, 'direction')).toBe('rtl');
	await page.context().close();
});

test('forced colours tell the current row, the answers and the bars', async ({
	installation,
	browser
}) => {
	const page = await openStudy(
		browser,
		installation,
		{ slug: 'view-forced' },
		{ forcedColors: 'active' }
	);
	await openCase(page);
	for (const key of ['3', '8']) await page.keyboard.press(key);
	const [current, other] = [
		page.locator('li.row.focus'),
		page.locator('li.row:not(.focus)').last()
	];
	expect(await style(current, 'border-top-color')).not.toBe(await style(other, 'border-top-color'));
	const ground = await style(page.locator('body'), 'background-color');
	// The others have none to be seen.
	expect(await style(other, 'border-top-color')).toBe(ground);
	expect(
		await style(page.getByRole('radio', { checked: true }).first(), 'background-color')
	).not.toBe(ground);
	expect(await style(page.getByRole('banner').locator('.bar'), 'background-color')).not.toBe(
		ground
	);
	await page.keyboard.press('Control+Enter');
	const bar = page.getByRole('dialog').locator('.column').nth(2).locator('.bar');
	expect(await style(bar, 'background-color')).not.toBe(ground);
	await page.goto('/cases');
	const track = page.locator('a.case .track').first();
	expect(await style(track, 'border-top-width')).toBe('1px');
	expect(await style(track.locator('.bar'), 'background-color')).not.toBe(ground);
	await page.context().close();
});

test('on a very wide screen everything stands in the middle', async ({ installation, browser }) => {
	const page = await openStudy(
		browser,
		installation,
		{ slug: 'view-wide' },
		{ viewport: { width: 2560, height: 1440 } }
	);
	const expectCentred = async (locator: Locator) => {
		const { x, width } = await box(locator);
		const whole = await page.evaluate(() => document.documentElement.clientWidth);
		expect(Math.abs(x - (whole - x - width))).toBeLessThan(2);
	};
	await expectCentred(page.getByRole('main'));
	await openCase(page);
	await expectCentred(page.getByRole('main'));
	const { x } = await box(page.getByRole('main'));
	expect((await box(page.getByRole('link', { name: 'Primum' }))).x).toBeCloseTo(x + 20, 0);
	expect((await box(page.getByRole('button', { name: /all keys/ }))).x).toBeGreaterThan(x);
	await page.context().close();
});

test('nothing lies over the header where a banner stands above it', async ({ demo, browser }) => {
	const page = await open(browser, demo, 'rater2@demo.example');
	await page.getByRole('link', { name: /continue/i }).click();
	await page.locator('[data-ready=true]').waitFor();
	await page.evaluate(() => scrollTo(0, 0));
	const banner = page.getByRole('complementary', { name: 'Demonstration' });
	await expect(banner).toBeInViewport();
	await page.keyboard.press('g');
	const panel = page.getByRole('dialog', { name: 'Guidelines' });
	await expect(panel).toBeVisible();
	const header = await box(page.getByRole('banner'));
	const footer = await box(page.getByRole('contentinfo'));
	const lies = await box(panel);
	expect(lies.y).toBeGreaterThanOrEqual(header.y + header.height - 1);
	expect(lies.y + lies.height).toBeLessThanOrEqual(footer.y + 1);
	await page.context().close();
});

test('a page that takes its time shows a line, and says so', async ({ installation, browser }) => {
	const page = await openStudy(browser, installation, { slug: 'view-slow' });
	// Before its scripts are there the browser itself leads on, and shows a line of its own.
	await page.waitForLoadState('networkidle');
	const line = page.getByRole('progressbar', { name: 'Loading…' });
	const spoken = page.getByRole('status').filter({ hasText: 'Loading…' });
	const arrived = Promise.withResolvers<void>();
	await page.route('**/__data.json*', async (route) => {
		await arrived.promise;
		await route.continue();
	});
	await page
		.locator('a.case')
		.filter({ hasText: caseId(0) })
		.click();
	await expect(line).toBeVisible();
	await expect(spoken).toBeAttached();
	arrived.resolve();
	await page.locator('[data-ready=true]').waitFor();
	await expect(line).toHaveCount(0);
	await expect(spoken).toHaveCount(0);
	await page.context().close();
});

test('a form that takes its time shows the same line', async ({ installation, browser }) => {
	await addStudy(installation, { slug: 'view-form', lengths: [3], raters: ['form@view.example'] });
	await addMember(installation, 'view-form', 'desk@view.example', 'coordinator');
	const page = await open(browser, installation, 'desk@view.example');
	await page.goto('/studies/view-form/settings/rating');
	const line = page.getByRole('progressbar', { name: 'Loading…' });
	const answered = Promise.withResolvers<void>();
	await page.route('**/settings/rating?/save', async (route) => {
		await answered.promise;
		await route.continue();
	});
	await page.getByLabel('Message to raters').fill('The server rests tonight.');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(line).toBeVisible();
	answered.resolve();
	await expect(page.getByText('The settings are saved.')).toBeVisible();
	await expect(line).toHaveCount(0);
	await page.context().close();
});
