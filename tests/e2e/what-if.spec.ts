/** A coordinator compares rules before a release, follows one of them to the settings, and reads an action's story. */
import { AxeBuilder } from '@axe-core/playwright';
import { expect, signIn, test } from './installation.ts';

test('what another rule would change, action by action, and nothing is changed by looking', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/disagreements`);
	await page.getByRole('link', { name: 'What if' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('What if');
	const rules = page.getByRole('table', { name: 'What each rule and band comes to' });
	await expect(rules.getByRole('row')).toHaveCount(13);
	await expect(rules.getByText('now', { exact: true })).toHaveCount(1);

	const row = rules.getByRole('row', { name: /^Majority label/ });
	const opens = Number(await row.getByRole('cell').nth(5).innerText());
	const settles = Number(await row.getByRole('cell').nth(7).innerText());
	await row.getByRole('link', { name: 'Majority label' }).click();
	await expect(page).toHaveURL(/rule=majority-label/);
	const turned = page.getByRole('table', { name: 'Actions that would end in another way' });
	expect(opens + settles).toBeGreaterThan(0);
	await page
		.getByRole('navigation', { name: 'Which actions' })
		.getByRole('link', { name: /^Becomes resolved/ })
		.click();
	await expect(turned.getByText('becomes resolved')).toHaveCount(Math.min(settles, 25));
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

	await page.getByRole('link', { name: 'Use this rule…' }).click();
	await expect(page.getByRole('radio', { name: 'Majority label' })).toBeChecked();
	await expect(page.getByText(/not saved/i).first()).toBeVisible();
	await page.goto(`${demo.origin}/studies/demo/what-if`);
	await expect(rules.getByRole('row', { name: /now/ })).toContainText('NOHARM, strict');
});

test('the story of an action, from the list of what would change', async ({ page, demo }) => {
	await signIn(page, demo.origin, 'coordinator@demo.example');
	await page.goto(`${demo.origin}/studies/demo/what-if?rule=mean-rounded`);
	const turned = page.getByRole('table', { name: 'Actions that would end in another way' });
	const link = turned.getByRole('rowheader').first().getByRole('link');
	const [, name, number] = /^(.+) #(\d+)$/.exec(await link.innerText())!;
	await link.click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${name}, action ${number}`);
	const events = page.getByRole('region', { name: 'Story' }).getByRole('listitem');
	await expect(events.first()).toContainText('Came into the study');
	await expect(events.last()).toContainText(/Unresolved|Final score/);
	await expect(page.getByText(/^Rated in round 1 by/)).toBeVisible();
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
});
