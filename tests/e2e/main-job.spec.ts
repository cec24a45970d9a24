/**
 * The whole main job in one walk: an empty installation, a study, a kit, three specialists who rate it
 * with one key a rating, the coordinator who watches, and a release that holds what they typed.
 */
import { mkdirSync, writeFileSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { unzip } from '#lib/formats/zip.ts';
import * as krippendorff from '#lib/agreement/krippendorff.ts';
import { isDefined } from '#lib/agreement/coefficient.ts';
import { byCategoryThenNumber } from '#lib/domain/case.ts';
import { expect, test } from './installation.ts';
import { makeRelease } from './release-by-hand.ts';
import * as kit from './kit.ts';

const PASSWORD = 'a long enough sentence';
const RATERS = ['Ada Osei', 'Ben Lindqvist', 'Chitra Rao'];

/** What each rater types for an action: near the reference, with real disagreement here and there. */
function typed(rater: number, action: { id: number; score: number }): number {
	const shift = (action.id * 7 + rater * 3) % 5;
	const contested = action.id % 11 === 0 && rater === 2;
	const score = contested
		? 10 - action.score
		: action.score + (shift === 0 ? 1 : shift === 1 ? -1 : 0);
	return Math.min(9, Math.max(1, score));
}

/** The rule noharm-strict for three scores, worked out here once more from its published words. */
function finalOf(scores: number[]): number | null {
	const [low, middle, high] = scores.toSorted((a, b) => a - b) as [number, number, number];
	if (high - low > 2 || (low <= 3 && high >= 7)) return null;
	if (middle === 9 && low < 9) return 8;
	if (middle === 1 && high > 1) return 2;
	return middle;
}

async function join_(browser: Browser, link: string): Promise<Page> {
	const page = await (await browser.newContext()).newPage();
	await page.goto(link);
	await page.getByLabel('Password').fill(PASSWORD);
	await page.getByRole('button', { name: 'Set password and sign in' }).click();
	await page.waitForURL('**/cases');
	return page;
}

async function rateCase(page: Page, rater: number, id: string): Promise<void> {
	const { options } = kit.rubric(id);
	await page.goto(page.url().replace(/\/cases.*/, '/cases'));
	await page
		.getByRole('link', { name: new RegExp(id) })
		.first()
		.click();
	await expect(page.getByRole('heading', { level: 1, name: id })).toBeVisible();
	// The rows are there before the page takes keys.
	await page.locator('[data-ready=true]').waitFor();
	const inOrder = options.toSorted((a, b) =>
		byCategoryThenNumber({ ...a, number: a.id }, { ...b, number: b.id })
	);
	for (const option of inOrder) {
		await expect(page.locator('li.row.focus')).toContainText(option.text);
		await page.keyboard.press(String(typed(rater, option)));
	}
	await expect(page.getByText(`${options.length} of ${options.length}`)).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await expect(page.getByRole('dialog')).toContainText('I rated these actions independently.');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByText('I rated these actions independently.').first()).toBeVisible();
	await expect(page.getByRole('radio')).toHaveCount(0);
}

