/**
 * Nothing a rater enters is lost, doubled, overwritten unseen or sent as someone else: faults F9 and F10,
 * a server that is killed, a session that ends, a page that is closed. What counts is what the server's
 * own export holds afterwards.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import Database from 'better-sqlite3';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test, type Installation } from './installation.ts';
import { addStudy, caseId } from './small-study.ts';

const STUDY = 'outbox';
const ADA = 'ada@primum.example';
const BEN = 'ben@primum.example';
const ACTIONS = 30;
const CANNOT_BE_REACHED = 'Primum cannot be reached';

/** What is typed for the action at a place: never the same twice in a row. */
const typed = (place: number) => ((place * 4) % 9) + 1;

test.beforeAll(async ({ installation }) => {
	const lengths = Array.from({ length: 9 }, () => ACTIONS);
	await addStudy(installation, { slug: STUDY, lengths, raters: [ADA, BEN] });
});

type Exported = {
	case: string;
	action: number;
	rater: string;
	score: number | null;
	comment: string;
	rated_at: string;
};

let exports = 0;

/** The ratings of a case in the order in which the server took them. */
async function exported(installation: Installation, id: string): Promise<Exported[]> {
	const folder = join(installation.data, `export-${(exports += 1)}`);
	const run = await installation.primum(
		...['export', '--study', STUDY, '--format', 'jsonl', '--out', folder]
	);
	expect(run.code, run.stderr).toBe(0);
	return readFileSync(join(folder, 'ratings.jsonl'), 'utf8')
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line) as Exported)
		.filter((rating) => rating.case === id)
		.sort((a, b) => a.rated_at.localeCompare(b.rated_at));
}

/** How many changes the history of an assignment holds, and of whom. */
function history(
	installation: Installation,
	assignment: number
): { changes: number; people: number } {
	const db = new Database(join(installation.data, 'primum.sqlite'), { readonly: true });
	try {
		const sql =
			'select count(*) as changes, count(distinct v.user_id) as people from revisions v ' +
			'join ratings r on r.id = v.rating_id where r.assignment_id = ?';
		return db.prepare(sql).get(assignment) as { changes: number; people: number };
	} finally {
		db.close();
	}
}

/** Each action of a case once, in the order of the screen, with what was typed. */
async function expectWhole(installation: Installation, id: string, assignment: number) {
	const ratings = await exported(installation, id);
	const expected = Array.from({ length: ACTIONS }, (_, place) => [place + 1, typed(place)]);
	expect(ratings.map(({ action, score }) => [action, score])).toEqual(expected);
	expect(new Set(ratings.map(({ rater }) => rater)).size).toBe(1);
	expect(history(installation, assignment)).toEqual({ changes: ACTIONS, people: 1 });
}

const ready = (page: Page) => page.locator('[data-ready=true]').waitFor();
const assignmentOf = (page: Page) => Number(/\/cases\/(\d+)$/.exec(page.url())![1]);
const saved = (page: Page) =>
	expect(page.getByText('Saved', { exact: true })).toBeVisible({ timeout: 90_000 });

/** Does not wait for the page's own next try, which may be a minute away. */
async function tryAgain(page: Page): Promise<void> {
	const button = page.getByTitle('Try again now');
	if (await button.isVisible()) await button.click();
}

/** Opens a case from the list of cases. */
async function openCase(page: Page, origin: string, id: string): Promise<number> {
	await page.goto(`${origin}/cases`);
	await page.locator('a.case').filter({ hasText: id }).click();
	await ready(page);
	return assignmentOf(page);
}

async function start(context: BrowserContext, origin: string, email: string, id: string) {
	const page = await context.newPage();
	await signIn(page, origin, email);
	return { page, assignment: await openCase(page, origin, id) };
}

async function rate(page: Page, from: number, to: number): Promise<void> {
	for (let place = from; place < to; place += 1) {
		await expect(page.locator(`li.row.focus[data-row="${place}"]`)).toHaveCount(1);
		await page.keyboard.press(String(typed(place)));
	}
}

/** Until the browser holds the copy by which the case can be reloaded without the server. */
const kept = (page: Page) =>
	expect
		.poll(() => page.evaluate(async () => (await caches.match(location.pathname)) !== undefined))
		.toBe(true);

const keptPages = (page: Page) =>
	page.evaluate(async () => {
		const names = (await caches.keys()).filter((name) => name.startsWith('primum-case-'));
		const all = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
		return all.flat().map(({ url }) => new URL(url).pathname);
	});

