/**
 * One disagreement from the flag to the release, by what its people press: reworded, rated anew, asked again in a
 * second round, ruled on, and told field by field in the files that leave.
 */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from '@playwright/test';
import { unzip } from '#lib/formats/zip.ts';
import { expect, signIn, test, type Installation } from './installation.ts';
import { makeRelease } from './release-by-hand.ts';
import { rate } from './rating-by-program.ts';
import { addMember, addStudy } from './small-study.ts';

const SLUG = 'story';
const STUDY = `/studies/${SLUG}`;
const at = (name: string) => `${name}@story.example`;
/** Names that are part of no other word, so that none of them is met in a file by chance. */
const [AURELIA, BARTOLO, COSMINA] = ['aurelia', 'bartolo', 'cosmina'] as const;
const [RUNS, RULES] = ['desideria', 'ignatius'] as const;

const FIRST = 'Give the drug (1)';
const SECOND = 'Give 5 mg of the drug within the hour';

async function open({ origin }: Installation, browser: Browser, name: string): Promise<Page> {
	const page = await (await browser.newContext({ baseURL: origin })).newPage();
	await signIn(page, origin, at(name));
	return page;
}

async function openCase(page: Page): Promise<void> {
	await page.goto('/cases');
	await page.locator('a.case').filter({ hasText: 'Card001' }).click();
	await page.locator('[data-ready=true]').waitFor();
}

async function sign(page: Page): Promise<void> {
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('region', { name: 'Signature' })).toBeVisible();
}

/** What a release says where nothing is to be said. */
const NOTHING = {
	...{ round: null, by: null, score: null, cannot_rate: null, flags: [], comment: null },
	...{ text: null, to: null, basis: null, scores: [], superseded: null, reason: null, at: null }
};

