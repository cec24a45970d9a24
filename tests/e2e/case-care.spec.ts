/**
 * A coordinator finds a typo in a signed case and mends it; gives an action another meaning, and three raters find
 * it in My cases; withdraws a case and brings it back; deletes one that nobody has rated.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, signIn, test } from './installation.ts';
import { addMember, addStudy, succeed } from './small-study.ts';

const SLUG = 'case-care';
const at = (name: string) => `${name}.care@primum.test`;
const RATERS = ['ada', 'ben', 'cyn'].map(at);
const CORA = at('cora');
const STUDY = `/studies/${SLUG}`;
/** Where pictures of the screens go, for whoever wants to look at them. */
const PICTURES = process.env.PRIMUM_PICTURES;

async function open(page: Page, origin: string, email: string, path: string): Promise<void> {
	await signIn(page, origin, email);
	await page.goto(origin + path);
}

async function expectWell(page: Page, name: string): Promise<void> {
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	const size = page.viewportSize()!;
	for (const width of [390, 1024, size.width]) {
		await page.setViewportSize({ ...size, width });
		const wide = await page.evaluate(() => document.documentElement.scrollWidth);
		expect(wide, `${name} at ${width}`).toBeLessThanOrEqual(width);
		if (PICTURES === undefined) continue;
		for (const colorScheme of ['light', 'dark'] as const) {
			await page.emulateMedia({ colorScheme });
			const path = `${PICTURES}/${name}-${width}-${colorScheme}.png`;
			await page.screenshot({ path, fullPage: true });
		}
		await page.emulateMedia({ colorScheme: 'light' });
	}
}

async function rateAll(page: Page, key: string): Promise<void> {
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
	const left = await page.locator('li.row').count();
	for (let place = 0; place < left; place += 1) {
		if ((await page.locator('li.row.focus').count()) > 0) await page.keyboard.press(key);
	}
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('region', { name: /signature/i })).toBeVisible();
}

