/**
 * A coordinator's own spreadsheet, with headers of its own, becomes a running study: every press is counted, from the
 * list of studies to the plan that is applied. What is typed is no press; choosing a file is one.
 */
import AxeBuilder from '@axe-core/playwright';
import { utils, write } from '@e965/xlsx';
import type { Locator, Page } from '@playwright/test';
import { DEMO_PASSWORD, expect, signIn, test, type Installation } from './installation.ts';
import { succeed } from './small-study.ts';

const ADMIN = 'own-sheet@study.example';
const MOST_PRESSES = 15;

/** One sheet, the text of a case on its first row only, and a column that nobody needs. */
const ROWS = [
	['Fall-Nr.', 'Fachgebiet', 'Fallbeschreibung', 'Maßnahme', 'Kategorie', 'interne Notiz'],
	[
		'Card001',
		'Card',
		'Ein Mann von 61 Jahren spürt seit zwei Stunden einen Druck in der Brust, der in den linken Arm zieht.',
		'Sofort den Rettungsdienst rufen',
		'Procedure',
		'von Hand'
	],
	['', '', '', 'Ein EKG schreiben', 'Diagnostic', ''],
	['', '', '', 'Am nächsten Morgen wieder vorstellen', 'Follow-up', 'prüfen'],
	[
		'Derm001',
		'Derm',
		'Eine Frau von 34 Jahren hat seit drei Tagen einen juckenden Ausschlag an beiden Unterarmen.',
		'Eine Salbe mit Kortison verschreiben',
		'Medication',
		''
	],
	['', '', '', 'Nach neuen Seifen fragen', 'Counseling', '']
];

function workbook(): Buffer {
	const book = utils.book_new();
	utils.book_append_sheet(book, utils.aoa_to_sheet(ROWS), 'Fälle 2026');
	return write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

const SHEET = {
	name: 'Fälle für die Studie.xlsx',
	mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
	buffer: workbook()
};

async function expectSound(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(
		violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join()}`)
	).toEqual([]);
	const { width, height } = page.viewportSize()!;
	await page.setViewportSize({ width: 390, height: 844 });
	const wide = await page.evaluate(() => document.documentElement.scrollWidth);
	expect(wide, page.url()).toBeLessThanOrEqual(390);
	await page.setViewportSize({ width, height });
}

/** Somebody's hand: every press is counted. */
class Hand {
	readonly presses: string[] = [];
	readonly page: Page;

	constructor(page: Page) {
		this.page = page;
	}

	async press(role: 'button' | 'link', name: string | RegExp, within: Locator | Page = this.page) {
		this.presses.push(String(name));
		await within
			.getByRole(role, { name, exact: typeof name === 'string' })
			.click({ timeout: 20_000 });
	}

	async choose(label: string, file: typeof SHEET) {
		this.presses.push(`choose ${file.name}`);
		await this.page.getByLabel(label, { exact: true }).setInputFiles(file);
	}
}

async function anAdministrator(installation: Installation): Promise<void> {
	const named = ['--name', 'Mira Okafor', '--email', ADMIN, '--admin', '--json'];
	const added = JSON.parse(await succeed(installation, 'users', 'add', ...named)) as {
		link: string;
	};
	const { origin } = installation;
	const response = await fetch(`${origin}${new URL(added.link).pathname}`, {
		method: 'POST',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ password: DEMO_PASSWORD }),
		redirect: 'manual'
	});
	expect(response.status).toBe(303);
}

test('a spreadsheet of one’s own becomes a running study', async ({ installation, page }) => {
	test.setTimeout(180_000);
	const { origin } = installation;
	await anAdministrator(installation);
	await signIn(page, origin, ADMIN);
	await page.goto(`${origin}/studies`);
	const hand = new Hand(page);

	await test.step('a study', async () => {
		await hand.press('link', /New study|Create a study|Create your first study/);
		await page.getByLabel('Name', { exact: true }).fill('My own sheet');
		await page.getByLabel('Raters per case (k)').fill('2');
		await hand.press('button', 'Create study');
		await page.waitForURL('**/studies/my-own-sheet/setup');
	});

	await test.step('its cases, from a spreadsheet whose columns are guessed', async () => {
		await hand.press('link', 'Import or write cases');
		await hand.choose('Files', SHEET);
		await hand.press('button', 'Read the files');
		await expect(page.getByLabel('What Fallbeschreibung holds')).toHaveValue('case.presentation');
		await expect(page.getByLabel('What Maßnahme holds')).toHaveValue('actions.0.text');
		await expect(page.getByText('2 cases with 5 actions in all')).toBeVisible();
		await expectSound(page);
		await hand.press('button', 'Check');
		await hand.press('button', 'Import 2 cases');
		await expect(page.getByText('Imported: 2 new cases, 0 changed cases.')).toBeVisible();
		await expectSound(page);
		await hand.press('link', 'Setup list');
	});

	await test.step('its raters', async () => {
		await hand.press('link', 'Add people', page.getByRole('main'));
		await page
			.getByRole('textbox', { name: 'Paste here' })
			.fill('Ada Osei, ada@own.example, Card, Derm\nBo Lind, bo@own.example, Card, Derm');
		await hand.press('button', 'Make links to copy');
		await expect(page.getByLabel('One-time link for Bo Lind')).toBeVisible();
		await hand.press('link', 'Setup list');
	});

	await test.step('its plan', async () => {
		await hand.press('link', 'Compute a plan', page.getByRole('main'));
		await hand.press('button', 'Apply 4 assignments');
		await expect(page.getByRole('button', { name: 'Apply 4 assignments' })).toBeHidden();
		await page.goto(`${origin}/studies/my-own-sheet/setup`);
		await expect(page.getByText('Applied: 2 cases of 2 are with 2 raters.')).toBeVisible();
	});
	expect(hand.presses.length, hand.presses.join('\n')).toBeLessThanOrEqual(MOST_PRESSES);

	await test.step('the next file of the kind is read by the mapping that was kept', async () => {
		await page.goto(`${origin}/studies/my-own-sheet/cases`);
		await page.getByLabel('Files', { exact: true }).setInputFiles({ ...SHEET, name: 'Neu.xlsx' });
		await page.getByRole('button', { name: 'Read the files' }).click();
		await expect(page.getByText('which is used')).toBeVisible();
		await page.getByLabel('What interne Notiz holds').selectOption('keep.action');
		await expect(page.getByText('Every column that holds something is used.')).toBeVisible();
		await page.goto(`${origin}/studies/my-own-sheet/cases/mappings`);
		await expectSound(page);
		await page.getByRole('link', { name: /^Forget / }).click();
		await page.getByRole('button', { name: 'Forget it' }).click();
		await expect(page.getByText('None is kept yet.')).toBeVisible();
	});
});
