/**
 * The coordinator's desk in one walk: ten people from a paste to their cases, counted; then what goes wrong in any
 * study: somebody goes silent, a name and a specialty are mistaken, the number of raters changes.
 */
import type { Browser, Page } from '@playwright/test';
import { unpack } from '#lib/formats/zip.ts';
import { openApp, readConfig } from '#lib/server/config.ts';
import { read } from '#lib/server/db/atomically.ts';
import { run } from '#lib/server/db/steps.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import { aSink, type Sink } from '../mail-sink.ts';
import { installWithClock, mondayAfter, passTo } from './clock.ts';
import { DEMO_PASSWORD, expect, remove, signIn, test, type Installation } from './installation.ts';
import { sendForm } from './raw.ts';
import { addCases, addMember, caseId } from './small-study.ts';
import { tallyOf } from './tally.ts';

const SLUG = 'desk';
const K = 3;
const ACTIONS = 8;
/** Three cases of each, and as many raters of their own as they need; one more for the first. */
const SPECIALTIES = ['Card', 'Heme', 'Neuro'];
const CASES = Array.from({ length: 9 }, () => ACTIONS);
const ALL = CASES.length * ACTIONS;

const PEOPLE = [
	'Ada Osei, ada@desk.example, Cardiology',
	'Ben Lind, ben@desk.example, Cardiology',
	'Chidi Obi, chidi@desk.example, cardiologist',
	'Dora Weiss, dora@desk.example, Cardiology',
	'Elif Aydin, elif@desk.example, Haematology',
	'Fraid Haddad, farid@desk.example, Hematology',
	'Grace Kim, grace@desk.example, Hematology',
	'Hana Sato, hana@desk.example, Neurology',
	'Ines Costa, ines@desk.example, Neurolgoy',
	'Jun Park, jun@desk.example, Neurology'
];
const addressOf = (line: string) => line.split(', ')[1]!;
const ADDRESSES = PEOPLE.map(addressOf).sort();
const ADA = ADDRESSES[0]!;
const DESK = 'desk@desk.example';
const NEUROLOGISTS = PEOPLE.slice(7).map(addressOf);
/** Those who stop before they have signed anything. */
const SILENT = ADDRESSES.filter((one) => !NEUROLOGISTS.includes(one));

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Whom mails have reached, sorted: all of them, or those whose subject is such. */
const reached = ({ received }: Sink, subject = /./) =>
	received
		.filter(({ headers }) => subject.test(headers['subject']!))
		.flatMap(({ to }) => to)
		.sort();
const reminded = (sink: Sink) => reached(sink, /^desk: \d cases? left$/);

/** Opens the first of a rater's cases, or the one with this id, and waits until it takes keys. */
async function openCase(page: Page, origin: string, id = ''): Promise<string> {
	await page.goto(`${origin}/cases`);
	const link = page.locator('a.case').filter({ hasText: id }).first();
	const opened = /[A-Z][a-z]+\d{3}/.exec((await link.textContent())!)![0];
	await link.click();
	await expect(page.locator('.screen')).toHaveAttribute('data-ready', 'true');
	return opened;
}

async function rate(page: Page, count: number, key: string): Promise<void> {
	for (let place = 0; place < count; place += 1) {
		await expect(page.locator(`li.row.focus[data-row="${place}"]`)).toHaveCount(1);
		await page.keyboard.press(key);
	}
	await expect(page.getByText('Saved', { exact: true })).toBeVisible();
}

async function sign(browser: Browser, origin: string, email: string, id: string): Promise<void> {
	const page = await browser.newPage();
	await signIn(page, origin, email);
	await openCase(page, origin, id);
	await rate(page, ACTIONS, '7');
	await page.keyboard.press('Control+Enter');
	await page.getByRole('button', { name: 'Sign and submit' }).click();
	await expect(page.getByRole('region', { name: /signature/i })).toBeVisible();
	await page.close();
}

/** The table of a plan or of ratings, by the names of its columns. */
function rowsOf(csv: string): Record<string, string>[] {
	const [head, ...lines] = csv
		.trim()
		.split(/\r?\n/)
		.map((line) => line.split(','));
	return lines.map((line) => Object.fromEntries(head!.map((name, at) => [name, line[at]!])));
}

async function setK(page: Page, origin: string, k: number): Promise<void> {
	await page.goto(`${origin}/studies/${SLUG}/settings/rating`);
	await page.getByLabel('Raters per case (k)').fill(String(k));
	await page.getByRole('button', { name: 'Save', exact: true }).click();
}

/** When Primum looks after reminders next: it has looked once that has moved on. */
async function nextLook({ data }: Installation): Promise<number | undefined> {
	const app = openApp(readConfig({ PRIMUM_DATA: data, PRIMUM_LOG: 'silent' }));
	try {
		const jobs = await read(app.db, ({ q, t }) => run(q.select().from(t.jobs)));
		const waits = jobs.find(({ kind, state }) => kind === mailing.REMIND && state === 'waiting');
		return waits?.runAt;
	} finally {
		await app.db.close();
	}
}

