/** The own account: language, password, other browsers, reminders; and the way back without the password. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import * as unsubscribing from '#lib/server/auth/unsubscribing.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { read } from '#lib/server/db/atomically.ts';
import * as users from '#lib/server/store/users.ts';
import { DEMO_PASSWORD, expect, signIn, test, type Installation } from './installation.ts';
import { send } from './raw.ts';
import { addStudy, succeed } from './small-study.ts';

const NEWER = 'ein neuer langer Satz';

/** The path of the link that a reminder to this person would hold. */
async function linkInReminder(installation: Installation, email: string): Promise<string> {
	const { data, origin } = installation;
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent', ORIGIN: origin }));
	const { id, passwordHash } = (await read(app.db, (tx) => users.byEmail(tx, { email })))!;
	await app.db.close();
	return new URL(unsubscribing.linkOf({ origin }, { id, passwordHash: passwordHash! })).pathname;
}

/** Moves on by the keyboard until something with this name has the focus, and presses it. */
async function press(page: Page, name: string, key = 'Enter'): Promise<void> {
	const wanted = page.locator(':focus').and(page.getByRole('button', { name, exact: true }));
	const link = page.locator(':focus').and(page.getByRole('link', { name, exact: true }));
	for (let tab = 0; tab < 60; tab += 1) {
		if ((await wanted.count()) + (await link.count()) > 0) return page.keyboard.press(key);
		await page.keyboard.press('Tab');
	}
	throw new Error(`The keyboard leads to no "${name}".`);
}

const clean = async (page: Page) =>
	expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);

test('a rater sets what is her own, by keyboard and in her language', async ({
	installation,
	browser
}) => {
	const { origin } = installation;
	const email = 'own@primum.example';
	await addStudy(installation, { slug: 'own', lengths: [2], raters: [email] });
	const open = async () => (await browser.newContext({ baseURL: origin })).newPage();
	const [here, elsewhere] = [await open(), await open()];
	for (const page of [here, elsewhere]) await signIn(page, origin, email);

	await press(here, 'Your account: own');
	await expect(here.getByRole('heading', { name: 'Your account' })).toBeVisible();
	await clean(here);
	await press(here, 'Deutsch');
	await expect(here.getByRole('heading', { name: 'Ihr Konto' })).toBeVisible();
	await clean(here);
	// The choice goes with the account, where none was made in the browser.
	await elsewhere.goto('/cases');
	await expect(elsewhere.getByRole('heading', { name: 'Meine Fälle' })).toBeVisible();

	await here.getByLabel('Jetziges Passwort').fill('not the one');
	await here.getByLabel('Neues Passwort').fill(NEWER);
	await press(here, 'Passwort ändern');
	await expect(here.getByText('Das ist nicht Ihr jetziges Passwort.')).toBeVisible();
	await here.getByLabel('Jetziges Passwort').fill(DEMO_PASSWORD);
	await press(here, 'Passwort ändern');
	// The one in which the first password was chosen is the second.
	await expect(here.getByText('2 andere Browser wurden abgemeldet.')).toBeVisible();
	await elsewhere.goto('/cases');
	expect(new URL(elsewhere.url()).pathname).toBe('/sign-in');

	await elsewhere.getByLabel('E-mail address').fill(email);
	await elsewhere.getByLabel('Password', { exact: true }).fill(NEWER);
	await elsewhere.keyboard.press('Enter');
	await expect(elsewhere.getByRole('heading', { name: 'Meine Fälle' })).toBeVisible();
	await here.reload();
	await press(here, 'Überall sonst abmelden');
	const asked = here.getByRole('dialog', { name: 'Überall sonst abmelden?' });
	await expect(asked).toContainText('1 anderer Browser wird sofort abgemeldet');
	await clean(here);
	await press(here, 'Überall sonst abmelden');
	await expect(asked).toBeHidden();
	await expect(here.getByText('Sie sind sonst nirgends angemeldet.')).toBeVisible();
	await elsewhere.goto('/cases');
	expect(new URL(elsewhere.url()).pathname).toBe('/sign-in');

	const path = await linkInReminder(installation, email);
	await elsewhere.goto(path);
	await expect(elsewhere.getByText(`remind ${email} of cases`)).toBeVisible();
	await clean(elsewhere);
	await here.goto('/me');
	const reminders = here.getByLabel('An wartende Fälle erinnern');
	await expect(reminders).toBeChecked();
	await press(elsewhere, 'Stop reminders');
	await expect(elsewhere.getByRole('heading', { name: 'Reminders are off' })).toBeVisible();
	await clean(elsewhere);
	await here.reload();
	await expect(reminders).not.toBeChecked();
	await reminders.check();
	await press(here, 'Auswahl speichern');
	await expect(here.getByText('Sie werden an wartende Fälle erinnert.')).toBeVisible();
	// A mail program asks by itself, with neither a cookie nor a page of ours.
	const oneClick = {
		method: 'POST',
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
		body: 'List-Unsubscribe=One-Click'
	};
	expect((await send(origin, { ...oneClick, path })).status).toBe(200);
	await here.reload();
	await expect(reminders).not.toBeChecked();
	const foreign = { ...oneClick.headers, origin: 'https://elsewhere.example' };
	expect((await send(origin, { ...oneClick, path, headers: foreign })).status).toBe(403);
	expect((await send(origin, { ...oneClick, path: '/me?/sessions' })).status).toBe(403);
});

test('whoever forgot the password is told whom to ask, and comes back by a link', async ({
	installation,
	page
}) => {
	const { origin } = installation;
	const email = 'forgetful@primum.example';
	await addStudy(installation, { slug: 'forgetful', lengths: [1], raters: [email] });
	await page.goto(`${origin}/sign-in`);
	await page.getByRole('link', { name: 'Forgotten your password?' }).click();
	await expect(page.getByText('Ask the coordinator of your study')).toBeVisible();
	await clean(page);
	const reset = await succeed(installation, 'users', 'reset', email, '--json');
	const { link } = JSON.parse(reset) as { link: string };
	const path = new URL(link).pathname;
	await page.goto(`${origin}${path}`);
	await expect(page.getByText('signed out everywhere else')).toBeVisible();
	await clean(page);
	await page.getByLabel('New password').fill(NEWER);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('heading', { name: 'My cases' })).toBeVisible();
	await page.goto(`${origin}${path}`);
	await expect(
		page.getByRole('heading', { name: 'This link does not work any more' })
	).toBeVisible();
	await clean(page);
});