test('two tabs rate the same action a hundred times: one conflict each, nothing overwritten unseen', async ({
	installation,
	context
}) => {
	const ROUNDS = 100;
	const BY_HAND = 4;
	const { origin } = installation;
	const id = caseId(0);
	const { page: first, assignment } = await start(context, origin, ADA, id);
	const second = await context.newPage();
	await openCase(second, origin, id);
	let conflicts = 0;
	for (const page of [first, second]) {
		page.on('response', async (response) => {
			if (!response.url().endsWith('/ratings')) return;
			const answer = (await response.json()) as { status?: number; answers?: { status: number }[] };
			const each = answer.answers ?? [answer];
			conflicts += each.filter(({ status }) => status === 409).length;
		});
	}
	const expected: number[] = [];
	for (let round = 0; round < BY_HAND; round += 1) {
		await first.keyboard.press('3');
		await saved(first);
		await second.keyboard.press('8');
		const dialog = second.getByRole('dialog', { name: 'Changed elsewhere' });
		await expect(dialog).toBeVisible();
		expect((await exported(installation, id)).find((r) => r.action === round + 1)?.score).toBe(3);
		await expect(dialog).toContainText('Entered here');
		const mine = round % 2 === 0;
		await dialog
			.getByRole('button', { name: 'Keep this' })
			.nth(mine ? 0 : 1)
			.click();
		await expect(dialog).toBeHidden();
		await saved(second);
		expected.push(mine ? 8 : 3);
	}
	const byHand = await exported(installation, id);
	expect(byHand.map(({ score }) => score)).toHaveLength(BY_HAND);
	expect(byHand.toSorted((a, b) => a.action - b.action).map(({ score }) => score)).toEqual(
		expected
	);
	await expect.poll(() => conflicts).toBe(BY_HAND);

	const action = Number(
		(await first.locator('[data-row="10"] .text').getAttribute('id'))!.replace('action-', '')
	);
	const send = (page: Page, version: number, score: number) =>
		page.evaluate(
			async ({ path, body }) => {
				const value = { score: body.score, cannotRate: null, comment: '', flags: [] };
				const { action, version } = body;
				const operation = crypto.randomUUID();
				const response = await fetch(path, {
					method: 'POST',
					headers: { 'content-type': 'application/json' },
					body: JSON.stringify({ operation, action, version, value, activeMs: 0 })
				});
				return { status: response.status, body: await response.json() };
			},
			{
				path: `/api/v1/assignments/${assignment}/ratings`,
				body: { action, version, score }
			}
		);
	for (let round = BY_HAND; round < ROUNDS; round += 1) {
		const version = round - BY_HAND;
		const scores = [(round % 9) + 1, ((round + 4) % 9) + 1];
		const answers = await Promise.all([
			send(first, version, scores[0]!),
			send(second, version, scores[1]!)
		]);
		const statuses = answers.map(({ status }) => status);
		expect(statuses.toSorted(), `round ${round}`).toEqual([200, 409]);
		const won = scores[statuses.indexOf(200)];
		const refused = answers.find(({ status }) => status === 409)!;
		// The one refused is told what stands, so that the person can choose.
		expect(refused.body.current).toMatchObject({ version: version + 1, value: { score: won } });
		expected[BY_HAND] = won!;
	}
	await expect.poll(() => conflicts).toBe(ROUNDS);
	const after = await exported(installation, id);
	expect(after.find((rating) => rating.action === 11)?.score).toBe(expected[BY_HAND]);
	// By hand: one change each, and a second one where the person kept what was entered here.
	const changes = BY_HAND + BY_HAND / 2 + (ROUNDS - BY_HAND);
	expect(history(installation, assignment).changes).toBe(changes);
});

test('a case is rated offline, reloaded offline and sent once, in order, when the connection is back', async ({
	installation,
	context
}) => {
	const id = caseId(1);
	const { page, assignment } = await start(context, installation.origin, ADA, id);
	page.on('dialog', (dialog) => void dialog.accept());
	await kept(page);
	// Five are saved before the connection goes: the copy of the page does not have them.
	await rate(page, 0, 5);
	await saved(page);
	await context.setOffline(true);
	await rate(page, 5, 15);
	await expect(page.getByText('Offline, 10 waiting')).toBeVisible();
	await page.reload();
	await ready(page);
	await expect(page.getByText(`15 of ${ACTIONS}`)).toBeVisible();
	await rate(page, 15, ACTIONS);
	await page.reload();
	await ready(page);
	await expect(page.getByText(`${ACTIONS} of ${ACTIONS}`)).toBeVisible();
	// A page that was reloaded offline may take itself for online; it says that nothing answers.
	await expect(page.getByText(/25 waiting/)).toBeVisible();
	await context.setOffline(false);
	await tryAgain(page);
	await saved(page);
	await expectWhole(installation, id, assignment);
});

