/** Starting, stopping and asking how it is: what whoever runs the server relies on. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, signIn, test } from './installation.ts';

test('an empty folder becomes an installation that stops cleanly and comes back', async ({
	empty: installation,
	page
}) => {
	const { origin, data, output } = installation;
	expect(existsSync(join(data, 'primum.sqlite'))).toBe(true);
	expect(statSync(data).mode & 0o077, 'only its owner may read the data').toBe(0);
	const link = new RegExp(`${origin}/join/[\\w-]{43}`).exec(output())?.[0];
	expect(link).toBeDefined();

	await page.goto(link!);
	await page.getByLabel('Your name').fill('Grace Okafor');
	await page.getByLabel('E-mail address').fill('grace@primum.example');
	await page.getByLabel('Password').fill('a long enough sentence');
	await page.getByRole('button', { name: 'Create administrator' }).click();
	await page.waitForURL('**/studies');

	expect(await installation.stop('SIGINT')).toBe(0);
	await installation.start();
	await page.reload();
	await expect(page.getByText('Grace Okafor'), 'the session outlives a restart').toBeVisible();
	expect(installation.output()).not.toContain('/join/');

	const port = new URL(origin).port;
	const second = await installation.primum('serve', '--data', `${data}-second`);
	expect(second.code).toBe(1);
	expect(second.stderr).toContain(port);
});

test('says that it lives and that it can write', async ({ installation, request }) => {
	expect((await request.get(`${installation.origin}/healthz`)).status()).toBe(200);
	expect((await request.get(`${installation.origin}/readyz`)).status()).toBe(200);
	const { code, stdout } = await installation.primum('doctor');
	expect(code, stdout).toBe(0);
});

test('no page may be kept, framed or run what we did not write', async ({
	installation,
	request
}) => {
	const headers = (await request.get(`${installation.origin}/sign-in`)).headers();
	expect(headers['cache-control']).toBe('no-store');
	expect(headers['x-content-type-options']).toBe('nosniff');
	expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
	expect(headers['content-security-policy']).toMatch(/script-src 'self' 'nonce-/);
});

test('a real installation offers no accounts, and tells nothing by a wrong password', async ({
	installation,
	page
}) => {
	await page.goto(`${installation.origin}/sign-in`);
	await expect(page.getByText('Demonstration accounts')).toHaveCount(0);
	await page.getByLabel('E-mail address').fill('nobody@primum.example');
	await page.getByLabel('Password').fill('whatever it may be');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await expect(page.getByRole('alert')).toHaveText(
		'The e-mail address or the password is not right.'
	);
});

test('the demonstration offers its accounts, says what it is, and has a case waiting', async ({
	demo,
	page
}) => {
	await page.goto(`${demo.origin}/sign-in`);
	await expect(page.getByText('every case, person and rating here is synthetic')).toBeVisible();
	await page.getByRole('link', { name: /with a case waiting/ }).click();
	await expect(page.getByLabel('Password')).not.toHaveValue('');
	await page.getByRole('button', { name: 'Sign in', exact: true }).click();
	await page.waitForURL('**/cases');
	await expect(page.getByRole('link', { name: /^Start \w+: \d+ actions left/ })).toBeVisible();
	const cookies = await page.context().cookies();
	expect(cookies.map(({ name }) => name).sort()).toEqual(['primum', 'primum-known']);
	for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
	expect(demo.output()).toContain('first do no harm');
});

test('a rater learns nothing of another by any page of the study', async ({ demo, page }) => {
	await signIn(page, demo.origin, 'rater1@demo.example');
	const pages = ['coverage', 'assignments', 'agreement', 'disagreements', 'releases', 'people'];
	for (const name of [...pages, 'cases', 'settings', 'export/csv', 'releases/1/archive']) {
		for (const data of ['', '/__data.json']) {
			if (data !== '' && /export|releases\/1/.test(name)) continue;
			const response = await page.request.get(`${demo.origin}/studies/demo/${name}${data}`);
			const told = await response.text();
			expect(told, `${name}${data}`).not.toContain('Mateo Salinas');
			if (data === '') expect(response.status(), name).toBe(403);
		}
	}
	const theirs = await page.request.get(`${demo.origin}/cases/2`);
	const mine = await page.request.get(`${demo.origin}/cases`);
	expect([200, 404]).toContain(theirs.status());
	expect(await mine.text()).not.toContain('Mateo Salinas');
});
