/** A coordinator's people: ten pasted with two mistakes, mended, added; one renamed, one paused, one left and back. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TERMINAL } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import * as people from '#lib/server/services/people/index.ts';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addKit, addMember, succeed } from './small-study.ts';

const KIB = 1024;
const MOST_PAGE_KIB = 200;

async function isAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}

/** A study with a case of Neph and one of Derm, and somebody who runs it. */
async function begin(installation: Installation, page: Page, slug: string): Promise<void> {
	await succeed(installation, 'study', 'create', slug);
	await addKit(installation, slug);
	await addMember(installation, slug, `desk@${slug}.example`, 'coordinator');
	await signIn(page, installation.origin, `desk@${slug}.example`);
	await page.goto(`${installation.origin}/studies/${slug}/people`);
}

const NAMES = 'Ada,Ben,Chidi,Dora,Elif,Farid,Grace,Hana,Ines,Jun'.split(',');
const line = (
	name: string,
	email = `${name.toLowerCase()}@ten.example`,
	specialty = 'Nephrology'
) => `${name} Ten, ${email}, ${specialty}`;

test('ten people are pasted with two mistakes, mended, added, changed and let go', async ({
	installation,
	page
}) => {
	await begin(installation, page, 'ten');

	await test.step('three presses and one field add ten people', async () => {
		await page.getByRole('link', { name: 'Add people…' }).click();
		const field = page.getByRole('textbox', { name: /Paste|Pasted/ });
		const pasted = NAMES.map((name, index) => {
			if (index === 3) return line(name, undefined, 'Nephrolgy');
			return index === 7 ? line(name, 'hana@ten') : line(name);
		});
		await field.fill(pasted.join('\n'));
		await expect(page.getByText('9 will be invited')).toBeVisible();
		await expect(page.getByText('1 left out until corrected')).toBeVisible();
		await isAccessible(page);
		await page.getByRole('button', { name: 'Use Nephrology' }).click();
		await expect(field).toHaveValue(new RegExp(`${line('Dora')}\n`));
		await field.fill((await field.inputValue()).replace('hana@ten,', 'hana@ten.example,'));
		await expect(page.getByText('10 will be invited')).toBeVisible();
		await page.getByRole('button', { name: 'Make links to copy' }).click();
		await expect(page.getByText('10 people are added.')).toBeVisible();
		await expect(page.getByLabel(/^One-time link for/)).toHaveCount(10);
		await isAccessible(page);
		// Pressed before the scripts are there, "Add people" leads to a page of its own, whose Done is a link.
		const done = page.getByRole('button', { name: 'Done' });
		await done.or(page.getByRole('link', { name: 'Done' })).click();
		await expect(page.getByRole('row', { name: /Hana Ten/ })).toContainText('invited');
		await isAccessible(page);
	});

	await test.step('a name and a specialty are mended', async () => {
		await page.getByRole('link', { name: 'Ben Ten', exact: true }).click();
		await page.getByLabel('Name', { exact: true }).fill('Benjamin Ten');
		await page.getByLabel('Dermatology').check();
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Benjamin Ten is changed.')).toBeVisible();
		await expect(page.getByRole('heading', { level: 1 })).toHaveText('Benjamin Ten');
		await expect(page.getByLabel('Dermatology')).toBeChecked();
		await isAccessible(page);
		await page.getByRole('link', { name: 'Back to people' }).click();
	});

	await test.step('one is paused, by name and with a reason', async () => {
		await page.getByLabel('Choose Chidi Ten').check();
		await expect(page.getByText('1 chosen')).toBeVisible();
		await page.getByRole('button', { name: 'Pause…' }).click();
		const asked = page.getByRole('dialog', { name: 'Pause Chidi Ten?' });
		await asked.getByLabel('Reason').fill('On call.');
		await isAccessible(page);
		await asked.getByRole('button', { name: 'Pause' }).click();
		await expect(page.getByText('Paused: Chidi Ten.')).toBeVisible();
		await expect(asked).toHaveCount(0);
	});

	await test.step('one leaves, and is taken back', async () => {
		await page.getByLabel('Choose Dora Ten').check();
		await page.getByRole('button', { name: 'Leave…' }).click();
		const asked = page.getByRole('dialog', { name: 'Let Dora Ten leave the study?' });
		await asked.getByLabel('Reason').fill('Moved away.');
		await asked.getByRole('button', { name: 'Leave' }).click();
		await expect(page.getByText('Left: Dora Ten.')).toBeVisible();
		await expect(page.getByRole('row', { name: /Dora Ten/ })).toContainText('left');
		await page.getByRole('link', { name: 'Take Dora Ten back into the study' }).click();
		const again = page.getByRole('dialog', { name: 'Take Dora Ten back into the study?' });
		await again.getByRole('button', { name: 'Take back' }).click();
		await expect(page.getByText('Dora Ten is back in the study.')).toBeVisible();
		await expect(page.getByRole('row', { name: /Dora Ten/ })).toContainText('invited');
	});

	await test.step('a new link says whose it is, and that the former one dies', async () => {
		await page.getByRole('link', { name: 'Send the invitation of Hana Ten again' }).click();
		const asked = page.getByRole('dialog', { name: 'Invite Hana Ten again?' });
		await expect(asked).toContainText('had before no longer work');
		await asked.getByRole('button', { name: 'Make a new link' }).click();
		await expect(page.getByLabel('One-time link for Hana Ten')).toHaveValue(/\/join\//);
	});
});

test('what is pasted before the scripts are there is checked once they are', async ({
	installation,
	page
}) => {
	await begin(installation, page, 'early');
	const pasted = Promise.withResolvers<void>();
	await page.route('**/_app/**/*.js', async (route) => {
		await pasted.promise;
		await route.continue();
	});
	await page.goto(`${installation.origin}/studies/early/people/add`, { waitUntil: 'commit' });
	await page.getByRole('textbox', { name: /Paste|Pasted/ }).fill(line('Ada', 'ada@early.example'));
	pasted.resolve();
	await expect(page.getByText('1 will be invited')).toBeVisible();
	await expect(page.getByRole('button', { name: 'Make links to copy' })).toBeEnabled();
});

test('people are added, paused and let go without scripts', async ({ installation, browser }) => {
	const context = await browser.newContext({ javaScriptEnabled: false });
	const page = await context.newPage();
	await begin(installation, page, 'plain');
	await page.getByRole('link', { name: 'Add people…' }).click();
	const field = page.getByRole('textbox', { name: /Paste|Pasted/ });
	await field.fill(line('Ada', 'ada@plain.example', 'Nephrolgy'));
	await page.getByRole('button', { name: 'Check' }).click();
	await page.getByRole('button', { name: 'Use Nephrology' }).click();
	await expect(field).toHaveValue(/Nephrology/);
	await page.getByRole('button', { name: 'Make links to copy' }).click();
	await expect(page.getByLabel('One-time link for Ada Ten')).toHaveValue(/\/join\//);
	await page.getByRole('link', { name: 'Done' }).click();
	await page.getByLabel('Choose Ada Ten').check();
	await page.getByRole('button', { name: 'Leave…' }).click();
	await page.getByLabel('Reason').fill('Moved away.');
	await page.getByRole('button', { name: 'Leave', exact: true }).click();
	await expect(page.getByText('Left: Ada Ten.')).toBeVisible();
	await context.close();
});

test('the list stays small and can be read with 2,900 people', async ({ installation, page }) => {
	await begin(installation, page, 'crowd');
	const app = openApp(readConfig({ PRIMUM_DATA: installation.data, PRIMUM_LOG: 'silent' }));
	const lines = Array.from({ length: 2_900 }, (_, n) => line(`Rater ${n}`, `r${n}@crowd.example`));
	const given = { lines: lines.join('\n'), how: 'links' } as const;
	expect((await people.addMany(app, TERMINAL, 'crowd', given)).came).toHaveLength(2_900);
	await app.db.close();
	const answered = await page.goto(`${installation.origin}/studies/crowd/people`);
	expect((await answered!.body()).length / KIB).toBeLessThan(MOST_PAGE_KIB);
	await expect(page.getByText('Page 1 of 59')).toBeVisible();
	await isAccessible(page);
	await page.getByLabel('Name or address').fill('r2899@');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('row', { name: /Rater 2899 Ten/ })).toBeVisible();
	await expect(page.getByRole('link', { name: 'All 1' })).toBeVisible();

	await page.setViewportSize({ width: 390, height: 844 });
	for (const place of ['people', 'coverage', 'assignments?view=held', 'assignments']) {
		const shown = await page.goto(`${installation.origin}/studies/crowd/${place}`);
		expect((await shown!.body()).length / KIB, place).toBeLessThan(MOST_PAGE_KIB);
		// The first plan is computed without a press.
		if (place === 'assignments') await expect(page.getByText('The plan is ready.')).toBeVisible();
		await isAccessible(page);
		const tooWide = await page.evaluate(() =>
			[document.documentElement, ...document.querySelectorAll('[role=region]')]
				.filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
				.map(({ className }) => className)
		);
		expect(tooWide, place).toEqual([]);
	}
});