test('thirty ratings offline arrive once and in order', async ({ installation, context }) => {
	const id = caseId(2);
	const { page, assignment } = await start(context, installation.origin, ADA, id);
	await kept(page);
	await context.setOffline(true);
	await rate(page, 0, ACTIONS);
	await expect(page.getByText('Offline, 30 waiting')).toBeVisible();
	await page.reload();
	await ready(page);
	await context.setOffline(false);
	await tryAgain(page);
	await saved(page);
	await expectWhole(installation, id, assignment);
});

test('what is tapped before the browser has opened its store is kept, and not shown as saved', async ({
	installation,
	context
}) => {
	const { origin } = installation;
	const id = caseId(7);
	const page = await context.newPage();
	await signIn(page, origin, ADA);
	await page.goto(`${origin}/cases`);
	const href = await page.locator('a.case').filter({ hasText: id }).getAttribute('href');
	// A browser that takes its time, until the test lets it go on.
	await page.addInitScript(() => {
		const { has } = CacheStorage.prototype;
		const slow = Promise.withResolvers<void>();
		Object.assign(window, { goOn: slow.resolve });
		CacheStorage.prototype.has = async function (name) {
			await slow.promise;
			return has.call(this, name);
		};
	});
	const goOn = () => page.evaluate(() => (window as unknown as { goOn(): void }).goOn());
	await page.goto(`${origin}${href}`);
	const score = (place: number, score: number) =>
		page
			.locator(`[data-row="${place}"]`)
			.getByRole('radio', { name: String(score) })
			.first();
	// Until the page listens, a tap does nothing at all.
	await expect(async () => {
		await score(2, 8).click();
		await expect(score(2, 8)).toHaveAttribute('aria-checked', 'true', { timeout: 500 });
	}).toPass();
	await context.setOffline(true);
	await score(4, 3).click();
	await expect(page.getByText('Saving 2…')).toBeVisible();
	await expect(page.getByText('Saved', { exact: true })).toHaveCount(0);
	await expect(page.locator('[data-ready=true]')).toHaveCount(0);
	await goOn();
	await ready(page);
	await expect(page.getByText('Offline, 2 waiting')).toBeVisible();
	await expect(score(2, 8)).toHaveAttribute('aria-checked', 'true');
	await context.setOffline(false);
	await tryAgain(page);
	await saved(page);
	expect((await exported(installation, id)).map(({ action, score }) => [action, score])).toEqual([
		[3, 8],
		[5, 3]
	]);
	await page.close();
});

test('ten ratings on a line of 1.5 s are on the server two round trips after the first', async ({
	installation,
	context
}) => {
	const LATENCY = 1_500;
	const id = caseId(8);
	const { page, assignment } = await start(context, installation.origin, ADA, id);
	// The first request stays on its way until all ten are rated, however slow the machine is.
	let rated!: () => void;
	const allRated = new Promise<void>((resolve) => (rated = resolve));
	const requests: number[] = [];
	await context.route('**/api/v1/assignments/*/ratings', async (route) => {
		requests.push((route.request().postDataJSON() as unknown[]).length);
		await allRated;
		await new Promise((resolve) => setTimeout(resolve, LATENCY));
		await route.continue();
	});
	await rate(page, 0, 10);
	await expect(page.getByText('Saving 10…')).toBeVisible();
	const since = Date.now();
	rated();
	await saved(page);
	const took = Date.now() - since;
	await context.unroute('**/api/v1/assignments/*/ratings');
	// The first goes at once; what was rated while it was on its way goes together.
	expect(requests[0]).toBe(1);
	expect(requests.length).toBeLessThanOrEqual(3);
	expect(requests.reduce((sum, saves) => sum + saves, 0)).toBe(10);
	expect(took).toBeLessThan(4 * LATENCY);
	await rate(page, 10, ACTIONS);
	await saved(page);
	await expectWhole(installation, id, assignment);
	await page.close();
});

