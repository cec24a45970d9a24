/**
 * A rater's screens in German: chosen, followed through to the signature, and with no English left on them.
 * Coordinators' screens stay English.
 */
import { parse, type Token } from '@messageformat/parser';
import type { Locator, Page } from '@playwright/test';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import type { Catalogue } from '#lib/text/compile.ts';
import { read } from '#lib/text/write-types.ts';
import { DEMO_PASSWORD, expect, test } from './installation.ts';
import { addStudy, caseId } from './small-study.ts';

const HEIDI = 'heidi@primum.example';
const URS = 'urs@primum.example';

// What a worker holds back cannot be answered by the test.
test.use({ serviceWorkers: 'block' });

const language = (page: Page) => page.locator('html').getAttribute('lang');
const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();

async function signIn(page: Page, email: string, password = DEMO_PASSWORD): Promise<void> {
	await page.getByLabel('E-Mail-Adresse').fill(email);
	await page.getByLabel('Passwort').fill(password);
	await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
}

test('a rater chooses German, is refused, rates and signs in it', async ({
	installation,
	page
}) => {
	await addStudy(installation, { slug: 'deutsch', lengths: [3], raters: [HEIDI] });
	await page.goto(`${installation.origin}/sign-in?next=/cases`);
	await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
	await page.getByRole('button', { name: 'Deutsch' }).click();
	await expect(page.getByRole('heading', { name: 'Anmelden' })).toBeVisible();
	expect(new URL(page.url()).search).toBe('?next=/cases');
	expect(await language(page)).toBe('de');

	await signIn(page, HEIDI, 'wrong');
	await expect(page.getByRole('alert')).toHaveText(
		'Die E-Mail-Adresse oder das Passwort stimmt nicht.'
	);
	await signIn(page, HEIDI);
	await expect(page.getByRole('heading', { name: 'Meine Fälle' })).toBeVisible();
	await page.getByRole('link', { name: `${caseId(0)} beginnen: noch 3 Maßnahmen` }).click();
	await ready(page);
	expect(await language(page)).toBe('de');
	await expect(page.getByRole('banner')).toContainText('Kardiologie · Fall 1 von 1');
	await expect(page.getByRole('radio', { name: '1, Schädlich, schwer' })).toHaveCount(3);
	await expect(page.getByRole('contentinfo')).toContainText('Noch 3 Maßnahmen');
	for (const key of ['1', '5', '9']) await page.keyboard.press(key);
	await expect(page.getByText('Gespeichert', { exact: true })).toBeVisible();

	await page.keyboard.press('Control+Enter');
	const review = page.getByRole('dialog', { name: `${caseId(0)} prüfen` });
	await expect(review).toContainText(`„${SIGNATURE_MEANINGS.de}“`);
	await review.getByRole('button', { name: 'Unterschreiben und einreichen' }).click();
	await expect(page.getByRole('region', { name: 'Unterschrift' })).toContainText(
		`„${SIGNATURE_MEANINGS.de}“`
	);

	// In another language the frame is another, and what was signed is still the same.
	await page.getByRole('link', { name: 'Meine Fälle' }).first().click();
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'My cases' })).toBeVisible();
	await page.getByRole('link', { name: /Submitted on/ }).click();
	await expect(page.getByRole('region', { name: 'Signature' })).toContainText(
		`“${SIGNATURE_MEANINGS.de}”`
	);
});

test('the language of the browser counts where nobody chose; coordinators read English', async ({
	demo,
	browser
}) => {
	const context = await browser.newContext({ baseURL: demo.origin, locale: 'de-AT' });
	const page = await context.newPage();
	await page.goto('/sign-in');
	await signIn(page, 'coordinator@demo.example');
	await expect(page.getByRole('heading', { name: 'Studies' })).toBeVisible();
	expect(await language(page)).toBe('en');
	await page.goto('/studies/demo/disagreements');
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
	expect(await english(page)).not.toEqual([]);
	await page.goto('/cases');
	await expect(page.getByRole('link', { name: 'Zu den Studien' })).toBeVisible();
	await page.getByRole('link', { name: 'Studien', exact: true }).click();
	await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible();
	expect(await language(page)).toBe('en');
	await context.close();
});

/** The parts of a message that stand in it word for word. */
function pieces(message: string): string[] {
	const found: string[] = [];
	const visit = (tokens: readonly Token[]) => {
		for (const token of tokens) {
			if (token.type === 'content') found.push(token.value.trim());
			if ('cases' in token) for (const { tokens: inner } of token.cases) visit(inner);
		}
	};
	visit(parse(message, { cardinal: [], ordinal: [], strict: true, strictPluralKeys: false }));
	return found.filter((piece) => /\p{L}{2}/u.test(piece));
}

/** What the English catalogue says otherwise than the German one: messages, and the pieces of others. */
function englishOnly(en: Catalogue, de: Catalogue): { whole: string[]; pieces: string[] } {
	const entries = Object.entries(en).map(([name, message]) => {
		const german = de[name]!;
		if (typeof message !== 'string') return englishOnly(message, german as Catalogue);
		if (message === german) return { whole: [], pieces: [] };
		const shared = new Set(pieces(german as string));
		const own = pieces(message).filter((piece) => !shared.has(piece));
		return { whole: [message], pieces: own.filter((piece) => piece.includes(' ')) };
	});
	return {
		whole: entries.flatMap(({ whole }) => whole),
		pieces: entries.flatMap(({ pieces }) => pieces)
	};
}