let sink: Sink;
let installation: Installation;

test.beforeAll(async () => {
	sink = await aSink();
	const mail = { SMTP_URL: sink.url, MAIL_FROM: 'Primum <primum@primum.example>' };
	installation = await installWithClock(mail);
	await addCases(installation, {
		slug: SLUG,
		lengths: CASES,
		ratersPerCase: K,
		specialties: SPECIALTIES
	});
	await addMember(installation, SLUG, DESK, 'coordinator');
});

test.afterAll(async () => {
	await remove(installation);
	await sink.close();
});

test('ten people are given cases, and no later mishap is a dead end', async ({ browser, page }) => {
	const { origin } = installation;
	const study = `${origin}/studies/${SLUG}`;
	const adas = await browser.newPage();

	/** All take up their invitations: the first in a browser, the others by requests. */
	async function accept(first: Page): Promise<void> {
		for (const { to, text } of [...sink.received]) {
			const link = new RegExp(`${origin}/join/\\S+`).exec(text)![0];
			if (to[0] !== ADA) {
				const { pathname } = new URL(link);
				const joined = await sendForm(origin, pathname, { password: DEMO_PASSWORD });
				expect(joined.status, to[0]).toBe(303);
				continue;
			}
			await first.goto(link);
			await first.getByLabel('Password').fill(DEMO_PASSWORD);
			await first.getByRole('button', { name: 'Set password and sign in' }).click();
			await first.waitForURL('**/cases');
		}
	}

	await test.step('from signing in to cases given: at most 12 presses and 6 fields', async () => {
		const tally = await tallyOf(page);
		await signIn(page, origin, DESK);
		await page.getByRole('link', { name: `Open ${SLUG}` }).click();
		await page.getByRole('link', { name: 'Add people', exact: true }).click();
		await page.getByRole('textbox', { name: /Paste/ }).fill(PEOPLE.join('\n'));
		await page.getByRole('button', { name: 'Use Neurology' }).click();
		await expect(page.getByText('No case has this.')).toHaveCount(0);
		await page.getByRole('button', { name: 'Invite 10 by mail' }).click();
		await expect(page.getByText('10 people are invited by mail.')).toBeVisible();

		await expect.poll(() => reached(sink)).toEqual(ADDRESSES);
		await accept(adas);

		await page.getByRole('link', { name: 'Plan who rates what' }).click();
		await page.getByRole('button', { name: `Apply ${CASES.length * K} assignments` }).click();
		await expect(page.getByText(`${CASES.length * K} assignments made.`)).toBeVisible();

		expect(tally.presses).toBeLessThanOrEqual(12);
		expect(tally.fields).toBeLessThanOrEqual(6);
		// The counter counts: of what was done above nothing is missing.
		expect(tally).toEqual({ presses: 7, fields: 3 });
	});

	await test.step('every case has three raters of its own specialty, and all are told', async () => {
		const file = await page.request.get(`${study}/assignments/plan.csv`);
		const given = rowsOf(await file.text());
		expect(given.filter(({ fit }) => fit !== 'own')).toEqual([]);
		const byCase = Map.groupBy(given, (row) => row['case']!);
		expect([...byCase.keys()].sort()).toEqual(CASES.map((_, at) => caseId(at, SPECIALTIES)).sort());
		for (const places of byCase.values()) {
			expect(new Set(places.map(({ rater }) => rater)).size).toBe(K);
		}
		// Whoever mistyped her specialty has what the others of it have.
		expect(given.filter(({ rater }) => rater === 'Ines Costa')).toHaveLength(3);
		await expect.poll(() => sink.received.length).toBe(20);
	});

	await test.step('a name and a specialty are mended', async () => {
		await page.getByRole('link', { name: 'People', exact: true }).click();
		await page.getByRole('link', { name: 'Fraid Haddad', exact: true }).click();
		await page.getByLabel('Name', { exact: true }).fill('Farid Haddad');
		await page.getByLabel('Cardiology').check();
		await page.getByRole('button', { name: 'Save' }).click();
		await expect(page.getByText('Farid Haddad is changed.')).toBeVisible();
	});

	let silentIn = '';
	const monday = mondayAfter(8);
	await test.step('a rater stops at 2 of 8, and is reminded once', async () => {
		silentIn = await openCase(adas, origin);
		await rate(adas, 2, '1');
		await adas.close();

		await passTo(installation, monday + 7.5 * HOUR);
		await signIn(page, origin, DESK);
		await page.goto(`${study}/coverage`);
		await expect(page.getByRole('heading', { name: '1 rater silent' })).toBeVisible();
		await page.getByRole('link', { name: 'Remind 1', exact: true }).click();
		await page.getByRole('button', { name: 'Send one reminder' }).click();
		await expect(page.getByText('1 reminder is on its way.')).toBeVisible();
		await page.getByRole('checkbox', { name: 'Remind Ada Osei' }).check();
		await page.getByRole('button', { name: 'Send one reminder' }).click();
		await expect(page.getByText('Ada Osei (reminded just now)')).toBeVisible();
		await expect.poll(() => reminded(sink)).toEqual([ADA]);
	});

	await test.step('the neurologists sign a case', async () => {
		const id = caseId(2, SPECIALTIES);
		for (const email of NEUROLOGISTS) await sign(browser, origin, email, id);
	});

	await test.step('Primum itself reminds the others who are silent, each of them once', async () => {
		await page.getByLabel('Send reminders automatically').check();
		await page.getByRole('button', { name: 'Save', exact: true }).click();
		await expect(page.getByText('Primum sends reminders automatically from now on.')).toBeVisible();
		await passTo(installation, monday + 9 * HOUR + MINUTE);
		await expect.poll(() => nextLook(installation)).toBe(monday + DAY + 9 * HOUR);
		await expect.poll(() => reminded(sink)).toEqual(SILENT);
		await passTo(installation, monday + DAY + 9 * HOUR + MINUTE);
		await signIn(page, origin, DESK);
		await expect.poll(() => nextLook(installation)).toBe(monday + 2 * DAY + 9 * HOUR);
		expect(reminded(sink)).toEqual(SILENT);
	});

	await test.step('who stays silent is replaced, and the two ratings are left out', async () => {
		await page.goto(`${study}/coverage`);
		await page
			.getByRole('link', { name: new RegExp(`^Ada Osei, .*25% rated.*${silentIn}$`) })
			.click();
		await page.getByRole('link', { name: 'Move or release…' }).click();
		const dialog = page.getByRole('dialog', { name: `Take ${silentIn} from Ada Osei?` });
		await expect(dialog).toContainText('has rated 2 of 8 actions');
		await dialog
			.getByLabel('Goes to')
			.selectOption({ label: 'Farid Haddad · Cardiology, Hematology · 3 open cases' });
		await dialog.getByLabel('Reason').fill('Silent for nine days.');
		await dialog.getByRole('button', { name: 'Take the case' }).click();
		await expect(page.getByText('1 case moved: 1 to Farid Haddad.')).toBeVisible();
		await expect(page.getByText('is left out everywhere.')).toBeVisible();

		const answer = await page.request.get(`${study}/export/csv`);
		const files = unpack(new Uint8Array(await answer.body()));
		const ratings = rowsOf(new TextDecoder().decode(files.get('ratings.csv')));
		expect(ratings.map(({ score }) => score)).toEqual(Array<string>(K * ACTIONS).fill('7'));
		await page.goto(`${study}/coverage`);
		await expect(
			page.getByRole('link', { name: new RegExp(`^Farid Haddad, not begun.*${silentIn}$`) })
		).toBeVisible();
		await expect(page.getByText(`of ${ALL * 3}, 11.1%`)).toBeVisible();
	});

	await test.step('the number of raters is changed once it was said what that means', async () => {
		await setK(page, origin, 2);
		await expect(
			page.getByText(
				'Lowering k from 3 to 2: 1 case already has more than 2 signed raters; their ratings stay and count. ' +
					'8 places that are open now would be more than wanted, and would stay with their raters until you ' +
					'release them. Nothing is saved yet.'
			)
		).toBeVisible();
		await page.getByRole('button', { name: 'Save with 2 raters per case' }).click();
		await expect(page.getByText('The settings are saved.')).toBeVisible();
		await page.goto(`${study}/coverage`);
		// Sixteen are wanted of the signed case, and eight more are there.
		await expect(page.getByText(`of ${ALL * 2}, 11.1%`)).toBeVisible();
		await expect(page.getByText('and 8 more than wanted, which count too')).toBeVisible();
		// Of the 128 that are missing the neurologists are at 32.
		await expect(page.getByText('96 of 128 missing ratings wait for the 7 people')).toBeVisible();

		await setK(page, origin, 4);
		await expect(
			page.getByText(
				'Raising k from 2 to 4: 9 places would open that nobody has. ' +
					'1 case complete now would not be complete then. Nothing is saved yet.'
			)
		).toBeVisible();
		await page.getByRole('button', { name: 'Save with 4 raters per case' }).click();
		await expect(page.getByText('The settings are saved.')).toBeVisible();
		await page.goto(`${study}/coverage`);
		await expect(page.getByRole('heading', { name: '9 cases short of a rater' })).toBeVisible();
		await expect(page.getByText(`of ${ALL * 4}, 8.3%`)).toBeVisible();
	});

	expect(reminded(sink), 'nobody was reminded later').toEqual(SILENT);
});