test('without the server, a page that is not kept says so, and leads back to the open case', async ({
	installation,
	context
}) => {
	const { origin } = installation;
	const { page, assignment } = await start(context, origin, ADA, caseId(2));
	await kept(page);
	await context.setOffline(true);
	const heading = page.getByRole('heading', { name: CANNOT_BE_REACHED });
	await page.getByRole('link', { name: 'My cases' }).click();
	await expect(heading).toBeVisible();
	expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
	await page.goBack();
	await ready(page);
	await expect(page).toHaveURL(`${origin}/cases/${assignment}`);

	// Said once more: the browser forgets it for the worker of a page that it loads without the network.
	await context.setOffline(false);
	await context.setOffline(true);
	await page.getByRole('link', { name: 'My cases' }).click();
	await expect(heading).toBeVisible();
	await context.setOffline(false);
	await page.getByRole('link', { name: 'Try again' }).click();
	await expect(page.getByRole('heading', { name: 'My cases' })).toBeVisible();

	await page.getByRole('button', { name: 'Deutsch' }).click();
	await expect(page.getByRole('heading', { name: 'Meine Fälle' })).toBeVisible();
	await context.setOffline(true);
	await page.reload();
	await expect(page.locator('html')).toHaveAttribute('lang', 'de');
	const again = page.getByRole('link', { name: 'Erneut versuchen' });
	await expect(again).toBeVisible();
	await context.setOffline(false);
	await again.click();

	// A form that cannot be sent leads to a page that can be asked for again.
	const mine = page.getByRole('heading', { name: 'Meine Fälle' });
	await expect(mine).toBeVisible();
	await context.setOffline(true);
	await page.getByRole('button', { name: 'Abmelden' }).click();
	await expect(again).toBeVisible();
	await expect(page).toHaveURL(`${origin}/cases`);
	await context.setOffline(false);
	await again.click();
	await expect(mine).toBeVisible();
	// The account keeps the language, and the tests that follow read English.
	await page.getByRole('button', { name: 'English' }).click();
	await expect(page.getByRole('heading', { name: 'My cases' })).toBeVisible();
});

test('another account on the same browser sees and sends nothing of what waits', async ({
	installation,
	context
}) => {
	const { origin } = installation;
	const id = caseId(3);
	const { page, assignment } = await start(context, origin, ADA, id);
	page.on('dialog', (dialog) => void dialog.accept());
	await kept(page);
	const ratings = '**/api/v1/assignments/*/ratings';
	await context.route(ratings, (route) => route.abort());
	await rate(page, 0, 6);
	await expect(page.getByText(/6 waiting/)).toBeVisible();
	await page.goto(`${origin}/cases`);
	await expect(page.getByText(/6 changes wait in this browser/)).toBeVisible();
	await page.getByRole('button', { name: 'Sign out' }).click();
	await expect(page.getByRole('dialog')).toContainText('6 changes have not reached the server');
	await page.getByRole('button', { name: 'Sign out all the same' }).click();
	await page.waitForURL('**/sign-in');
	expect(await keptPages(page)).toEqual([]);
	await context.unroute(ratings);

	const sent: string[] = [];
	page.on('request', (request) => {
		if (request.url().endsWith('/ratings')) sent.push(request.url());
	});
	await signIn(page, origin, BEN);
	const theirs = await openCase(page, origin, id);
	expect(theirs).not.toBe(assignment);
	await expect(page.getByText(`0 of ${ACTIONS}`)).toBeVisible();
	await page.goto(`${origin}/cases`);
	await page.evaluate(() => window.dispatchEvent(new Event('online')));
	await expect(page.getByText(/in this browser/)).toHaveCount(0);
	const refused = await page.goto(`${origin}/cases/${assignment}`);
	expect(refused?.status()).toBe(404);
	expect(sent).toEqual([]);
	expect(await exported(installation, id)).toEqual([]);

	await page.goto(`${origin}/cases`);
	await page.getByRole('button', { name: 'Sign out' }).click();
	await page.waitForURL('**/sign-in');
	await signIn(page, origin, ADA);
	await page.goto(`${origin}/cases`);
	await expect.poll(async () => (await exported(installation, id)).length).toBe(6);
	await openCase(page, origin, id);
	await rate(page, 6, ACTIONS);
	await saved(page);
	await expectWhole(installation, id, assignment);
});