const ENGLISH = englishOnly(read('rater', 'en'), read('rater', 'de'));

/** The words a person reads or hears on the page, its own names for the languages left out. */
function words(body: Locator): Promise<string[]> {
	return body.evaluate((root) => {
		const found: string[] = [];
		for (const element of root.querySelectorAll('*')) {
			if (element.closest('body [lang], script, style') !== null || !element.checkVisibility())
				continue;
			for (const name of ['aria-label', 'title', 'placeholder']) {
				found.push(element.getAttribute(name) ?? '');
			}
			for (const node of element.childNodes) {
				if (node.nodeType === Node.TEXT_NODE) found.push(node.textContent ?? '');
			}
		}
		return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
	});
}

/** What the page says in English, of what the catalogue has. */
async function english(page: Page): Promise<string[]> {
	const shown = [await page.title(), ...(await words(page.locator('body')))];
	return shown.filter(
		(text) => ENGLISH.whole.includes(text) || ENGLISH.pieces.some((piece) => text.includes(piece))
	);
}

type Prepare = (page: Page) => Promise<void>;
const press =
	(...keys: string[]): Prepare =>
	async (page) => {
		for (const key of keys) await page.keyboard.press(key);
	};
const answers =
	(status: number, json: object, key: string): Prepare =>
	async (page) => {
		await page.route('**/ratings', (route) => route.fulfill({ status, json }));
		await page.keyboard.press(key);
	};

/** The states of the case screen, with a word of each that shows that it is there. */
const STATES: [string, Prepare][] = [
	['Falldarstellung', press()],
	['Zu wenig Informationen', press('0')],
	['Andere Bewertende sehen ihn nicht.', press('c')],
	['Angaben fehlen', press('f')],
	['Diese Studie hat noch keinen Leitfaden. Fragen Sie die Studienkoordination.', press('g')],
	['Zurück zu den üblichen Tasten', (page) => openLetters(page)],
	[
		'Sie unterschreiben diesen Fall mit den Worten',
		press('1', '0', '2', '9', 'Control+Enter', '2')
	],
	['Pause', press('p')],
	['Diese Runde', answers(409, { detail: 'The round is closed.', code: 'round-locked' }, '3')],
	['Anderswo gespeichert', answers(409, { detail: 'x', current: current() }, '4')],
	['Anmelden als', answers(401, {}, '5')],
	['1 ausstehend, neuer Versuch', answers(503, {}, '6')]
];

function current() {
	return { version: 9, value: { score: 2, cannotRate: null, comment: 'x', flags: ['other'] } };
}

async function openLetters(page: Page): Promise<void> {
	await page.keyboard.press('?');
	await page.getByText('Andere Buchstaben').click();
	await page.getByRole('textbox', { name: 'Uhr anhalten' }).fill('c');
	await expect(page.getByRole('alert')).toContainText('„c“ bedeutet schon „Kommentar“.');
}

test('nothing on a rater’s screens is left in English', async ({ installation, browser }) => {
	await addStudy(installation, { slug: 'nur-deutsch', lengths: [3, 3], raters: [URS] });
	const page = await browser.newPage({ baseURL: installation.origin, locale: 'de-DE' });
	page.on('dialog', (dialog) => void dialog.accept());
	const left: Record<string, string[]> = {};
	const look = async (name: string) => (left[name] = await english(page));

	await page.goto('/join/not-a-link');
	await look('a used link');
	await page.goto('/nowhere');
	await look('no such page');
	await page.goto('/sign-in?next=/cases');
	await signIn(page, URS, 'wrong');
	await page.getByRole('alert').waitFor();
	await look('sign-in');
	await signIn(page, URS);
	await page.getByRole('heading', { name: 'Meine Fälle' }).waitFor();
	await look('my cases');
	const href = (await page.locator('a.case').first().getAttribute('href'))!;
	for (const [shown, prepare] of STATES) {
		await page.goto(href);
		await ready(page);
		await prepare(page);
		await expect(page.getByText(shown).locator('visible=true').first()).toBeVisible();
		await look(shown);
		await page.unrouteAll();
	}
	await page.goto('/cases');
	await look('my cases, with changes that wait');

	await page.locator('a.case').last().click();
	await ready(page);
	await press('9', '9', 'f', '1', 'Escape', '9')(page);
	await expect(page.getByText('Gespeichert', { exact: true })).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await look('review');
	await page.getByRole('button', { name: 'Unterschreiben und einreichen' }).click();
	const takeBack = page.getByRole('button', { name: 'Zurücknehmen', exact: true });
	await takeBack.waitFor();
	await look('signed');
	await takeBack.click();
	await page.getByRole('dialog', { name: 'Einreichung zurücknehmen?' }).waitFor();
	await look('take back');
	await takeBack.last().click();
	await page.getByRole('radiogroup').first().waitFor();
	await look('open again');
	expect(left).toEqual(Object.fromEntries(Object.keys(left).map((name) => [name, []])));
	await page.context().close();
});
