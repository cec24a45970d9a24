/** A study requires qualification: a rater fails, thinks again, passes, and the cases of the study open. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import * as kit from './kit.ts';
import { addKit, addMember, addStudy } from './small-study.ts';

const STUDY = 'qualify';
const COORDINATOR = 'quentin@primum.example';
const RATER = 'rosa@primum.example';
const GOLD = 'Derm001';

const KEY = new Map(kit.rubric(GOLD).options.map(({ id, score }) => [id, score]));
const right = (number: number) => KEY.get(number)!;
const wrong = (number: number) => (right(number) <= 5 ? 9 : 1);

/** The study has a case without reference scores, which the rater is given, and the kit, which has them. */
test.beforeAll(async ({ installation }) => {
	await addStudy(installation, { slug: STUDY, lengths: [3], raters: [RATER] });
	await addMember(installation, STUDY, COORDINATOR, 'coordinator');
	await addKit(installation, STUDY);
});

async function switchOn(page: Page, { origin }: Installation): Promise<void> {
	await signIn(page, origin, COORDINATOR);
	await page.goto(`${origin}/studies/${STUDY}/settings/qualification`);
	const card = page.getByRole('region', { name: 'Qualification', exact: false }).first();
	await expect(card).toContainText('Not offered: 1 case without a reference score');
	await card.getByLabel('Raters must qualify').check();
	await card.getByLabel(GOLD).check();
	await card.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(card).toContainText('Raters must qualify before they begin a case of the study.');
	await expect(card.getByLabel(GOLD)).toBeChecked();
	await isAccessible(page);
}

/** Gives every action a score by its key on the keyboard, from the first row to the last. */
async function rate(page: Page, scoreOf: (number: number) => number): Promise<void> {
	await expect(page.locator('[data-ready=true]')).toHaveCount(1);
	const rows = page.locator('li.row');
	const focused = page.locator('li.row.focus');
	await expect(focused).toHaveAttribute('data-row', '0');
	for (let place = 0; place < (await rows.count()); place += 1) {
		const row = rows.nth(place);
		const number = Number(await row.locator('.number').textContent());
		await page.keyboard.press(String(scoreOf(number)));
		await expect(row.getByRole('radio', { checked: true })).toHaveText(String(scoreOf(number)));
		// A score for an unrated action has moved on already.
		if ((await focused.getAttribute('data-row')) === String(place)) await page.keyboard.press('j');
	}
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function sign(page: Page): Promise<void> {
	await page.keyboard.press('Control+Enter');
	await page.getByRole('dialog').getByRole('button', { name: 'Sign and submit' }).click();
}

/** That axe finds nothing wrong, in either theme. */
async function isAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
	}
}

test('a rater qualifies, and the cases of the study open', async ({
	installation,
	page,
	browser
}) => {
	const { origin } = installation;
	const desk = await (await browser.newContext()).newPage();
	await switchOn(desk, installation);

	await signIn(page, origin, RATER);
	await page.goto(`${origin}/cases`);
	const study = page.getByRole('region', { name: STUDY });
	await expect(study).toContainText('at least 80% of your answers lie within 2 points');
	await expect(study).toContainText('You have 2 tries.');
	await expect(study.getByRole('link', { name: /Card001/ })).toHaveCount(0);
	await expect(study.getByText('Not open yet')).toBeVisible();
	await isAccessible(page);
	await study.getByRole('link', { name: `Start ${GOLD}: ${KEY.size} actions left` }).click();

	await expect(page.getByText('This is a qualification case')).toBeVisible();
	await rate(page, wrong);
	await sign(page);
	await expect(page.getByText(/Not passed yet: \d+ of \d+ answers/)).toBeVisible();
	await expect(page.getByText('You have one more try.')).toBeVisible();
	await expect(page.getByRole('dialog')).toHaveCount(0);
	await expect(page.getByText("The study's key:")).toHaveCount(0);
	await isAccessible(page);

	await rate(page, right);
	await sign(page);
	const passed = `Qualified: ${KEY.size} of ${KEY.size} answers agree with the study's key.`;
	await expect(page.getByText(passed)).toBeVisible();
	await expect(page.getByRole('button', { name: 'Take back' })).toHaveCount(0);
	await expect(page.getByText("The study's key:")).toHaveCount(KEY.size);
	await isAccessible(page);

	await page.getByRole('link', { name: 'Next case' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Card001');
	await expect(page.getByText('case 1 of 1')).toBeVisible();
	await page.keyboard.press('7');
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.goto(`${origin}/cases`);
	await expect(study).toContainText(passed);
	await expect(study).toContainText('2 actions left in 1 of 1 case');

	await desk.goto(`${origin}/studies/${STUDY}/people`);
	await isAccessible(desk);
	await desk.getByRole('link', { name: 'rosa', exact: true }).click();
	await expect(desk.getByText(`${KEY.size} of ${KEY.size}, 100%`)).toBeVisible();
	await isAccessible(desk);
	await desk.context().close();
});

test('a rater who has no try left is accepted with a reason', async ({
	installation,
	page,
	browser
}) => {
	const { origin } = installation;
	const late = 'otto@primum.example';
	await addMember(installation, STUDY, late, 'rater');
	const desk = await (await browser.newContext()).newPage();
	await switchOn(desk, installation);
	await signIn(page, origin, late);
	await page.goto(`${origin}/cases`);
	await page.getByRole('link', { name: new RegExp(`^Start ${GOLD}`) }).click();
	await rate(page, wrong);
	await sign(page);
	await expect(page.getByText('You have one more try.')).toBeVisible();
	await expect(page.locator('[data-ready=true]')).toHaveCount(1);
	await sign(page);
	await expect(page.getByText('There is no try left.')).toBeVisible();
	await page.goto(`${origin}/cases`);
	await expect(page.getByText('There is no try left.')).toBeVisible();

	await desk.goto(`${origin}/studies/${STUDY}/coverage`);
	const needs = desk.getByRole('region', { name: 'Needs you' });
	await expect(needs).toContainText('1 rater did not qualify and has no try left');
	await expect(needs).toContainText('otto');
	await needs.getByRole('link', { name: 'See people' }).click();
	await desk.getByRole('link', { name: 'Accept otto without a pass' }).click();
	const asked = desk.getByRole('dialog', { name: 'Accept otto without a pass?' });
	await asked.getByLabel('Reason').fill('Wrote the key.');
	await asked.getByRole('button', { name: 'Accept the rater' }).click();
	await expect(desk.getByText('“Wrote the key.”')).toBeVisible();
	await page.reload();
	await expect(page.getByText('the coordinator has accepted you')).toBeVisible();
	await desk.context().close();
});