test('a kept case is gone once the person leaves it, submits it or signs out', async ({
	installation,
	context
}) => {
	const { origin } = installation;
	const id = caseId(3);
	const { page, assignment } = await start(context, origin, BEN, id);
	await kept(page);
	expect(await keptPages(page)).toEqual([`/cases/${assignment}`]);
	const other = await context.newPage();
	await openCase(other, origin, id);
	await kept(other);
	await page.getByRole('link', { name: 'My cases' }).click();
	await page.waitForURL('**/cases');
	expect(await keptPages(page), 'another tab still shows it').toContain(`/cases/${assignment}`);
	await other.close();
	// A tab that is closed cannot clear up behind itself: the next page that is asked for does, once the
	// browser knows that the tab is gone.
	await expect(async () => {
		await page.reload();
		expect(await keptPages(page)).toEqual([]);
	}).toPass();
	await context.setOffline(true);
	await page.goto(`${origin}/cases/${assignment}`);
	await expect(page.getByRole('heading', { name: CANNOT_BE_REACHED })).toBeVisible();
	await context.setOffline(false);

	await openCase(page, origin, id);
	await kept(page);
	await rate(page, 0, ACTIONS);
	await saved(page);
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('radio')).toHaveCount(0);
	await expect.poll(() => keptPages(page)).toEqual([]);
});

test('a kept case that is older than a day and a half is not shown any more', async ({
	installation,
	context
}) => {
	const { page } = await start(context, installation.origin, ADA, caseId(3));
	await kept(page);
	/** As if it had been kept so many hours ago. */
	const age = (hours: number) =>
		page.evaluate(
			async (at) => {
				const name = (await caches.keys()).find((name) => name.startsWith('primum-case-'))!;
				const cache = await caches.open(name);
				const found = (await cache.match(location.pathname))!;
				const headers = new Headers(found.headers);
				headers.set('x-primum-kept-at', String(at));
				await cache.put(location.pathname, new Response(await found.blob(), { headers }));
			},
			Date.now() - hours * 3_600_000
		);
	await context.setOffline(true);
	await age(35);
	await page.reload();
	await ready(page);
	await age(37);
	// Said once more: the browser forgets it for the worker of a page that it loads without the network.
	await context.setOffline(false);
	await context.setOffline(true);
	await page.reload();
	await expect(page.getByRole('heading', { name: CANNOT_BE_REACHED })).toBeVisible();
	await context.setOffline(false);
});

test('a server that is killed while somebody rates gets everything once', async ({
	installation,
	context
}) => {
	const id = caseId(4);
	const { page, assignment } = await start(context, installation.origin, ADA, id);
	await rate(page, 0, 8);
	const killed = installation.stop('SIGKILL');
	await rate(page, 8, 20);
	await killed;
	await expect(page.getByText(/waiting/).first()).toBeVisible();
	await installation.start();
	await rate(page, 20, ACTIONS);
	await saved(page);
	await expectWhole(installation, id, assignment);
});

test('a session that ends is taken up again in place', async ({ installation, context }) => {
	const id = caseId(5);
	const { page, assignment } = await start(context, installation.origin, ADA, id);
	await rate(page, 0, 10);
	await saved(page);
	await context.clearCookies();
	await page.keyboard.press(String(typed(10)));
	const dialog = page.getByRole('dialog', { name: 'Sign in again' });
	await expect(dialog).toContainText('1 change is kept in this browser');
	await dialog.getByLabel('Password').fill('not the password');
	await dialog.getByRole('button', { name: /^Sign in as/ }).click();
	await expect(dialog.getByRole('alert')).toBeVisible();
	await dialog.getByLabel('Password').fill('first do no harm');
	await dialog.getByRole('button', { name: /^Sign in as/ }).click();
	await expect(dialog).toBeHidden();
	await saved(page);
	expect(assignmentOf(page)).toBe(assignment);
	await rate(page, 11, ACTIONS);
	await saved(page);
	await expectWhole(installation, id, assignment);
});

test('closing the page with unsent ratings asks first', async ({ installation, context }) => {
	const { page } = await start(context, installation.origin, ADA, caseId(6));
	const asked: string[] = [];
	page.on('dialog', (dialog) => {
		asked.push(dialog.type());
		void dialog.dismiss();
	});
	await context.setOffline(true);
	await rate(page, 0, 2);
	await expect(page.getByText('Offline, 2 waiting')).toBeVisible();
	await page.close({ runBeforeUnload: true });
	await expect.poll(() => asked).toEqual(['beforeunload']);
	expect(page.isClosed()).toBe(false);
	await context.setOffline(false);
	await saved(page);
	await page.close({ runBeforeUnload: true });
	await expect.poll(() => page.isClosed()).toBe(true);
	expect(asked).toHaveLength(1);
});
