/** Disagreement is settled from the keyboard alone: sent to the next round, called back, to adjudication, excluded. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, install, remove, signIn, test } from './installation.ts';
import { rate, type Scores } from './rating-by-program.ts';
import { addMember, addStudy, succeed } from './small-study.ts';

const RATERS = ['ada', 'bea', 'cem'].map((name) => `${name}@settling.example`);

/** Harm meets benefit in two actions, one is apart, and one is settled; each has a comment. */
const SCORES: Scores[] = [
	{ Card001: [1, 7, 4], Card002: [2, 5] },
	{ Card001: [5, 7, 5], Card002: [5, 6] },
	{ Card001: [9, 8, 8], Card002: [8, 6] }
];

async function isAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		const { violations } = await new AxeBuilder({ page }).analyze();
		const found = violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]);
		expect(found, colorScheme).toEqual([]);
	}
}

/** Presses Tab until something of this name and tag has the focus. */
async function tabTo(page: Page, name: RegExp, tag: string): Promise<void> {
	for (let presses = 0; presses < 120; presses += 1) {
		await page.keyboard.press('Tab');
		const at = await page.evaluate(() => {
			const { tagName, textContent, ariaLabel } = document.activeElement!;
			return { tagName: tagName.toLowerCase(), words: ariaLabel ?? textContent?.trim() ?? '' };
		});
		if (at.tagName === tag && name.test(at.words)) return;
	}
	throw new Error(`Tab does not come to ${tag} ${String(name)}.`);
}

test('a coordinator settles disagreement from the keyboard', async ({ page }) => {
	test.setTimeout(180_000);
	const installation = await install('serve');
	const { origin } = installation;
	const rows = page.getByRole('article');
	const said = page.getByRole('main').getByRole('status');
	const press = async (name: RegExp, tag = 'button') => {
		await tabTo(page, name, tag);
		await page.keyboard.press(tag === 'input' ? 'Space' : 'Enter');
	};
	try {
		await addStudy(installation, { slug: 'settling', lengths: [3, 2], raters: RATERS });
		await addMember(installation, 'settling', 'desk@settling.example', 'coordinator');
		await succeed(
			installation,
			...['members', 'add', '--study', 'settling', '--email', 'judge@settling.example'],
			...['--name', 'Jo Judge', '--role', 'adjudicator']
		);
		await rate(installation, RATERS, SCORES);
		await signIn(page, origin, 'desk@settling.example');

		await test.step('the worst stands first, in a line of words', async () => {
			await page.goto(`${origin}/studies/settling/disagreements`);
			await expect(rows.nth(0)).toContainText('Harm meets benefit: 1, 5 and 9');
			await expect(rows.nth(1)).toContainText('Harm meets benefit: 2, 5 and 8');
			await expect(rows.nth(2)).toContainText('Apart by 4 points: 4, 5 and 8');
			await expect(rows).toHaveCount(5);
			await isAccessible(page);
		});

		await test.step('one is sent to the round, called back by Undo, and sent again', async () => {
			await press(/Harm meets benefit: 1, 5 and 9/, 'summary');
			await isAccessible(page);
			await press(/^To round 2$/);
			await expect(said).toContainText('1 action is sent to the next round.');
			await expect(rows.nth(0)).toContainText('Next round');
			// The button is gone; the row keeps the focus.
			await expect(rows.nth(0).locator('summary')).toBeFocused();
			await page.getByRole('heading', { level: 1 }).click();
			await press(/^Undo$/);
			await expect(said).toContainText('1 action is called back.');
			await press(/^Choose Card001 #1$/, 'input');
			await press(/^To round 2$/);
			await expect(said).toContainText('1 action is sent to the next round.');
			await expect(page.getByText('0 actions chosen')).toBeVisible();
		});

		await test.step('two go to adjudication with a note; what waits elsewhere is left out', async () => {
			for (const name of ['Card001 #1', 'Card001 #3', 'Card002 #1']) {
				await page.getByRole('checkbox', { name: `Choose ${name}` }).focus();
				await page.keyboard.press('Space');
			}
			await press(/^To adjudication…$/);
			const question = page.getByRole('dialog', { name: 'Send 3 actions to adjudication?' });
			await expect(question).toContainText('Card001 #1, Card001 #3 and Card002 #1.');
			await isAccessible(page);
			await tabTo(page, /^/, 'textarea');
			await page.keyboard.type('Mind the dose.');
			await press(/^Send to adjudication$/);
			await expect(question).toBeHidden();
			await expect(said).toContainText(
				'2 actions are sent to adjudication. 1 action is left out, sent to the next round already: Card001 #1.'
			);
		});

		await test.step('the address keeps what is shown', async () => {
			await press(/^Adjudication 2$/, 'a');
			await expect(page).toHaveURL(/sent=adjudication/);
			await expect(rows).toHaveCount(2);
			await page.reload();
			await expect(rows).toHaveCount(2);
			await expect(rows.nth(0)).toContainText('Adjudication');
		});

		await test.step('one is excluded, with a reason', async () => {
			await page.goto(`${origin}/studies/settling/disagreements`);
			await press(/Settled at 6 by the rule/, 'summary');
			await press(/^Exclude…$/);
			const question = page.getByRole('dialog', { name: 'Exclude Card002 #2?' });
			await expect(question).toBeVisible();
			await isAccessible(page);
			await page.keyboard.type('It is there twice.');
			await press(/^Exclude the action$/);
			await expect(question).toBeHidden();
			await expect(said).toContainText('1 action is excluded.');
			await expect(rows).toHaveCount(4);
		});

		await test.step('the next round asks what was sent to it', async () => {
			await succeed(installation, 'round', 'close', '--study', 'settling');
			await page.reload();
			await press(/^Open round 2 with what was sent…$/, 'a');
			await expect(
				page.getByRole('heading', { name: '1 action is sent to the next round.' })
			).toBeVisible();
			await isAccessible(page);
			await press(/^Open round 2 and ask 3 raters$/);
			await expect(said).toContainText(
				'Round 2 is open: 3 raters are asked about 1 action of 1 case.'
			);
			await page.goto(`${origin}/studies/settling/disagreements?sent=round`);
			await expect(page.getByText('No action matches these filters.')).toBeVisible();
			const listed = await succeed(installation, 'refer', 'list', '--study', 'settling');
			expect(listed.match(/adjudication/g)).toHaveLength(2);
			expect(listed).toContain('Mind the dose.');
		});
	} finally {
		await remove(installation);
	}
});
