/** The development server, as a fresh clone starts it. */
import { expect, install, remove, test } from './installation.ts';

test('a development server makes its folder ready, and its links lead to it', async ({ page }) => {
	const installation = await install('dev');
	try {
		const { origin, output } = installation;
		const link = new RegExp(`${origin}/join/[\\w-]{43}`);
		await expect.poll(output, { timeout: 30_000 }).toMatch(link);
		await page.goto(link.exec(output())![0]);
		await page.getByLabel('Your name').fill('Grace Okafor');
		await page.getByLabel('E-mail address').fill('grace@primum.example');
		await page.getByLabel('Password').fill('a long enough sentence');
		await page.getByRole('button', { name: 'Create administrator' }).click();
		await page.waitForURL(`${origin}/studies`);
		await expect(page.getByText('Grace Okafor')).toBeVisible();
	} finally {
		await remove(installation);
	}
});
