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

	const cards = page.getByRole('article');
	const ranges = async () =>
		(await cards.getByText(/^Median/).allInnerTexts()).map((text) =>
			Number(/range (\d)/.exec(text)?.[1])
		);
	const first = await ranges();
	expect(first.length).toBeGreaterThan(10);
	expect(first).toEqual(first.toSorted((a, b) => b - a));
	const strip = cards.first().getByRole('img', { name: /^Scores \d(, \d)+ on the scale/ });
	await expect(strip).toBeVisible();

	const concerns = page.getByRole('navigation', { name: 'Which actions' });
	const cannotRate = concerns.getByRole('link', { name: /^Cannot rate/ });
	const found = Number(/\d+/.exec(await cannotRate.innerText())![0]);
	await cannotRate.click();
	await expect(cannotRate).toHaveAttribute('aria-current', 'true');
	await expect(cards).toHaveCount(found);
	for (const text of await cards.allInnerTexts()) expect(text).toContain('Cannot rate:');

	const specialty = /(\w+) · /.exec(await cards.first().innerText())![1]!;
	await page.getByLabel('Specialty').selectOption(specialty);
	await page.getByRole('button', { name: 'Show' }).click();
	await expect(page).toHaveURL(new RegExp(`show=cannot-rate&specialty=${specialty}$`));
	const left = await cards.allInnerTexts();
	expect(left.length).toBeGreaterThan(0);
	expect(left.length).toBeLessThan(found);
	for (const text of left) expect(text).toContain(`${specialty} · `);
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
