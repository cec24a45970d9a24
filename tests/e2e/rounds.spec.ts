/** A modified Delphi study at the coordinator's desk: round 1 closed, round 2 by the rule with mail, a third by hand. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { aSink } from '../mail-sink.ts';
import { expect, install, remove, signIn, test } from './installation.ts';
import { rate, type Scores } from './rating-by-program.ts';
import { addMember, addStudy, succeed } from './small-study.ts';

const RATERS = ['ada', 'bea', 'cem'].map((name) => `${name}@delphi.example`);

/** By rater, and case: scores of its actions; null is not rated, and the case is then not signed. */
const FIRST: Scores[] = [
	{ Card001: [1, 7, 2], Card002: [4, 2], Card003: [5] },
	{ Card001: [5, 7, 2], Card002: [5, 6], Card003: [5] },
	{ Card001: [9, 8, 3], Card002: [5, 8], Card003: [null] }
];

/** About medians of 5 and 6: one is kept, four move toward it, one moves away. */
const SECOND: Scores[] = [
	{ Card001: [4], Card002: [4] },
	{ Card001: [5], Card002: [5] },
	{ Card001: [6], Card002: [7] }
];

async function isAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)])).toEqual([]);
}

test('round 1 is closed, round 2 opened by the rule and told by mail, a third chosen by hand', async ({
	page
}) => {
	test.setTimeout(240_000);
	const sink = await aSink();
	const env = { SMTP_URL: sink.url, MAIL_FROM: 'Primum <primum@primum.example>' };
	const installation = await install('serve', { env });
	const { origin } = installation;
	const rounds = `${origin}/studies/delphi/rounds`;
	const round = (number: number) =>
		page.getByRole('region', { name: `Round ${number}`, exact: true });
	try {
		await addStudy(installation, { slug: 'delphi', lengths: [3, 2, 1], raters: RATERS });
		await addMember(installation, 'delphi', 'desk@delphi.example', 'coordinator');
		await rate(installation, RATERS, FIRST);
		await signIn(page, origin, 'desk@delphi.example');

		await test.step('closing says what is not signed, and by whom', async () => {
			await page.goto(`${origin}/studies/delphi/coverage`);
			await page.getByRole('link', { name: 'Rounds', exact: true }).click();
			await expect(round(1)).toContainText('Asks every action: 6 actions of 3 cases.');
			await isAccessible(page);
			const other = await page.context().newPage();
			await other.goto(`${rounds}?ask=close`);
			await page.getByRole('link', { name: 'Close round 1…' }).click();
			const question = page.getByRole('dialog', { name: 'Close round 1?' });
			await expect(question).toContainText(
				'1 of 9 cases given to raters is not signed. What is in it stays, and does not count in round 2.'
			);
			await expect(question).toContainText('cem');
			await isAccessible(page);
			await question.getByRole('button', { name: 'Close round 1' }).click();
			await expect(page.getByRole('banner')).toContainText('Round 1, closed');
			// Whoever saw it open, and presses now, is told who was first.
			await other.getByRole('button', { name: 'Close round 1' }).click();
			await expect(other.getByRole('alert')).toContainText('Round 1 was changed by desk on');
			await other.close();
		});

		await test.step('the rule finds two actions, and the preview says who is asked', async () => {
			await page.getByRole('link', { name: 'Open round 2…' }).click();
			await expect(page.getByRole('heading', { name: /^Raters are apart on/ })).toHaveText(
				'Raters are apart on 2 actions of 6.'
			);
			await expect(page.getByRole('row', { name: /^ada/ })).toContainText('2 2 –');
			await page.getByRole('link', { name: 'Ask it too' }).click();
			await expect(page.getByRole('row', { name: /^cem did not sign/ })).toBeVisible();
			await page.getByRole('link', { name: 'Leave it out' }).click();
			await page.getByLabel('Due date').fill('2199-12-12');
			await isAccessible(page);
			await page.getByRole('button', { name: 'Open round 2 and ask 3 raters' }).click();
			await expect(page.getByRole('main').getByRole('status')).toContainText(
				'Round 2 is open: 3 raters are asked about 2 actions of 2 cases. 3 mails are on the way.'
			);
			await expect.poll(() => sink.received.length).toBe(3);
			const { headers, text } = sink.received.find(({ to }) => to.includes(RATERS[0]!))!;
			expect(headers.subject).toBe('delphi: round 2 is open, 2 actions');
			expect(text).toContain('for you 2 actions in 2 cases, which you have rated before.');
			expect(text).toContain('by 12 December 2199');
		});

		await test.step('every page is about round 2 while it is open', async () => {
			await page.goto(`${origin}/studies/delphi/coverage`);
			await expect(page.getByText('asked again in round 2')).toBeVisible();
			await expect(page.getByText('Places, 6', { exact: true })).toBeVisible();
			await expect(page.getByRole('rowheader', { name: 'Card003' })).toHaveCount(0);
			await page.goto(`${origin}/studies/delphi/assignments`);
			await expect(page.getByRole('heading', { name: 'Round 2 needs no plan' })).toBeVisible();
			await isAccessible(page);
			await page.goto(rounds);
			await expect(round(2)).toContainText('3 raters have not begun: ada, bea, cem.');
		});

		await test.step('response and movement follow the answers', async () => {
			await rate(installation, RATERS, SECOND);
			await page.goto(rounds);
			await expect(round(2)).toContainText('6 of 6 cases given to 3 raters');
			await expect(round(2)).toContainText('16.7% kept');
			await expect(round(2)).toContainText('66.7% toward the median');
			await expect(round(2)).toContainText('16.7% away from it');
			await expect(round(2)).toContainText('Of 6 answers given again, 3 change zone.');
			await expect(round(1)).toContainText('8 of 9 cases given to 3 raters');
			await isAccessible(page);
			await page.getByRole('link', { name: 'Close round 2…' }).click();
			await page.getByRole('button', { name: 'Close round 2' }).click();
			await expect(page.getByRole('banner')).toContainText('Round 2, closed');
		});

		await test.step('two actions are chosen by hand, and kept from filter to filter', async () => {
			await page.getByRole('link', { name: 'Open round 3…' }).click();
			await page.getByRole('link', { name: 'By hand' }).click();
			await expect(page.getByRole('checkbox', { name: 'Ask Card002, action 2' })).toHaveCount(1);
			await page.getByRole('link', { name: /^All \d/ }).click();
			await page.getByRole('checkbox', { name: 'Ask Card001, action 2' }).check();
			await page.getByRole('searchbox').fill('Card002 1');
			await page.getByRole('button', { name: 'Find' }).click();
			await expect(page.getByRole('checkbox')).toHaveCount(1);
			await page.getByRole('checkbox', { name: 'Ask Card002, action 1' }).check();
			await expect(page.getByText('2 actions chosen')).toBeVisible();
			await page.reload();
			await expect(page.getByText('2 actions chosen')).toBeVisible();
			await page.getByRole('button', { name: 'Preview the round' }).click();
			await expect(page.getByText('This is what the round would be')).toBeVisible();
			await isAccessible(page);
			await page.getByRole('checkbox', { name: 'Tell 3 raters by mail' }).uncheck();
			await page.getByRole('button', { name: 'Open round 3 and ask 3 raters' }).click();
			await expect(page.getByRole('main').getByRole('status')).toContainText(
				'Round 3 is open: 3 raters are asked about 2 actions of 2 cases.'
			);
			await page.getByRole('link', { name: 'Look at the rounds' }).click();
			await expect(round(3)).toContainText('Asks 2 actions of 2 cases again.');
			expect(sink.received).toHaveLength(3);
		});

		await test.step('agreement is there by round, and the terminal closes what the page opened', async () => {
			await page.goto(`${origin}/studies/delphi/agreement`);
			await page.getByRole('link', { name: 'Round 2' }).click();
			await expect(page.getByText('independent')).toBeVisible();
			await isAccessible(page);
			await succeed(installation, 'round', 'close', '--study', 'delphi');
			const listed = await succeed(installation, 'round', 'list', '--study', 'delphi');
			expect(listed.trim().split('\n')).toHaveLength(4);
			expect(listed).toMatch(/^ *3 +closed/m);
		});
	} finally {
		await remove(installation);
		await sink.close();
	}
});
