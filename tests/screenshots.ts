/**
 * `npm run screenshots`: every screen of the demonstration at three widths in both themes, to be looked
 * at, and the two pictures of the README. Written to test-results/screenshots and docs/images.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { DEMO_PASSWORD, install, remove, signIn } from './e2e/installation.ts';

const OUT = 'test-results/screenshots';
const README = 'docs/images';
const WIDTHS = [
	{ width: 1440, height: 900 },
	{ width: 1024, height: 768 },
	{ width: 390, height: 844 }
];
const THEMES = ['light', 'dark'] as const;

type Shot = { name: string; path: string; prepare?: (page: Page) => Promise<void> };
type Visit = { as: string | null; shots: Shot[] };

/** Opens the case that "continue" leads to. */
async function openCase(page: Page): Promise<void> {
	await page.goto('/cases');
	await page
		.getByRole('link', { name: /continue/i })
		.first()
		.click();
	await page.locator('li.row.focus').waitFor();
}

/** Rates a few actions, as a person would. */
async function rateSome(page: Page): Promise<void> {
	await openCase(page);
	for (const key of ['2', '7', '9', '5', '3']) await page.keyboard.press(key);
	await page.getByText('Saved', { exact: true }).waitFor();
}

/** Opens the practice case, and presses these keys. */
const practise =
	(...keys: string[]) =>
	async (page: Page): Promise<void> => {
		await page.locator('[data-ready=true]').waitFor();
		for (const key of keys) await page.keyboard.press(key);
	};

/** Answers all of the practice case, two of them as few would. */
const ANSWERS = ['6', '9', '2', '8', '1', '0', '3', '5', '6'];

const study = (rest: string) => `/studies/demo/${rest}`;

const VISITS: Visit[] = [
	{
		as: null,
		shots: [
			{ name: 'sign-in', path: '/sign-in' },
			{ name: 'link-used', path: '/join/not-a-link' }
		]
	},
	{
		as: 'rater1',
		shots: [
			{ name: 'practice-offered', path: '/cases' },
			{ name: 'practice', path: '/practice', prepare: practise() },
			{ name: 'practice-explained', path: '/practice', prepare: practise('6', '9', '5') },
			{ name: 'practice-on', path: '/practice', prepare: practise(...ANSWERS.slice(0, 5)) },
			{
				name: 'practice-comment',
				path: '/practice',
				prepare: practise('6', 'ArrowUp', '8', 'ArrowUp', 'c')
			},
			{
				name: 'practice-steps',
				path: '/practice',
				prepare: async (page) => {
					await practise('6', '9', 'ArrowUp', '7')(page);
					await page.locator('.coach .toggle').click();
				}
			},
			{
				name: 'practice-summary-early',
				path: '/practice',
				prepare: practise('6', '9', 'Control+Enter')
			},
			{
				name: 'practice-summary',
				path: '/practice',
				prepare: async (page) => {
					// The next pictures are of a newcomer too.
					await page.route('**/practice/done', (route) => route.abort());
					await practise(...ANSWERS, 'Control+Enter')(page);
				}
			}
		]
	},
	{
		as: 'rater2',
		shots: [
			{ name: 'my-cases', path: '/cases' },
			{ name: 'case', path: '/cases', prepare: rateSome },
			{
				name: 'case-comment',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('c');
				}
			},
			{
				name: 'case-flags',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('f');
				}
			},
			{
				name: 'case-cannot-rate',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('0');
				}
			},
			{
				name: 'case-guidelines',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('g');
				}
			},
			{
				name: 'case-keys',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('?');
				}
			},
			{
				name: 'case-review',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.keyboard.press('Control+Enter');
				}
			},
			{
				name: 'case-offline',
				path: '/cases',
				prepare: async (page) => {
					await openCase(page);
					await page.context().setOffline(true);
					await page.keyboard.press('6');
					await page
						.getByText(/Offline/)
						.first()
						.waitFor();
				}
			},
			{
				name: 'case-submitted',
				path: '/cases',
				prepare: async (page) => {
					await page
						.getByRole('link', { name: /submitted/i })
						.first()
						.click();
					await page.locator('li.row').first().waitFor();
				}
			}
		]
	},
	{
		as: 'coordinator',
		shots: [
			{ name: 'coverage', path: study('coverage') },
			{ name: 'assignments', path: study('assignments') },
			{ name: 'agreement', path: study('agreement') },
			{ name: 'disagreements', path: study('disagreements') },
			{ name: 'releases', path: study('releases') },
			{ name: 'cases', path: study('cases') },
			{ name: 'one-case', path: study('cases/Card001') },
			{ name: 'people', path: study('people') },
			{ name: 'settings', path: study('settings') },
			{ name: 'missing', path: '/studies/none/coverage' }
		]
	},
	{
		as: 'admin',
		shots: [
			{ name: 'studies', path: '/studies' },
			{ name: 'new-study', path: '/studies/new' },
			{ name: 'accounts', path: '/accounts' }
		]
	}
];

async function visit(browser: Browser, origin: string, { as, shots }: Visit): Promise<void> {
	for (const theme of THEMES) {
		for (const viewport of WIDTHS) {
			const context = await browser.newContext({
				baseURL: origin,
				viewport,
				colorScheme: theme,
				hasTouch: viewport.width < 1000,
				locale: 'en-GB',
				timezoneId: 'UTC'
			});
			const page = await context.newPage();
			if (as !== null) await signIn(page, origin, `${as}@demo.example`, DEMO_PASSWORD);
			for (const { name, path, prepare } of shots) {
				await context.setOffline(false);
				await page.goto(path);
				await prepare?.(page);
				// Whatever slides or fades has come to rest.
				await page.waitForTimeout(250);
				const file = join(OUT, `${name}-${viewport.width}-${theme}.png`);
				await page.screenshot({ path: file, fullPage: prepare === undefined });
			}
			await context.close();
		}
	}
}

const wanted = process.argv.slice(2);
mkdirSync(OUT, { recursive: true });
mkdirSync(README, { recursive: true });
const demo = await install('demo');
const browser = await chromium.launch((await findBrowser()).options);
try {
	for (const each of VISITS) {
		const shots = each.shots.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
		if (shots.length > 0) await visit(browser, demo.origin, { ...each, shots });
	}
} finally {
	await browser.close();
	await remove(demo);
}
for (const name of ['case-1440-light', 'coverage-1440-light']) {
	const made = wanted.length === 0 || wanted.some((shot) => name.startsWith(`${shot}-`));
	if (made) copyFileSync(join(OUT, `${name}.png`), join(README, `${name}.png`));
}
console.log(`The pictures are in ${OUT}.`);
