/**
 * Adjudication by keyboard alone: three rulings, one put in the place of an earlier one, a reason that survives a
 * reload and a lost connection, and a second adjudicator who differs until both agree.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { by, TERMINAL } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { atomically } from '#lib/server/db/atomically.ts';
import * as cases from '#lib/server/store/cases.ts';
import * as referrals from '#lib/server/store/referrals.ts';
import * as studies from '#lib/server/store/studies.ts';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addSigned, type Said } from './second-round.ts';
import { addMember } from './small-study.ts';

const SLUG = 'rulings';
const [FIRST, SECOND, RUNS] = ['first', 'second', 'runs'].map(
	(name) => `${name}@rulings.example`
) as [string, string, string];

/** Of four actions; the second is settled by the rule. */
const SAID: Record<string, Said[]> = {
	'ada@rulings.example': [[3, 'Too early.'], 8, 1, 4],
	'ben@rulings.example': [6, 8, [9, 'It must be done.'], 9],
	'cyn@rulings.example': [[8, 'Nine stable years.'], 8, 5, 9]
};

/** Three actions are referred, and the study wants two adjudicators. */
async function refer(installation: Installation): Promise<void> {
	const app = openApp(readConfig({ PRIMUM_DATA: installation.data, PRIMUM_LOG: 'silent' }));
	try {
		await atomically(app.db, by(app, TERMINAL), function* (tx) {
			const study = (yield* studies.bySlug(tx, { slug: SLUG }))!;
			yield* studies.update(tx, study, { rulingsWanted: 2 });
			const item = (yield* cases.byExternalId(tx, { studyId: study.id, externalId: 'Card001' }))!;
			for (const { id, number } of yield* cases.actions(tx, { caseId: item.id })) {
				if (number === 2) continue;
				const sent = { actionId: id, to: 'adjudication' as const, createdAt: app.now() };
				yield* referrals.send(tx, [sent]);
			}
		});
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}

test.beforeAll(async ({ installation }) => {
	await addSigned(installation, {
		...{ slug: SLUG, lengths: [4] },
		said: Object.fromEntries(
			Object.entries(SAID).map(([email, said]) => [email, (at: number) => said[at]!])
		)
	});
	for (const email of [FIRST, SECOND]) await addMember(installation, SLUG, email, 'adjudicator');
	await addMember(installation, SLUG, RUNS, 'coordinator');
	await refer(installation);
});

async function expectAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html)}`)).toEqual(
			[]
		);
	}
}

const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();
const action = (page: Page, number: number) =>
	expect(page.getByText(new RegExp(`^Action ${number}, `))).toBeVisible();
const reason = (page: Page) => page.getByLabel(/^Reason, required/);

/** One key, a sentence, Enter. */
async function rule(page: Page, score: number, words: string): Promise<void> {
	await page.keyboard.press(String(score));
	await expect(reason(page)).toBeFocused();
	await page.keyboard.type(words);
	await page.keyboard.press('Enter');
}

/** Goes to the queue from the list of studies, and begins, with the keyboard. */
async function begin(page: Page, { origin }: Installation, email: string): Promise<void> {
	await signIn(page, origin, email);
	await expect(page.getByText('3 actions to rule on')).toBeVisible();
	await page.getByRole('link', { name: `Open ${SLUG}` }).press('Enter');
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Adjudicate');
	await expect(page.getByRole('link', { name: 'Adjudicate 3' })).toBeVisible();
}

test('two adjudicators rule by keyboard, differ, and agree', async ({ installation, browser }) => {
	const open = async () => (await browser.newContext({ baseURL: installation.origin })).newPage();
	const page = await open();
	await begin(page, installation, FIRST);
	await expectAccessible(page);
	await page.getByRole('link', { name: 'Begin' }).press('Enter');
	await ready(page);
	await action(page, 1);
	await expect(page.getByText('Harm meets benefit: 3, 6 and 8. No flags.')).toBeVisible();
	await expect(page.getByText('“Nine stable years.”')).toBeVisible();
	await expect(page.getByText('unanimous, 8 8 8')).toBeVisible();
	await expect(page.locator('body')).not.toContainText(/\b(ada|ben|cyn)\b/);
	await expectAccessible(page);

	// What is typed survives a reload, and a lost connection.
	await page.keyboard.press('7');
	await page.keyboard.type('It answers the doubt.');
	await page.waitForTimeout(400);
	await page.reload();
	await ready(page);
	await expect(reason(page)).toHaveValue('It answers the doubt.');
	await page.context().setOffline(true);
	await page.keyboard.press('7');
	await page.keyboard.press('Enter');
	await expect(page.getByRole('alert')).toContainText('Not saved: the server cannot be reached.');
	await expect(reason(page)).toHaveValue('It answers the doubt.');
	await page.context().setOffline(false);
	await reason(page).press('Enter');

	// One is left for later, and comes again at the end.
	await action(page, 3);
	await page.keyboard.press('s');
	await action(page, 4);
	await rule(page, 9, 'Two of three say so.');
	await action(page, 3);
	await rule(page, 5, 'Nobody knows.');
	await expect(page.getByText(/^3 of 3 ruled, nothing waits for you/)).toBeVisible();
	await expectAccessible(page);

	// Another ruling takes the place of the last one, which stays on record.
	await page.getByRole('link', { name: 'Card001, action 3' }).press('Enter');
	await ready(page);
	await expect(page.getByText('You ruled 5')).toBeVisible();
	await rule(page, 6, 'On second thoughts, a little.');
	await expect(page.getByText('On second thoughts, a little.')).toBeVisible();
	await page.getByRole('link', { name: 'Card001, action 3' }).press('Enter');
	await expect(page.getByText('Before that you ruled 5')).toBeVisible();

	// The second sees nothing of it, agrees on two, and differs on one.
	const other = await open();
	await begin(other, installation, SECOND);
	await other.getByRole('link', { name: 'Begin' }).press('Enter');
	await ready(other);
	await action(other, 1);
	await expect(other.getByText('It answers the doubt.')).toHaveCount(0);
	await rule(other, 7, 'The wording asks for it.');
	await action(other, 3);
	await rule(other, 2, 'It harms.');
	await expect(other.getByText('Adjudicators are apart: 2 and 6.')).toBeVisible();
	await expect(other.getByText('On second thoughts, a little.')).toBeVisible();
	await expectAccessible(other);
	await other.keyboard.press('s');
	await action(other, 4);
	await rule(other, 9, 'So say two.');
	await action(other, 3);

	// A coordinator sees how far it is, and where they are apart.
	const desk = await open();
	await signIn(desk, installation.origin, RUNS);
	await desk.goto(`/studies/${SLUG}/adjudicate`);
	await expect(desk.getByText(/action 3: adjudicators apart: 2 and 6/)).toBeVisible();
	await expect(desk.getByRole('row', { name: /second/ })).toContainText('3');
	await expectAccessible(desk);

	await rule(other, 6, 'The first has a point.');
	await expect(other.getByText(/^3 of 3 ruled, nothing waits for you/)).toBeVisible();
	await desk.reload();
	await expect(desk.getByText('of 3 referred')).toBeVisible();
	await expect(desk.getByText(/adjudicators apart:/)).toHaveCount(0);
});

test('a ruling is a form like every other without scripts', async ({ browser, demo }) => {
	const context = await browser.newContext({ baseURL: demo.origin, javaScriptEnabled: false });
	const page = await context.newPage();
	await signIn(page, demo.origin, 'adjudicator@demo.example');
	await page.goto('/studies/demo/adjudicate');
	await page.getByRole('link', { name: 'Begin' }).click();
	const first = page.url();
	await page.getByRole('radio', { name: /^4, / }).check({ force: true });
	await page.getByLabel(/^Reason, required/).fill('It leans to harm.');
	await page.getByRole('button', { name: /and go on/ }).click();
	await expect(page).not.toHaveURL(first);
	await page.goto('/studies/demo/adjudicate');
	await expect(page.getByText('It leans to harm.')).toBeVisible();
});