test('a disagreement is flagged, reworded, asked again, ruled on, and its release tells all of it', async ({
	installation,
	browser
}) => {
	await addStudy(installation, {
		...{ slug: SLUG, lengths: [2], raters: [AURELIA, BARTOLO, COSMINA].map(at) },
		words: { action: 'Give the drug' }
	});
	await addMember(installation, SLUG, at(RUNS), 'coordinator');
	await addMember(installation, SLUG, at(RULES), 'adjudicator');
	const others = [BARTOLO, COSMINA].map(at);
	const desk = await open(installation, browser, RUNS);
	const row = desk.getByRole('article').filter({ hasText: 'Card001 #1' });
	const said = desk.getByRole('main').getByRole('status');
	const press = async (name: string) => {
		await row.locator('summary').click();
		await row.getByRole('button', { name, exact: true }).click();
	};
	const rater = await open(installation, browser, AURELIA);

	await test.step('a rater flags the wording, by keyboard', async () => {
		await openCase(rater);
		for (const key of ['f', '2', 'Escape', 'c']) await rater.keyboard.press(key);
		await rater.keyboard.type('Which dose?');
		for (const key of ['Escape', '3', '8']) await rater.keyboard.press(key);
		await sign(rater);
		await rate(installation, others, [{ Card001: [6, 8] }, { Card001: [9, 8] }]);
	});

	await test.step('the coordinator rewords it, and all three rate it anew', async () => {
		await desk.goto(`${STUDY}/disagreements`);
		await expect(row).toContainText('Harm meets benefit: 3, 6 and 9');
		await row.locator('summary').click();
		await expect(row).toContainText('1 rater finds the wording ambiguous');
		await row.getByRole('link', { name: 'Reword… Card001 #1' }).click();
		const text = desk.getByLabel('Text of action 1', { exact: true });
		await expect(text).toBeFocused();
		await text.fill(SECOND);
		await desk
			.getByRole('combobox', { name: 'Somebody has rated this. The change is' })
			.selectOption('reword');
		await desk.getByLabel('Reason for the change').fill('The dose was missing.');
		await desk.getByRole('button', { name: 'Save the case' }).click();
		await expect(desk.getByText('the new wording is in place')).toBeVisible();
		await openCase(rater);
		await expect(rater.locator('li.row.focus')).toContainText(SECOND);
		await rater.keyboard.press('2');
		await sign(rater);
		await rate(installation, others, [{ Card001: [5] }, { Card001: [8] }]);
	});

	await test.step('it goes to the second round, where one keeps and one moves', async () => {
		await desk.goto(`${STUDY}/disagreements`);
		await expect(row).toContainText('Harm meets benefit: 2, 5 and 8');
		await press('To round 2');
		await expect(said).toContainText('1 action is sent to the next round.');
		await desk.goto(`${STUDY}/rounds`);
		await desk.getByRole('link', { name: 'Close round 1…' }).click();
		await desk.getByRole('button', { name: 'Close round 1', exact: true }).click();
		await expect(desk.getByRole('banner')).toContainText('Round 1, closed');
		await desk.goto(`${STUDY}/disagreements`);
		await desk.getByRole('link', { name: 'Open round 2 with what was sent…' }).click();
		await desk.getByRole('button', { name: 'Open round 2 and ask 3 raters' }).click();
		await expect(said).toContainText('Round 2 is open');
		await openCase(rater);
		await expect(rater.locator('li.row.focus')).toContainText('You said 2');
		await rater.keyboard.press('k');
		await sign(rater);
		await rate(installation, others, [{ Card001: [5] }, { Card001: [7] }]);
	});

	await test.step('it goes to adjudication, and is ruled on with one key and a reason', async () => {
		await desk.goto(`${STUDY}/disagreements`);
		await expect(row).toContainText('Harm meets benefit: 2, 5 and 7; 1 of 3 moved in round 2');
		await press('To adjudication…');
		await desk.getByLabel('Note').fill('Two rounds are enough.');
		await desk.getByRole('button', { name: 'Send to adjudication' }).click();
		await expect(desk.getByRole('dialog')).toBeHidden();
		await expect(said).toContainText('1 action is sent to adjudication.');
		const judge = await open(installation, browser, RULES);
		await judge.goto(`${STUDY}/adjudicate`);
		await judge.getByRole('link', { name: 'Begin' }).press('Enter');
		await judge.locator('[data-ready=true]').waitFor();
		await expect(judge.getByText(SECOND).first()).toBeVisible();
		await judge.keyboard.press('4');
		await judge.keyboard.type('The dose is right, the hour is not.');
		await judge.keyboard.press('Enter');
		await expect(judge.getByText(/^1 of 1 ruled, nothing waits for you/)).toBeVisible();
		await desk.goto(`${STUDY}/disagreements`);
		await expect(row).toContainText('Ruled 4 by adjudication: 2, 5 and 7');
	});

	await test.step('the release tells it, field by field, and names nobody', async () => {
		await makeRelease(desk, STUDY, 1, '?comments=yes');
		const [download] = await Promise.all([
			desk.waitForEvent('download'),
			desk.getByRole('link', { name: 'Download release 1', exact: true }).click()
		]);
		const files = await unzip(readFileSync(await download.path()));
		const text = (path: string) => Buffer.from(files.get(path)!).toString();
		const ofAction = (table: string) =>
			text(`tables/${table}.jsonl`)
				.trimEnd()
				.split('\n')
				.map((line) => JSON.parse(line) as Record<string, unknown>)
				.filter((one) => one.case === 'Card001' && (one.action ?? one.number) === 1);
		const names = await pseudonyms(desk);
		const unit = { case: 'Card001', action: 1 };

		expect(ofAction('actions')).toMatchObject([{ number: 1, text: SECOND }]);
		expect(ofAction('final')).toEqual([
			{
				...{ ...unit, score: 4, basis: 'adjudicated', provisional: 5 },
				...{ reason: 'The dose is right, the hour is not.' },
				...{ scores: [2, 5, 7], cannot_rate_count: 0 }
			}
		]);

		/** Who rates by the program writes "So."; who rates by keyboard wrote but once. */
		const given = (...scores: [number, number, number]) =>
			[AURELIA, BARTOLO, COSMINA]
				.map((name, place) => ({
					...{ by: names.get(name)!, score: scores[place]! },
					...{ cannot_rate: null, comment: place === 0 ? null : 'So.', flags: [] as string[] }
				}))
				.toSorted((a, b) => (a.by < b.by ? -1 : 1));
		const rated = [
			...given(2, 5, 8).map((one) => ({ round: 1, ...one })),
			...given(2, 5, 7).map((one) => ({ round: 2, ...one }))
		];
		// The answers that count are those of the second round; the story holds both.
		expect(ofAction('ratings')).toEqual(
			rated.slice(3).map(({ by, ...one }) => ({
				...{ ...unit, rater: by, ...one, active_seconds: null, rated_at: null }
			}))
		);

		const flagged = given(3, 6, 9).map((one) =>
			one.score === 3 ? { ...one, comment: 'Which dose?', flags: ['ambiguous-wording'] } : one
		);
		const ruling = { score: 4, reason: 'The dose is right, the hour is not.' };
		const events = [
			{ wording: 1, event: 'worded', text: FIRST },
			...flagged.map((one) => ({ wording: 1, event: 'rated', round: 1, ...one })),
			{ wording: 2, event: 'worded', text: SECOND, reason: 'The dose was missing.' },
			...rated.slice(0, 3).map((one) => ({ wording: 2, event: 'rated', ...one })),
			{ wording: 2, event: 'referred', to: 'round' },
			{ wording: 2, event: 'asked', round: 2 },
			...rated.slice(3).map((one) => ({ wording: 2, event: 'rated', ...one })),
			{ wording: 2, event: 'referred', to: 'adjudication', reason: 'Two rounds are enough.' },
			{ wording: 2, event: 'ruled', by: 'A1', superseded: false, ...ruling },
			{ wording: 2, event: 'final', basis: 'adjudicated', scores: [2, 5, 7], ...ruling }
		];
		expect(ofAction('stories')).toEqual(
			events.map((event, place) => ({ ...NOTHING, ...unit, step: place + 1, ...event }))
		);

		const everything = [...files.values()].map((bytes) => Buffer.from(bytes).toString()).join();
		expect(everything.toLowerCase()).not.toMatch(
			new RegExp([...names.keys(), RUNS, RULES, 'story\\.example'].join('|'))
		);
	});
});

/** What each rater is called in what leaves the study, as its coordinator may ask. */
async function pseudonyms(page: Page): Promise<Map<string, string>> {
	await page.goto(`${STUDY}/agreement/raters`);
	await page.getByRole('link', { name: 'Show names…' }).click();
	await page.getByRole('dialog').getByRole('button', { name: 'Show names' }).click();
	const heads = page.getByRole('table', { name: /^Every rater/ }).getByRole('rowheader');
	await expect(heads.filter({ hasText: AURELIA })).toBeVisible();
	const words = (await heads.allInnerTexts()).map((text) => text.split(/\s+/));
	return new Map(
		words.map((one) => [
			one.find((word) => /^[a-z]{3,}$/.test(word))!,
			one.find((word) => /^R\d+$/.test(word))!
		])
	);
}
