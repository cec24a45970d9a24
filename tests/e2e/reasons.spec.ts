/** What a coordinator does that stays on record: each with a reason, and not without. */
import { expect, signIn, test } from './installation.ts';
import { makeRelease } from './release-by-hand.ts';

test('a submitted case is opened again with a reason', async ({ demo, page }) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/coverage?show=complete`);
	const signed = page.getByRole('link', { name: /, signed, / });
	const before = await signed.count();
	await signed.first().click();
	await page.getByRole('link', { name: 'Reopen…' }).click();
	const asked = page.getByRole('dialog', { name: /^Reopen \w+ for / });
	await asked.getByLabel('Reason').fill(' ');
	await asked.getByRole('button', { name: 'Reopen the case' }).click();
	await expect(asked.getByText('Say why the case is opened again.')).toBeVisible();
	await asked.getByRole('link', { name: 'Cancel' }).click();
	await expect(asked).toHaveCount(0);

	await page.getByRole('link', { name: 'Reopen…' }).click();
	await asked.getByLabel('Reason').fill('The rater asked for it.');
	await asked.getByRole('button', { name: 'Reopen the case' }).click();
	await expect(page.getByText('The case is open again for its rater.')).toBeVisible();
	await page.goto(`${demo.origin}/studies/demo/coverage?show=complete`);
	// Its case is not complete any more, so its other two places are not here either.
	await expect(signed).toHaveCount(before - 3);
});

test('a release is withdrawn with a reason, and stays in the list', async ({ demo, page }) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	// The demonstration has one that its leaderboard is of.
	await makeRelease(page, `${demo.origin}/studies/demo`, 2);
	await page.getByRole('link', { name: 'Withdraw release 2…' }).click();
	const asked = page.getByRole('dialog', { name: 'Withdraw release 2?' });
	await asked.getByLabel('Reason').fill('A wrong rule.');
	await asked.getByRole('button', { name: 'Withdraw the release' }).click();
	await expect(page.getByText('Release 2 is withdrawn. It stays here, marked.')).toBeVisible();
	await expect(asked).toHaveCount(0);
	await expect(page.getByText(/^Withdrawn .*: A wrong rule\.$/)).toBeVisible();
});
