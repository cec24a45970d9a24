/**
 * A rater who is silent at 2 of 8 is replaced: the open tab is told, what was entered there stays readable, the
 * replacement rates, and what was left out is in no export.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { unpack } from '#lib/formats/zip.ts';
import { expect, signIn, test } from './installation.ts';
import { addMember, addStudy } from './small-study.ts';

const SLUG = 'moving';
const at = (name: string) => `${name}.moving@primum.test`;
const [ADA, BEN, CYN, CORA] = ['ada', 'ben', 'cyn', 'cora'].map(at) as [
	string,
	string,
	string,
	string
];
const named = (email: string) => email.split('@')[0]!;

async function open(page: Page, origin: string, email: string, path: string): Promise<void> {
	await signIn(page, origin, email);
	await page.goto(origin + path);
}

async function rate(page: Page, count: number, key: string): Promise<void> {
	for (let place = 0; place < count; place += 1) {
		await expect(page.locator(`li.row.focus[data-row="${place}"]`)).toHaveCount(1);
		await page.keyboard.press(key);
	}
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function expectAccessible(page: Page): Promise<void> {
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
}

test('all the open cases of a rater go to somebody else at once', async ({
	installation,
	page
}) => {
	const { origin } = installation;
	const [dan, eve, finn, cody] = ['dan', 'eve', 'finn', 'cody'].map(at) as [
		string,
		string,
		string,
		string
	];
	await addStudy(installation, { slug: 'bulk', lengths: [2, 3], raters: [dan, eve] });
	await addMember(installation, 'bulk', finn, 'rater');
	await addMember(installation, 'bulk', cody, 'coordinator');
	await open(page, origin, cody, '/studies/bulk/assignments?view=held');
	await page
		.getByRole('link', { name: `${named(dan)} not begun` })
		.first()
		.click();
	await page.getByRole('link', { name: `All cases of ${named(dan)}` }).click();
	await page.getByRole('button', { name: 'Move or release the chosen…' }).click();
	const dialog = page.getByRole('dialog', { name: `Take 2 cases from ${named(dan)}?` });
	await expect(dialog).toContainText('Card001, Card002.');
	await dialog.getByRole('checkbox', { name: named(finn) }).check();
	await dialog.getByLabel('Reason').fill('On leave.');
	await dialog.getByRole('button', { name: 'Take 2 cases' }).click();
	await expect(page.getByText(`2 cases moved: 2 to ${named(finn)}.`)).toBeVisible();
	await expect(dialog).toBeHidden();
	await expect(page.getByText(`${named(dan)} was given no case in this round.`)).toBeVisible();
});

test('a rater who is silent at 2 of 8 is replaced', async ({ installation, browser }) => {
	const { origin } = installation;
	await addStudy(installation, { slug: SLUG, lengths: [8], raters: [ADA, BEN] });
	await addMember(installation, SLUG, CYN, 'rater');
	await addMember(installation, SLUG, CORA, 'coordinator');
	const contexts = [
		await browser.newContext(),
		await browser.newContext(),
		await browser.newContext()
	] as const;
	const [adas, cyns, desk] = [
		await contexts[0].newPage(),
		await contexts[1].newPage(),
		await contexts[2].newPage()
	];

	await open(adas, origin, ADA, '/cases');
	await adas.locator('a.case').filter({ hasText: 'Card001' }).click();
	await expect(adas.locator('.screen')).toHaveAttribute('data-ready', 'true');
	await rate(adas, 2, '1');

	await test.step('the coordinator takes the case from her and gives it to another', async () => {
		await open(desk, origin, CORA, `/studies/${SLUG}/assignments?view=held`);
		await desk.getByRole('link', { name: `${named(ADA)} 2 of 8 rated` }).click();
		await expect(desk.getByRole('heading', { level: 1 })).toHaveText(`Card001, ${named(ADA)}`);
		await expectAccessible(desk);
		await desk.getByRole('link', { name: 'Move or release…' }).click();
		const dialog = desk.getByRole('dialog', { name: `Take Card001 from ${named(ADA)}?` });
		await expect(dialog).toContainText('has rated 2 of 8 actions');
		await expectAccessible(desk);
		const to = dialog.getByLabel('Goes to');
		await to.selectOption({ label: `${named(CYN)} · Cardiology · 0 open cases` });
		await dialog.getByLabel('Reason').fill('Silent for two weeks.');
		await dialog.getByRole('button', { name: 'Take the case' }).click();
		await expect(desk.getByText(`1 case moved: 1 to ${named(CYN)}.`)).toBeVisible();
		await expect(dialog).toBeHidden();
		await expect(desk.getByText('is left out everywhere.')).toBeVisible();
	});

	await test.step('her open tab is told kindly, and shows what it could not save', async () => {
		await adas.keyboard.press('5');
		const refused = adas.getByRole('dialog', { name: 'A change was not accepted' });
		await expect(refused).toContainText('The coordinator has taken this case from your list.');
		await expect(refused).toContainText('5, Uncertain');
		await refused.press('Escape');
		await expect(adas.getByRole('status').filter({ hasText: 'has taken this case' })).toBeVisible();
		await adas.goto(`${origin}/cases`);
		await expect(adas.locator('a.case')).toHaveCount(0);
		await adas.getByRole('link', { name: 'A case', exact: true }).click();
		await expect(refused).toContainText('5, Uncertain');
		adas.once('dialog', (dialog) => void dialog.accept());
		await refused.getByRole('button', { name: 'Discard this change' }).click();
		await expect(refused).toBeHidden();
	});

	await test.step('the other rates the case from the beginning and signs it', async () => {
		await open(cyns, origin, CYN, '/cases');
		await cyns.locator('a.case').filter({ hasText: 'Card001' }).click();
		await expect(cyns.locator('.screen')).toHaveAttribute('data-ready', 'true');
		await rate(cyns, 8, '9');
		await cyns.keyboard.press('Control+Enter');
		await cyns.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(cyns.getByRole('region', { name: /signature/i })).toBeVisible();
	});

	await test.step('what was left out is in no export, and can be looked at by name', async () => {
		const answer = await desk.request.get(`${origin}/studies/${SLUG}/export/csv`);
		const files = unpack(new Uint8Array(await answer.body()));
		const [head, ...lines] = new TextDecoder().decode(files.get('ratings.csv')).trim().split('\n');
		const score = head!.split(',').indexOf('score');
		expect(lines.map((line) => line.split(',')[score])).toEqual(Array<string>(8).fill('9'));

		await desk.getByRole('link', { name: 'Look at the ratings' }).click();
		await expect(desk.getByRole('cell', { name: '1, Harmful, severe' })).toHaveCount(2);
		await expectAccessible(desk);
		await desk.goBack();
		await desk.reload();
		await expect(desk.getByRole('cell', { name: 'The ratings were looked at' })).toBeVisible();
		await desk.getByRole('link', { name: `All cases of ${named(ADA)}` }).click();
		await expect(desk.getByRole('cell', { name: 'taken, 2 of 8 rated, left out' })).toBeVisible();
		await expectAccessible(desk);
	});

	for (const context of contexts) await context.close();
});
