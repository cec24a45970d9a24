/** The coordinator's side of a rater's second thoughts: what raters are apart on, and the lock on a round. */
import { DEMO_PASSWORD, expect, signIn, test } from './installation.ts';

const COORDINATOR = 'coordinator@demo.example';
const study = (path: string) => `/studies/demo/${path}`;

test('a coordinator finds the worst disagreements and chooses among them', async ({
	page,
	demo
}) => {
	await signIn(page, demo.origin, COORDINATOR);
	await page.goto(demo.origin + study('coverage'));
	await page.getByRole('link', { name: 'Disagreements' }).click();
	await expect(page.getByRole('heading', { level: 1 })).toHaveText('Disagreements');

	const rows = page.getByRole('article');
	await expect(rows).toHaveCount(30);
	await expect(rows.first()).toContainText(/Harm meets benefit: \d, \d and \d/);
	const strip = rows.first().getByRole('img', { name: /^Scores \d(, \d)+ on the scale/ });
	await expect(strip).toBeVisible();
	await rows.first().locator('summary').click();
	await expect(rows.first().getByRole('button', { name: 'To round 2' })).toBeVisible();

	const remarks = page.getByRole('navigation', { name: 'Remarks' });
	const cannotRate = remarks.getByRole('link', { name: /^Cannot rate/ });
	const found = Number(/\d+/.exec(await cannotRate.innerText())![0]);
	await cannotRate.click();
	await expect(cannotRate).toHaveAttribute('aria-current', 'true');
	await expect(rows).toHaveCount(found);
	for (const text of await rows.allInnerTexts()) expect(text).toMatch(/\d cannot rate/);

	// A choice acts at once, and the address keeps it.
	const all = page.getByLabel('Specialty').locator('option');
	const specialty = (await all.allInnerTexts())[1]!;
	await page.getByLabel('Specialty').selectOption(specialty);
	await expect(page).toHaveURL(/show=cannot-rate/);
	await expect(page).toHaveURL(/specialty=\w+/);
	const left = Number(/\d+/.exec(await cannotRate.innerText())![0]);
	expect(left).toBeLessThan(found);
	await expect(rows).toHaveCount(left);
});

test('a coordinator sets a due date, closes the round, opens it again, and leaves a message', async ({
	page,
	demo,
	browser
}) => {
	await signIn(page, demo.origin, COORDINATOR);
	await page.goto(demo.origin + study('rounds'));
	const header = page.getByRole('banner');
	await expect(header).toContainText('Round 1, open');

	await page.getByLabel('Due date').fill('2199-12-12');
	await page.getByRole('button', { name: 'Save date' }).click();
	await expect(page.getByText('The due date is saved.')).toBeVisible();
	await expect(header).toContainText('Round 1, open until 12 December 2199');
	await expect(page.getByLabel('Due date')).toHaveValue('2199-12-12');

	await page.getByRole('link', { name: 'Close round 1…' }).click();
	const question = page.getByRole('dialog', { name: 'Close round 1?' });
	await expect(question).toContainText('no rater can change a rating, sign a case or take');
	await question.getByRole('button', { name: 'Close round 1' }).click();
	await expect(question).toBeHidden();
	await expect(header).toContainText('Round 1, closed');

	const rater = await browser.newContext({ baseURL: demo.origin });
	const desk = await rater.newPage();
	await signIn(desk, demo.origin, 'rater2@demo.example', DEMO_PASSWORD);
	await desk.goto('/cases');
	const href = await desk.getByRole('link', { name: /In progress/ }).getAttribute('href');
	const submit = () =>
		rater.request.post(`/api/v1${href!.replace('cases', 'assignments')}/submit`, {
			headers: { origin: demo.origin }
		});
	const refused = await submit();
	expect(refused.status()).toBe(409);
	expect((await refused.json()).detail).toContain('closed this round');
	expect((await desk.goto(study('disagreements')))!.status()).toBe(403);

	await page.getByRole('link', { name: 'Open round 1 again…' }).click();
	await page.getByRole('button', { name: 'Open round 1 again' }).click();
	await expect(header).toContainText('Round 1, open until 12 December 2199');
	// Refused for what is still unrated, no longer for the lock.
	expect((await submit()).status()).toBe(400);
	await rater.close();

	await page.goto(demo.origin + study('settings/rating'));
	await page.getByLabel('Message to raters').fill('Mind the units.');
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await expect(page.getByText('The settings are saved.')).toBeVisible();
});
