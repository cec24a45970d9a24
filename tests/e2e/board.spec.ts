/** A coordinator makes a leaderboard, decides on what was sent to it, and publishes it: a stranger reads it. */
import { AxeBuilder } from '@axe-core/playwright';
import { TERMINAL, type App } from '#lib/server/app.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { GENERALISTS, SYSTEMS } from '#lib/server/demo/answerers.ts';
import { answersOf } from '#lib/server/demo/seed-answers.ts';
import * as boards from '#lib/server/services/boards/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { expect, signIn, test, type Installation } from './installation.ts';

const SLUG = 'demo';

/** Does something on the data of an installation, beside its server. */
async function within<T>({ data }: Installation, does: (app: App) => Promise<T>): Promise<T> {
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	try {
		return await does(app);
	} finally {
		await app.crew.close();
		await app.db.close();
	}
}

/** Another release of the demonstration, which has no leaderboard yet. @returns its number */
async function release(app: App): Promise<number> {
	return (await releasing.create(app, TERMINAL, SLUG, { note: 'For the walk.' })).number;
}

/** Sends the answers of two systems, one of them harmful. */
async function send(app: App, number: number): Promise<void> {
	const { sha256 } = await releasing.show(app, TERMINAL, SLUG, number);
	const { set } = await boards.setOfRelease(app, { slug: SLUG, number, sha256 });
	const at = { actor: TERMINAL, slug: SLUG, release: number };
	for (const [index, name] of ['Invented Ash', 'Invented Yew'].entries()) {
		const file = { name: 'answers.jsonl', bytes: answersOf(set, SYSTEMS[index * 7]!, index) };
		const words = { kind: 'model', name, provider: 'A team that does not exist' } as const;
		await submitting.send(app, at, file, { words, terms: null, revises: null });
	}
}

test('a leaderboard is made, decided on, published and read by a stranger', async ({
	page,
	demo,
	browser
}) => {
	const sound = async (of = page) =>
		expect((await new AxeBuilder({ page: of }).analyze()).violations).toEqual([]);
	const number = await within(demo, release);
	await signIn(page, demo.origin, 'coordinator@demo.example');
	const path = `${demo.origin}/studies/${SLUG}/leaderboard?release=${number}`;
	const address = `${demo.origin}/leaderboards/${SLUG}/${number}`;

	await test.step('it is made for a release, and nobody else sees it', async () => {
		await page.goto(`${demo.origin}/studies/${SLUG}/releases/${number}`);
		await page.getByRole('link', { name: 'Leaderboard', exact: true }).last().click();
		await page.getByRole('button', { name: 'Make the leaderboard' }).click();
		await expect(page.getByText(`Release ${number} has a leaderboard.`)).toBeVisible();
		await page.goto(path);
		await expect(page.getByText('Not public', { exact: true })).toBeVisible();
		await sound();
		const stranger = await browser.newContext();
		expect((await stranger.request.get(address)).status()).toBe(404);
		await stranger.close();
	});

	await test.step('it takes submissions, and those that were scored wait for a decision', async () => {
		await page.getByRole('button', { name: 'Open for submissions' }).click();
		await expect(page.getByText('It takes submissions now.')).toBeVisible();
		await within(demo, (app) => send(app, number));
		await expect
			.poll(
				async () => {
					await page.goto(path);
					return page.getByRole('heading', { name: 'Waiting for a decision 2' }).count();
				},
				{ timeout: 30_000 }
			)
			.toBe(1);
		const ash = page.getByRole('article', { name: /Invented Ash/ });
		await expect(ash.getByText(/^0\.\d\d \(0\.\d\d–\d\.\d\d\)$/)).toBeVisible();
		await expect(ash.getByText(/all \d+ items/)).toBeVisible();
		await sound();
	});

	await test.step('one is approved, the other rejected with a reason', async () => {
		await page.getByRole('link', { name: 'Approve Invented Ash…' }).click();
		const asked = page.getByRole('dialog', { name: 'Approve “Invented Ash”?' });
		await sound();
		await asked.getByRole('button', { name: 'Approve' }).click();
		await expect(page.getByText('“Invented Ash” is on the leaderboard.')).toBeVisible();
		await page.getByRole('link', { name: 'Reject Invented Yew…' }).click();
		const why = page.getByRole('dialog', { name: 'Reject “Invented Yew”?' });
		await why.getByLabel('Reason').fill('It answers at random.');
		await why.getByRole('button', { name: 'Reject' }).click();
		await expect(page.getByText('“Invented Yew” is rejected.')).toBeVisible();
		await expect(page.getByText('It answers at random.')).toBeVisible();
	});

	await test.step('it is published, and a stranger reads it', async () => {
		await page.getByRole('link', { name: 'Publish…' }).click();
		const asked = page.getByRole('dialog', { name: /^Publish the leaderboard/ });
		await asked.getByRole('button', { name: 'Publish' }).click();
		await expect(page.getByText(`The leaderboard of release ${number} is public.`)).toBeVisible();
		const context = await browser.newContext();
		const stranger = await context.newPage();
		await stranger.goto(address);
		await expect(stranger.getByText('Invented Ash').first()).toBeVisible();
		await expect(stranger.getByText('Invented Yew')).toHaveCount(0);
		await sound(stranger);

		// The board that came with the demonstration says of everybody on it that they are invented.
		await expect(async () => {
			await stranger.goto(`${demo.origin}/leaderboards/${SLUG}/1`);
			await expect(stranger.getByText(GENERALISTS.name).first()).toBeVisible({ timeout: 1_000 });
		}).toPass({ timeout: 30_000 });
		await context.close();
	});

	await test.step('it is taken back', async () => {
		await page.getByRole('link', { name: 'Take back…' }).click();
		const asked = page.getByRole('dialog', { name: /^Take the leaderboard/ });
		await asked.getByRole('button', { name: 'Take back' }).click();
		await expect(page.getByText('is not public any more')).toBeVisible();
		const stranger = await browser.newContext();
		expect((await stranger.request.get(address)).status()).toBe(404);
		await stranger.close();
	});
});
