/**
 * A rater's screens for everyone: no violation that axe can find, in any state, wide and narrow, in both
 * themes and with more contrast; and a whole case rated and signed by keyboard alone, and by touch alone.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { CLOSING_STATES, forget, OPEN_STATES, openFresh } from './rater-states.ts';
import { addStudy, caseId } from './small-study.ts';

const LENGTH = 6;

type Look = { colorScheme: 'light' | 'dark'; width: number; contrast: 'no-preference' | 'more' };
const themes = ['light', 'dark'] as const;
const LOOKS: Look[] = [
	...[1440, 390].flatMap((width) =>
		themes.map((colorScheme) => ({ colorScheme, width, contrast: 'no-preference' as const }))
	),
	// Wide, with less beside the case.
	{ colorScheme: 'light', width: 1024, contrast: 'no-preference' },
	...themes.map((colorScheme) => ({ colorScheme, width: 1440, contrast: 'more' as const }))
];

// The walks are long, and each has a rater and a case of its own.
test.describe.configure({ mode: 'parallel' });

/** Makes a study with one case and one rater. */
async function addRater(installation: Installation, slug: string): Promise<string> {
	const rater = `${slug}@a11y.example`;
	await addStudy(installation, { slug, lengths: [LENGTH], raters: [rater] });
	return rater;
}

