/** An administrator disables an account and replaces its links, and is asked first; without scripts too. */
import { expect, signIn, test } from './installation.ts';

test.use({ javaScriptEnabled: false });

test('an administrator is asked before an account is disabled, or its links are replaced', async ({
	demo,
	page
}) => {
	await signIn(page, demo.origin, 'admin@demo.example');
	const account = `${demo.origin}/accounts?search=rater3`;
	await page.goto(account);
	await page.getByRole('link', { name: /^Disable / }).click();
	await expect(page.getByRole('heading', { name: /^Disable the account of/ })).toBeVisible();
	await page.getByRole('button', { name: 'Disable', exact: true }).click();
	await expect(page.getByText('The account is disabled and signed out')).toBeVisible();
	await expect(page.getByRole('heading', { name: /^Disable the account of/ })).toHaveCount(0);
	await page.getByRole('button', { name: 'Enable it again' }).click();
	await expect(page.getByText('The account is open again.')).toBeVisible();
	await page.goto(account);
	await page.getByRole('link', { name: /^New link for/ }).click();
	await page.getByRole('button', { name: 'Make a new link' }).click();
	await expect(page.getByText('A new link is made')).toBeVisible();
});
