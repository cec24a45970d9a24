/**
 * What can be open on the case screen, and how one gets there: for the check of its accessibility and for
 * the pictures. Each state begins on an open case with nothing open above it, and stores nothing unless it
 * says so.
 */
import type { Page } from '@playwright/test';
import { expect } from './installation.ts';

type State = (page: Page) => Promise<void>;

const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** Nothing the server would answer is sent; what it would say is given here. */
const answered = (status: number, json: object) => (page: Page) =>
	page.route('**/ratings', (route) => route.fulfill({ status, json }));

const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();

const dialog = (page: Page, name: string) =>
	expect(page.getByRole('dialog', { name })).toBeVisible();

/** While the case is open to be rated. */
export const OPEN_STATES: Record<string, State> = {
	opened: async () => {},
	'cannot-rate': press('0'),
	comment: press('c'),
	flags: press('f'),
	guidelines: press('g'),
	'guidelines-search': async (page) => {
		await page.keyboard.press('g');
		await page.getByRole('searchbox').fill('harm');
	},
	'guidelines-nothing-found': async (page) => {
		await page.keyboard.press('g');
		await page.getByRole('searchbox').fill('zebra');
	},
	keys: press('?'),
	'keys-other-letters': async (page) => {
		await page.keyboard.press('?');
		await page.getByText('Other letters').click();
		await page.getByRole('textbox', { name: 'comment', exact: true }).fill('f');
	},
	'review-incomplete': press('Control+Enter'),
	paused: press('p'),
	'larger-text': async (page) => {
		for (let step = 0; step < 3; step += 1) {
			const larger = page.getByRole('button', { name: 'Larger text' });
			if ((await larger.isVisible()) && (await larger.isEnabled())) await larger.click();
		}
	},
	'changed-elsewhere': async (page) => {
		const value = { score: 2, cannotRate: null, comment: 'Seen', flags: ['other'] };
		await answered(409, { detail: 'Changed elsewhere.', current: { version: 9, value } })(page);
		await page.keyboard.press('8');
		await dialog(page, 'Changed elsewhere');
	},
	'comment-changed-elsewhere': async (page) => {
		await page.route('**/comment', (route) =>
			route.fulfill({ status: 409, json: { detail: '', current: { text: 'Weight is missing.' } } })
		);
		await page.keyboard.press('Shift+C');
		await page.keyboard.type('The weight and the height are missing.');
		await page.keyboard.press('Escape');
		await dialog(page, 'Changed elsewhere');
	},
	'not-accepted': async (page) => {
		await answered(400, { detail: 'This cannot be saved.' })(page);
		await page.keyboard.press('5');
		await dialog(page, 'A change was not accepted');
	},
	'signed-out': async (page) => {
		await answered(401, {})(page);
		await page.keyboard.press('6');
		await dialog(page, 'Sign in again');
	},
	offline: async (page) => {
		await page.route('**/ratings', (route) => route.abort());
		await page.keyboard.press('6');
		await expect(page.getByTitle('Try again now')).toBeVisible();
	}
};

/** Drops what a state made wait or set, so that the next one begins as the first did. */
export async function forget(page: Page): Promise<void> {
	// No page of Primum is open while this is done, and nothing was let through before: it would be sent.
	await page.goto('/healthz');
	await page.evaluate(
		() =>
			new Promise<void>((resolve, reject) => {
				localStorage.clear();
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
	await page.unrouteAll();
}

/** Opens a case with nothing open above it. */
export async function openFresh(page: Page, href: string): Promise<void> {
	await page.goto(href);
	await page.locator('[data-ready=true]').waitFor();
}

/**
 * From a case that is being rated to one that is signed, and back. These follow one another on the same
 * open page, and what they enter is stored.
 */
export const CLOSING_STATES: Record<string, State> = {
	rated: async (page) => {
		for (const key of ['3', '7', 'f', '1', 'Escape', '0', '1']) await page.keyboard.press(key);
		await saved(page);
	},
	'all-rated': async (page) => {
		const unrated = () => page.locator('li.row:not(.done)').count();
		for (let left = await unrated(); left > 0; left = await unrated()) {
			await page.keyboard.press(String(1 + ((left * 4) % 9)));
			await expect.poll(unrated).toBeLessThan(left);
		}
		await page.keyboard.press('Shift+C');
		await page.keyboard.type('The weight is missing.');
		await page.keyboard.press('Escape');
		await saved(page);
	},
	review: async (page) => {
		await page.keyboard.press('Control+Enter');
		await dialog(page, 'Review');
	},
	'review-second-look': press('1'),
	'not-submitted': async (page) => {
		await page.route('**/submit', (route) => route.abort());
		await page.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(page.getByRole('alert')).toBeVisible();
		await page.unrouteAll();
	},
	submitted: async (page) => {
		await page.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(page.getByRole('region', { name: 'Signature' })).toBeVisible();
		await page.locator('[data-ready=true]').waitFor();
	},
	'take-back': async (page) => {
		await page.getByRole('button', { name: 'Take back' }).click();
		await dialog(page, 'Take back your submission?');
	},
	reopened: async (page) => {
		await page.getByRole('button', { name: 'Take back', exact: true }).last().click();
		await expect(page.getByText('This case is open again.')).toBeVisible();
	}
};