/** Where more contrast is asked for, every text must have seven to one. */
async function violations(page: Page, contrast: Look['contrast'] = 'no-preference') {
	const builder = new AxeBuilder({ page });
	if (contrast === 'more') {
		builder.options({ rules: { 'color-contrast-enhanced': { enabled: true } } });
	}
	const { violations: found } = await builder.analyze();
	return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

const hrefOf = async (page: Page, id: string) =>
	(await page.locator('a.case').filter({ hasText: id }).getAttribute('href'))!;

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

for (const { colorScheme, width, contrast } of LOOKS) {
	const named = [colorScheme, `${width} px`, ...(contrast === 'more' ? ['more contrast'] : [])];
	test(`no screen has a violation: ${named.join(', ')}`, async ({ installation, browser }) => {
		test.setTimeout(240_000);
		const rater = await addRater(installation, `axe-${colorScheme}-${width}-${contrast}`);
		const page = await openContext(browser, installation, {
			colorScheme,
			contrast,
			viewport: { width, height: 850 },
			// What fades would be caught at a contrast it does not stay at.
			reducedMotion: 'reduce'
		});
		const seen: Record<string, string[]> = {};
		const look = async (name: string) => (seen[name] = await violations(page, contrast));
		await page.goto('/sign-in');
		await look('sign-in');
		await page.getByLabel('E-mail address').fill(rater);
		await page.getByLabel('Password').fill('wrong');
		await page.getByRole('button', { name: 'Sign in', exact: true }).click();
		await page.getByRole('alert').waitFor();
		await look('sign-in refused');
		await page.goto('/join/not-a-link');
		await look('a used link');
		await signIn(page, installation.origin, rater);
		await page.goto('/cases');
		await look('my cases');
		await page.goto('/cases/999999');
		await look('not here');
		await page.goto('/cases');
		const href = await hrefOf(page, caseId(0));
		for (const [name, prepare] of Object.entries(OPEN_STATES)) {
			await openFresh(page, href);
			await prepare(page);
			await look(`case, ${name}`);
			await forget(page);
		}
		await openFresh(page, href);
		for (const [name, prepare] of Object.entries(CLOSING_STATES)) {
			await prepare(page);
			await look(`case, ${name}`);
		}
		const none = Object.fromEntries(Object.keys(seen).map((name) => [name, []]));
		expect(seen).toEqual(none);
		await page.context().close();
	});
}

/** Links inside a text or a table that only their colour tells from what stands around them. */
const toldByColour = (page: Page) =>
	page.locator('main a:not(.btn, .nav, .case), header a:not(.btn)').evaluateAll((links) =>
		links
			.filter((link) => {
				const { textDecorationLine, color, backgroundColor } = getComputedStyle(link);
				const around = getComputedStyle(link.parentElement!);
				return (
					!textDecorationLine.includes('underline') &&
					backgroundColor === around.backgroundColor &&
					color !== around.color &&
					color !== getComputedStyle(document.body).color
				);
			})
			.map(({ outerHTML }) => outerHTML)
	);

/** What the coordinator's screens of a study are called in its addresses. */
const DESK = [
	'coverage',
	'assignments',
	'agreement',
	'disagreements',
	'releases',
	'cases',
	'cases/Card001',
	'people',
	'settings'
];

/** A heading that stands before the title of the page. */
const beforeTheTitle = (page: Page) =>
	page.evaluate(() => {
		const [first] = document.querySelectorAll('h1, h2, h3, h4');
		return first?.tagName === 'H1' ? [] : [first?.outerHTML ?? 'no heading'];
	});

for (const forcedColors of ['none', 'active'] as const) {
	test(`the demonstration has none either, forced colours: ${forcedColors}`, async ({
		demo,
		browser
	}) => {
		test.setTimeout(300_000);
		const page = await openContext(browser, demo, { forcedColors, reducedMotion: 'reduce' });
		const seen: Record<string, string[]> = {};
		const look = async (name: string) => {
			const found = await violations(page);
			const links = forcedColors === 'none' ? await toldByColour(page) : [];
			seen[name] = [...found, ...links, ...(await beforeTheTitle(page))];
		};
		await page.goto('/sign-in');
		await look('sign-in');
		await signIn(page, demo.origin, 'rater2@demo.example');
		await page.goto('/cases');
		await look('my cases');
		await page.getByRole('link', { name: /continue/i }).click();
		await page.locator('[data-ready=true]').waitFor();
		await look('case');
		await page.keyboard.press('g');
		await page.getByRole('searchbox').fill('harm');
		await look('guidelines');
		await page.goto('/practice');
		await page.locator('[data-ready=true]').waitFor();
		await look('practice');
		await page.context().clearCookies();
		await signIn(page, demo.origin, 'coordinator@demo.example');
		for (const name of forcedColors === 'none' ? DESK : DESK.slice(0, 3)) {
			await page.goto(`/studies/demo/${name}`);
			await look(name);
		}
		expect(seen).toEqual(Object.fromEntries(Object.keys(seen).map((name) => [name, []])));
		await page.context().close();
	});
}

for (const width of [1440, 390]) {
	test(`nothing Tab comes to is hidden by what stays: ${width} px`, async ({
		installation,
		browser
	}) => {
		const slug = `tab-${width}`;
		const rater = `${slug}@a11y.example`;
		await addStudy(installation, { slug, lengths: [24], raters: [rater] });
		const page = await openContext(browser, installation, { viewport: { width, height: 700 } });
		await signIn(page, installation.origin, rater);
		await page.goto('/cases');
		await openFresh(page, await hrefOf(page, caseId(0)));
		const hidden: string[] = [];
		/** Whether what has the focus can be seen whole: nothing lies over its corners. */
		const look = async () => {
			const found = await page.evaluate(() => {
				const element = document.activeElement!;
				if (element === document.body) return null;
				const { left, top, right, bottom } = element.getBoundingClientRect();
				const shows = (x: number, y: number) => {
					const there = document.elementFromPoint(x, y);
					return there !== null && (element.contains(there) || there.contains(element));
				};
				const whole = shows(left + 4, top + 4) && shows(right - 4, bottom - 4);
				return whole ? null : element.outerHTML.slice(0, 120);
			});
			if (found !== null) hidden.push(found);
		};
		// Down the whole list, and up again from its end.
		for (const key of ['Tab', 'Shift+Tab']) {
			for (let presses = 0; presses < 60; presses += 1) {
				await page.keyboard.press(key);
				await look();
			}
		}
		expect(hidden).toEqual([]);
		await page.context().close();
	});
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
	await page.keyboard.type(await addRater(installation, 'keyboard'));
	await page.keyboard.press('Tab');
	await page.keyboard.type('first do no harm');
	await page.keyboard.press('Enter');
	await page.waitForURL('**/cases');
	await tabTo('link', new RegExp(`^${caseId(0)}`));
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
	await signIn(page, installation.origin, await addRater(installation, 'touch'));
	await page
		.locator('a.case')
		.filter({ hasText: caseId(0) })
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