test('a kit comes in, specialists rate it, a release goes out', async ({
	empty: installation,
	browser
}) => {
	test.setTimeout(240_000);
	const { origin } = installation;
	const setup = /http:\/\/localhost:\d+\/join\/[\w-]+/.exec(installation.output())?.[0];
	expect(setup, 'the server prints a one-time link').toBeDefined();

	const page = await (await browser.newContext()).newPage();
	await test.step('the first administrator', async () => {
		await page.goto(setup!);
		await page.getByLabel('Your name').fill('Kofi Mensah');
		await page.getByLabel('E-mail address').fill('kofi@primum.example');
		await page.getByLabel('Password').fill('short');
		await page
			.getByLabel('Password')
			.evaluate(({ form }: HTMLInputElement) => (form!.noValidate = true));
		await page.getByRole('button', { name: 'Create administrator' }).click();
		await expect(page.getByText('Use at least 8 characters.')).toBeVisible();
		await page.getByLabel('Password').fill(PASSWORD);
		await page.getByRole('button', { name: 'Create administrator' }).click();
		await page.waitForURL('**/studies');
		const again = await page.request.get(setup!);
		expect(again.status()).toBe(404);
	});

	await test.step('a study', async () => {
		await page.goto(`${origin}/studies/new`);
		await page.getByLabel('Name', { exact: true }).fill('Kidney and skin');
		await page.getByRole('button', { name: 'Create study' }).click();
		await page.waitForURL('**/studies/kidney-and-skin/**');
	});
	const study = `${origin}/studies/kidney-and-skin`;

	await test.step('a kit: looked at, imported, and nothing new the second time', async () => {
		await page.goto(`${study}/releases`);
		await expect(page.getByText('there is nothing to release')).toBeVisible();
		await page.goto(`${study}/cases`);
		await page.getByLabel('Files', { exact: true }).setInputFiles(kit.archive());
		await page.getByRole('button', { name: 'Read the files' }).click();
		await page.getByRole('button', { name: 'Import 2 cases' }).click();
		await page.getByRole('link', { name: 'See the cases' }).click();
		await expect(page.getByRole('link', { name: 'Neph001' })).toBeVisible();
		await page.getByLabel('Files', { exact: true }).setInputFiles(kit.archive());
		await page.getByRole('button', { name: 'Read the files' }).click();
		await expect(page.getByText(/unchanged/i).first()).toBeVisible();
		await expect(page.getByRole('button', { name: /^Import \d/ })).toHaveCount(0);
	});

	const links: string[] = [];
	await test.step('people', async () => {
		await page.goto(`${study}/people`);
		await page.getByRole('link', { name: 'Add people…' }).click();
		await page
			.getByRole('textbox', { name: 'Paste here' })
			.fill(RATERS.map((name, index) => `${name}, rater${index}@primum.example`).join('\n'));
		await page.getByRole('button', { name: 'Make links to copy' }).click();
		for (const name of RATERS) {
			links.push(await page.getByLabel(`One-time link for ${name}`).inputValue());
		}
	});

	await test.step('assignments: two raters are short of three until the third came', async () => {
		await page.goto(`${study}/assignments`);
		await page.getByRole('button', { name: 'Apply 6 assignments' }).click();
		await expect(page.getByRole('button', { name: 'Apply 6 assignments' })).toBeHidden();
		await page.getByRole('link', { name: 'Who has what' }).click();
		await expect(page.getByText('3/3')).toHaveCount(2);
	});

	for (const [index, link] of links.entries()) {
		await test.step(`${RATERS[index]} rates`, async () => {
			const rater = await join_(browser, link);
			const refused = await rater.request.get(`${study}/coverage`);
			expect(refused.status()).toBe(403);
			for (const id of kit.CASES) await rateCase(rater, index, id);
			await rater.goto(`${origin}/cases`);
			await expect(rater.getByText('All 2 cases submitted')).toBeVisible();
			await rater.context().close();
		});
	}

	const all = kit.CASES.flatMap((id) =>
		kit.rubric(id).options.map((option) => ({
			case: id,
			id: option.id,
			scores: [0, 1, 2].map((rater) => typed(rater, option))
		}))
	);

	await test.step('coverage and agreement', async () => {
		await page.goto(`${study}/coverage?show=complete`);
		await expect(page.getByRole('link', { name: 'Complete 2', exact: true })).toBeVisible();
		await expect(page.getByRole('link', { name: /, signed, / })).toHaveCount(6);
		const alpha = krippendorff.alpha(
			all.map(({ scores }) => scores),
			'ordinal'
		);
		if (!isDefined(alpha)) throw new Error('The raters of this test must disagree somewhere.');
		await page.goto(`${study}/agreement`);
		await expect(page.getByText(alpha.value.toFixed(2)).first()).toBeVisible();
		await expect(page.getByRole('rowheader', { name: 'Neph001' })).toBeVisible();
	});

	await test.step('a release, downloaded and checked field by field', async () => {
		await makeRelease(page, study, 1);
		const [download] = await Promise.all([
			page.waitForEvent('download'),
			page.getByRole('link', { name: 'Download release 1', exact: true }).click()
		]);
		const bytes = readFileSync(await download.path());
		const files = await unzip(bytes);
		const json = (path: string) => JSON.parse(Buffer.from(files.get(path)!).toString());
		for (const id of kit.CASES) {
			const before = kit.rubric(id);
			const after = json(`kit/dataset/rubrics/${id}.json`) as kit.Rubric;
			const finals = new Map(
				all.filter((action) => action.case === id).map((a) => [a.id, finalOf(a.scores)])
			);
			const kept = before.options.filter((option) => finals.get(option.id) !== null);
			expect(kept.length).toBeLessThan(before.options.length);
			expect(after.options).toEqual(
				kept.map((option) => ({
					...option,
					score: finals.get(option.id),
					...(option.dependsOn && {
						dependsOn: option.dependsOn.filter((parent) => finals.get(parent) !== null)
					})
				}))
			);
			const { options: _options, specialistConsult: _consult, ...frame } = before;
			expect(after).toMatchObject(frame);
			for (const { optionId } of after.specialistConsult?.consults ?? []) {
				expect(finals.get(optionId)).not.toBeNull();
			}
		}
		const lines = Buffer.from(files.get('kit/dataset/items.jsonl')!).toString().trim().split('\n');
		expect(lines.map((line) => JSON.parse(line))).toEqual(kit.items());
		const everything = [...files.values()].map((content) => Buffer.from(content).toString()).join();
		for (const name of RATERS) expect(everything).not.toContain(name);

		const folder = join(installation.data, 'downloaded');
		for (const [path, content] of files) {
			mkdirSync(dirname(join(folder, path)), { recursive: true });
			writeFileSync(join(folder, path), content);
		}
		const sound = await installation.primum('verify', folder);
		expect(sound.code, sound.stdout + sound.stderr).toBe(0);
		const path = join(folder, 'tables/final.csv');
		const changed = readFileSync(path);
		changed[changed.length - 2]! ^= 1;
		writeFileSync(path, changed);
		const broken = await installation.primum('verify', folder);
		expect(broken.code).toBe(1);
		expect(broken.stdout + broken.stderr).toContain('tables/final.csv');
	});
});