test('a coordinator cares for the cases of a study that three have rated', async ({
	installation,
	browser
}) => {
	test.setTimeout(240_000);
	const { origin } = installation;
	await addStudy(installation, {
		...{ slug: SLUG, lengths: [3, 2, 2], raters: RATERS },
		words: {
			presentation: 'A pateint with pain in the chest.',
			question: 'What next?',
			action: 'Do this'
		}
	});
	await addMember(installation, SLUG, CORA, 'coordinator');
	const raters: Page[] = [];
	for (const email of RATERS) {
		const page = await (await browser.newContext()).newPage();
		await open(page, origin, email, '/cases');
		await page.locator('a.case').filter({ hasText: 'Card001' }).click();
		await rateAll(page, '7');
		raters.push(page);
	}
	const desk = await (await browser.newContext()).newPage();

	await test.step('she finds the case by a word of it, among those that are rated', async () => {
		await open(desk, origin, CORA, `${STUDY}/cases`);
		await expect(desk.getByText('3 cases with 7 actions.')).toBeVisible();
		await expectWell(desk, 'list');
		await desk.getByRole('link', { name: 'Rated 1', exact: true }).click();
		await expect(desk.getByRole('link', { name: 'Card002' })).toHaveCount(0);
		await desk.getByRole('searchbox').fill('pateint');
		await desk.getByRole('button', { name: 'Find' }).click();
		await expect(desk).toHaveURL(/show=rated.*find=pateint/);
		await expect(desk.getByRole('cell', { name: '100%' })).toBeVisible();
		await desk.getByRole('searchbox').fill('nothing like it');
		await desk.getByRole('button', { name: 'Find' }).click();
		await expect(desk.getByText('No case is like that.')).toBeVisible();
		await desk.getByRole('link', { name: 'Show all of them' }).click();
		await desk.getByRole('link', { name: 'Card001' }).click();
		await expectWell(desk, 'case');
	});

	await test.step('a typo is mended, and nobody rates again', async () => {
		await desk.getByRole('link', { name: 'Edit…' }).click();
		await desk
			.getByRole('textbox', { name: 'Presentation', exact: true })
			.fill('A patient with pain in the chest.');
		// Nothing that was typed is lost by a look elsewhere.
		await desk.getByRole('link', { name: 'People', exact: true }).click();
		await desk.getByRole('button', { name: 'Leave, keep it here' }).click();
		await expect(desk.getByRole('heading', { name: 'People', level: 1 })).toBeVisible();
		await desk.getByRole('link', { name: 'Cases', exact: true }).click();
		await desk.getByRole('link', { name: 'Card001' }).click();
		await desk.getByRole('link', { name: 'Edit…' }).click();
		await expect(desk.getByText(/^Restored what you typed on .*: Presentation/)).toBeVisible();
		await expect(desk.locator('del')).toContainText('pateint');
		await expect(desk.locator('ins')).toContainText('patient');
		await expectWell(desk, 'mend');
		await desk
			.getByRole('combobox', { name: 'Somebody has rated this. The change is' })
			.selectOption('A mend: it changes no meaning');
		await desk.getByLabel('Reason for the change').fill('A typo.');
		await desk.getByRole('button', { name: 'Save the case' }).click();
		await expect(desk.getByText('What was rated is mended')).toBeVisible();
		await desk.getByRole('link', { name: 'See the case and its history' }).click();
		const history = desk.getByRole('region', { name: 'History' });
		await expect(history).toContainText('The case was mended: no meaning changed');
		await expect(history.locator('ins')).toContainText('patient');
		await raters[0]!.reload();
		await expect(raters[0]!.getByText('A patient with pain in the chest.')).toBeVisible();
		await expect(raters[0]!.getByRole('region', { name: /signature/i })).toBeVisible();
	});

	await test.step('what somebody else has changed meanwhile is pointed to before it is replaced', async () => {
		await desk.goto(`${origin}${STUDY}/cases/Card003/edit`);
		const question = desk.getByRole('textbox', { name: /^Question/ });
		await question.fill('What now?');
		await succeed(
			installation,
			...['cases', 'mend', 'Card003', '--study', SLUG, '--reference', 'Rest.']
		);
		await desk.getByRole('button', { name: 'Save the case' }).click();
		await expect(desk.getByRole('alert')).toContainText('while you had it open');
		await expect(desk.getByText('The case has changed since you opened it')).toBeVisible();
		await expect(desk.getByRole('link', { name: 'see what that was' })).toHaveAttribute(
			'href',
			`${STUDY}/cases/Card003#history`
		);
		await expect(question).toHaveValue('What now?');
		await expect(question).toHaveAccessibleName('Question, unsaved');
		await desk.getByRole('button', { name: 'Preview as a rater' }).click();
		await expect(desk.getByRole('dialog', { name: 'Card003' })).toBeVisible();
		await desk.keyboard.press('Escape');
		await desk.getByRole('button', { name: 'Save the case' }).click();
		await expect(desk.getByText('Nothing that anybody has rated was changed.')).toBeVisible();
		await desk.goto(`${origin}${STUDY}/cases/Card001`);
	});

	await test.step('another meaning is said to reopen for three, and does', async () => {
		await desk.getByRole('link', { name: 'Edit…' }).click();
		await desk.getByLabel('Text of action 2', { exact: true }).fill('Do that instead');
		await desk
			.getByRole('combobox', { name: 'Somebody has rated this. The change is' })
			.selectOption('A new wording: it is to be rated again');
		const names = RATERS.map((email) => email.split('@')[0]!);
		await expect(
			desk.getByText(
				`3 raters signed the case and must rate action 2 again, then sign anew: ${names[0]}`
			)
		).toBeVisible();
		await desk.getByLabel('Reason for the change').fill('It meant another thing.');
		await expectWell(desk, 'reword');
		await desk.getByRole('button', { name: 'Save the case' }).click();
		await expect(desk.getByText('the new wording is in place')).toBeVisible();
		await desk.goto(`${origin}${STUDY}/coverage`);
		await expect(desk.getByText('3 cases to be rated again')).toBeVisible();
		for (const page of raters) {
			await page.goto(`${origin}/cases`);
			await page.locator('a.case').filter({ hasText: 'Card001' }).click();
			await expect(page.getByText('Do that instead')).toBeVisible();
			await rateAll(page, '3');
		}
		await desk.reload();
		await expect(desk.getByText('to be rated again')).toHaveCount(0);
	});

	await test.step('a case is withdrawn while a rater has it open, and brought back', async () => {
		const [ada] = raters;
		await ada!.goto(`${origin}/cases`);
		await ada!.locator('a.case').filter({ hasText: 'Card002' }).click();
		await expect(ada!.locator('.screen')).toHaveAttribute('data-ready', 'true');
		await desk.goto(`${origin}${STUDY}/cases/Card002`);
		await desk.getByRole('link', { name: 'Withdraw…', exact: true }).click();
		const dialog = desk.getByRole('dialog', { name: 'Withdraw Card002?' });
		await expect(dialog).toContainText('can be brought back');
		await dialog.getByLabel('Reason').fill('The same patient twice.');
		await expectWell(desk, 'withdraw');
		await dialog.getByRole('button', { name: 'Withdraw the case' }).click();
		await expect(desk.getByText('The same patient twice. It is kept')).toBeVisible();
		await expectWell(desk, 'withdrawn');
		// What she rates meanwhile is taken; signing is not, and the screen then says why.
		await ada!.keyboard.press('9');
		await ada!.keyboard.press('9');
		await expect(ada!.getByText('Saved', { exact: true })).toBeVisible();
		await ada!.keyboard.press('Control+Enter');
		await ada!.getByRole('button', { name: 'Sign and submit' }).click();
		await expect(ada!.getByRole('dialog')).toContainText('This case was withdrawn from the study');
		await ada!.keyboard.press('Escape');
		await expect(
			ada!.getByRole('status').filter({ hasText: 'This case was withdrawn' })
		).toBeVisible();
		await expect(ada!.getByRole('banner')).toContainText('Withdrawn');
		await expectWell(ada!, 'withdrawn-rater');
		await ada!.goto(`${origin}/cases`);
		await expect(ada!.locator('a.case').filter({ hasText: 'Card002' })).toHaveCount(0);
		await desk.getByRole('link', { name: 'Bring back…' }).click();
		await desk
			.getByRole('dialog', { name: 'Bring Card002 back?' })
			.getByRole('button', { name: 'Bring it back' })
			.click();
		await expect(desk.getByText('The case is in the study again, as it was.')).toBeVisible();
		await expect(desk.getByRole('region', { name: 'History' })).toContainText(
			'The case was brought back'
		);
		await ada!.reload();
		await expect(ada!.locator('a.case').filter({ hasText: 'Card002' })).toContainText('2');
	});

	await test.step('a case that nobody has rated is deleted, one that somebody has is not offered', async () => {
		await expect(desk.getByRole('link', { name: 'Delete…', exact: true })).toHaveCount(0);
		await desk.goto(`${origin}${STUDY}/cases/Card003`);
		await desk.getByRole('link', { name: 'Delete…', exact: true }).click();
		const dialog = desk.getByRole('dialog', { name: 'Delete Card003?' });
		await expect(dialog).toContainText('2 actions and 3 assignments nobody has begun go with it.');
		await dialog.getByRole('button', { name: 'Delete the case' }).click();
		await expect(
			desk.getByText('Card003 was deleted. Only the trail still knows it.')
		).toBeVisible();
		await expect(desk.getByRole('cell', { name: 'Card003' })).toHaveCount(0);
		const listed = await succeed(installation, 'cases', 'list', '--study', SLUG, '--json');
		const { cases } = JSON.parse(listed) as { cases: { rows: { externalId: string }[] } };
		expect(cases.rows.map(({ externalId }) => externalId)).toEqual(['Card001', 'Card002']);
	});

	await test.step('an import names what is not in its file, and withdraws it when told to', async () => {
		const table = (name: string, ...lines: string[]) => ({
			...{ name: `${name}.csv`, mimeType: 'text/csv' },
			buffer: Buffer.from(lines.join('\n'))
		});
		await desk
			.getByLabel('Files', { exact: true })
			.setInputFiles([
				table('cases', 'case,specialty,presentation', 'Derm009,Derm,"A rash, invented."'),
				table('actions', 'case,number,text,category', 'Derm009,1,Wait,Counseling')
			]);
		await desk.getByRole('button', { name: 'Read the files' }).click();
		await expect(desk.getByText('2 cases of the study are not in the file.')).toBeVisible();
		await desk.getByRole('checkbox', { name: 'Withdraw these 2 cases' }).check();
		await desk.getByLabel('Reason for withdrawing').fill('Another set is used.');
		await expectWell(desk, 'import');
		await desk.getByRole('button', { name: 'Import 1 case' }).click();
		await expect(desk.getByText('1 new case, 0 changed cases, 2 cases withdrawn.')).toBeVisible();
		await desk.getByRole('link', { name: 'See the cases' }).click();
		await expect(desk.getByText('1 case with 1 action; 2 withdrawn.')).toBeVisible();
	});
});
