/** What leaves the page of agreement: tables, drawings, pictures, the methods, and the page on paper. */
import { readFile } from 'node:fs/promises';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { parse } from 'csv-parse/sync';
import { expect, signIn, test } from './installation.ts';

const COORDINATOR = 'coordinator@demo.example';

/** Presses something that saves a file, and reads it. */
async function saved(page: Page, press: () => Promise<void>) {
	const [download] = await Promise.all([page.waitForEvent('download'), press()]);
	return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

/** The size that a drawing says of itself, where it is well-formed XML and a browser can show it. */
function shown(page: Page, svg: string) {
	return page.evaluate(async (text) => {
		const found = new DOMParser().parseFromString(text, 'image/svg+xml');
		if (found.querySelector('parsererror') !== null) throw new Error('This is not XML.');
		const image = new Image();
		image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
		await image.decode();
		return { width: image.naturalWidth, height: image.naturalHeight };
	}, svg);
}

/** The size of a picture, and how many colours its points have. */
function pictured(page: Page, png: Buffer) {
	return page.evaluate(async (base64) => {
		const image = new Image();
		image.src = `data:image/png;base64,${base64}`;
		await image.decode();
		const canvas = document.createElement('canvas');
		[canvas.width, canvas.height] = [image.naturalWidth, image.naturalHeight];
		const context = canvas.getContext('2d')!;
		context.drawImage(image, 0, 0);
		const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
		const colours = new Set<number>();
		for (let at = 0; at < data.length; at += 4)
			colours.add((data[at]! << 16) | (data[at + 1]! << 8) | data[at + 2]!);
		return { width: canvas.width, height: canvas.height, colours: colours.size };
	}, png.toString('base64'));
}

test('a coordinator takes figures and charts away, and writes the methods', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, COORDINATOR);
	await page.goto(`${demo.origin}/studies/demo/agreement?ratings=all&measure=exact`);
	for (const [what, table] of [
		['Figures', 'figures'],
		['Slices', 'slices'],
		['Concordance', 'shares'],
		['Scores given', 'scores'],
		['Cases', 'cases']
	] as const) {
		const link = page.getByRole('link', { name: `${what} as CSV` });
		const { name, bytes } = await saved(page, () => link.click());
		expect(name).toBe(`demo-agreement-${table}.csv`);
		expect((parse(bytes, { columns: true }) as object[]).length, table).toBeGreaterThan(4);
	}
	for (const [what, chart] of [
		['Slices', 'forest'],
		['Concordance', 'concordance'],
		['Scores given', 'scores']
	] as const) {
		const link = page.getByRole('link', { name: `${what} as SVG` });
		const drawing = await saved(page, () => link.click());
		expect(drawing.name).toBe(`demo-agreement-${chart}.svg`);
		const svg = drawing.bytes.toString();
		expect(svg).toContain('signed or not');
		const size = await shown(page, svg);
		expect(size.width, chart).toBeGreaterThan(400);

		const button = page.getByRole('button', { name: `${what} as PNG` });
		const picture = await saved(page, () => button.click());
		expect(picture.name).toBe(`demo-agreement-${chart}.png`);
		const points = await pictured(page, picture.bytes);
		expect(points).toMatchObject({ width: 2 * size.width, height: 2 * size.height });
		expect(points.colours, chart).toBeGreaterThan(10);
	}

	await page.getByRole('link', { name: 'Methods' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Methods');
	await expect(page.getByText('Round 1 was opened on')).not.toHaveCount(0);
	await expect(page.locator('mark').first()).toContainText('To write:');
	await expect(page.getByRole('table').getByRole('row')).toHaveCount(16);
	await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.getByRole('button', { name: 'Copy the methods as plain text' }).click();
	const copied = await page.evaluate(() => navigator.clipboard.readText());
	expect(copied).toContain('[TO WRITE: ');
	const link = page.getByRole('link', { name: 'Download .md' });
	const { name, bytes } = await saved(page, () => link.click());
	expect(name).toBe('demo-agreement-methods.md');
	expect(bytes.toString()).toContain('## GRRAS');
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	}
});

test('agreement and methods lose nothing on paper, on a phone, and in forced colours', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, COORDINATOR);
	for (const path of ['agreement', 'agreement/methods']) {
		await page.goto(`${demo.origin}/studies/demo/${path}`);
		const heads = page.locator('main h2:visible');
		const sections = await heads.allInnerTexts();
		await page.emulateMedia({ media: 'print' });
		await page.setViewportSize({ width: 720, height: 1000 });
		expect(await heads.allInnerTexts()).toEqual(sections);
		await expect(page.getByRole('navigation')).toHaveCount(0);
		await expect(page.getByRole('link', { name: /as CSV$/ })).toHaveCount(0);
		expect(await overflow(page), `${path} on paper`).toBe(0);
		await page.emulateMedia({ media: 'screen', forcedColors: 'active' });
		await page.setViewportSize({ width: 390, height: 844 });
		expect(await heads.allInnerTexts()).toEqual(sections);
		expect(await overflow(page), `${path} at 390`).toBe(0);
		await page.emulateMedia({ media: null, forcedColors: null });
		await page.setViewportSize({ width: 1440, height: 900 });
	}
});

/** How far the page is wider than what it is seen through. */
function overflow(page: Page): Promise<number> {
	return page.evaluate(() =>
		Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth)
	);
}
