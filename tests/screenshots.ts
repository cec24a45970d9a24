/**
 * `npm run screenshots`: every screen in every state, at three widths in both themes, to be looked at, and
 * the two pictures of the README. `npm run screenshots -- case german` makes those visits only (see
 * shots.ts). Written to test-results/screenshots and docs/images.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContextOptions } from '@playwright/test';
import { findBrowser } from './browser.ts';
import { install, remove, type Installation } from './e2e/installation.ts';
import { signIn, VISITS, type Visit } from './shots.ts';

const OUT = 'test-results/screenshots';
const README = 'docs/images';
const WIDTHS = [
	{ width: 1440, height: 900 },
	{ width: 1024, height: 768 },
	{ width: 390, height: 844 }
];
const THEMES = ['light', 'dark'] as const;

/** In one theme at one width, each visit in a browser of its own. */
async function visit(
	browser: Browser,
	installation: Installation,
	look: BrowserContextOptions,
	{ name: visited, as, context: own, before, shots }: Visit
): Promise<void> {
	await before?.(installation);
	const context = await browser.newContext({
		baseURL: installation.origin,
		hasTouch: look.viewport!.width < 1000,
		locale: 'en-GB',
		timezoneId: 'UTC',
		...look,
		...own
	});
	const page = await context.newPage();
	// What waits or is typed is kept by the browser; no picture needs the question about it.
	page.on('dialog', (dialog) => void dialog.accept());
	if (as !== null) await signIn(page, as);
	for (const { name, path, prepare } of shots) {
		if (path !== undefined) await page.goto(path);
		await prepare?.(page);
		// Whatever slides or fades has come to rest.
		await page.waitForTimeout(250);
		const file = `${name}-${look.viewport!.width}-${look.colorScheme}.png`;
		await page.screenshot({ path: join(OUT, file), fullPage: prepare === undefined });
	}
	console.log(`${visited}: ${shots.length} pictures`);
	await context.close();
}

const wanted = process.argv.slice(2);
const visits = VISITS.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
mkdirSync(OUT, { recursive: true });
mkdirSync(README, { recursive: true });
const browser = await chromium.launch((await findBrowser()).options);
try {
	for (const colorScheme of THEMES) {
		for (const viewport of WIDTHS) {
			console.log(`${colorScheme}, ${viewport.width} px`);
			// What one look rates, signs and locks would change the next one's pictures.
			const demo = await install('demo');
			try {
				for (const each of visits) await visit(browser, demo, { colorScheme, viewport }, each);
			} finally {
				await remove(demo);
			}
		}
	}
} finally {
	await browser.close();
}
for (const name of ['case', 'coverage']) {
	const picture = `${name}-1440-light.png`;
	const made = visits.some(({ shots }) => shots.some((shot) => shot.name === name));
	if (made) copyFileSync(join(OUT, picture), join(README, picture));
}
console.log(`The pictures are in ${OUT}.`);
