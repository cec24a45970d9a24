/**
 * The rater's screen in a real browser: keys, milliseconds and kilobytes for a case of 40 and one of 200, and for a second
 * round of 200.
 */
import { gzipSync } from 'node:zlib';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findBrowser } from '../browser.ts';
import { install, remove, signIn } from '../e2e/installation.ts';
import { addSecondRound } from '../e2e/second-round.ts';
import { addStudy, caseId } from '../e2e/small-study.ts';
import { quantile, type Figure, type Progress } from './figure.ts';

const RATER = 'ada@primum.example';
/** The last one is only opened. */
const LENGTHS = [40, 200, 40];

/** Of a panel that was asked once; what the first of them said is kept and changed in turn. */
const PANEL = ['again.a', 'again.b', 'again.c'].map((name) => `${name}@primum.example`);
const AGAIN = 200;
const AGAIN_KEYS = ['k', '4'];

/** What the page measures of itself, in milliseconds. */
type Measured = { keys: number; focus: number[]; saved: number[]; opened: number[] };
declare global {
	interface Window {
		bench: Measured;
	}
}

type Rated = Measured & { name: string; length: number };
type Run = Rated & { nextLength: number };

export async function measure(progress: Progress): Promise<Figure[]> {
	const installation = await install('serve');
	const browser = await chromium.launch((await findBrowser()).options);
	try {
		const { origin } = installation;
		progress('a study with a case of 40 and one of 200 actions');
		await addStudy(installation, { slug: 'bench', lengths: LENGTHS, raters: [RATER] });
		const hosts = new Set<string>();
		progress('a second round of 200 actions');
		await addSecondRound(installation, {
			...{ slug: 'again', lengths: [AGAIN], sharesComments: true },
			said: Object.fromEntries(
				PANEL.map((email, rater) => [email, () => [5 + rater, 'One remark for each action.']])
			)
		});
		const sizes = await weigh(browser, origin, RATER, hosts);
		const later = await weigh(browser, origin, PANEL[0]!, hosts);
		progress('rating them by key');
		const runs = await rateAll(browser, origin, hosts);
		progress('rating the second round by key');
		const again = await rateAgain(browser, origin, hosts);
		const otherHosts = [...hosts].filter((host) => host !== new URL(origin).host).length;
		return figures(runs, again, { sizes, later, otherHosts });
	} finally {
		await browser.close();
		await remove(installation);
	}
}

type Sizes = { js: number; page: number };
type Weighed = { sizes: Sizes; later: Sizes; otherHosts: number };

function figures(runs: Run[], again: Rated, { sizes, later, otherHosts }: Weighed): Figure[] {
	const most = (what: string, value: number, unit: string, limit: number, binding = false) =>
		({ what, value, unit, target: { most: limit }, binding }) satisfies Figure;
	const exactly = (what: string, value: number, wanted: number) =>
		({ what, value, unit: '', target: { exactly: wanted }, binding: true }) satisfies Figure;
	return [
		...[...runs, again].flatMap(({ name, length, keys, focus, saved }) => [
			exactly(`keys to rate ${name}`, keys, length),
			most(`key to next focus, median, ${name}`, quantile(focus, 0.5), 'ms', 50),
			most(`key to next focus, p95, ${name}`, quantile(focus, 0.95), 'ms', 100),
			most(`key to "Saved", p95, ${name}`, quantile(saved, 0.95), 'ms', 150)
		]),
		...runs.map(({ nextLength, opened }) =>
			most(`next case visible, ${nextLength} actions`, Math.max(...opened), 'ms', 150)
		),
		most('scripts of the case page, gzip', sizes.js / 1000, 'kB', 90, true),
		most('whole case page, gzip', sizes.page / 1000, 'kB', 160, true),
		most('scripts of a second round, gzip', later.js / 1000, 'kB', 100, true),
		exactly('requests to another host', otherHosts, 0)
	];
}

/** Opens a rater's first case in a browser that has nothing of Primum yet, and weighs all that it asks for. */
async function weigh(
	browser: Browser,
	origin: string,
	rater: string,
	hosts: Set<string>
): Promise<Sizes> {
	const signedIn = await browser.newContext({ serviceWorkers: 'block' });
	const first = await signedIn.newPage();
	await signIn(first, origin, rater);
	const href = await linkTo(first, origin, caseId(0));
	const context = await browser.newContext({
		serviceWorkers: 'block',
		storageState: await signedIn.storageState()
	});
	await signedIn.close();
	const page = await context.newPage();
	const weights: Promise<{ script: boolean; bytes: number }>[] = [];
	page.on('response', (response) => {
		hosts.add(new URL(response.url()).host);
		const script = response.request().resourceType() === 'script';
		weights.push(response.body().then((body) => ({ script, bytes: gzipSync(body).length })));
	});
	await page.goto(`${origin}${href}`, { waitUntil: 'networkidle' });
	await page.locator('[data-ready=true]').waitFor();
	const all = await Promise.all(weights);
	await context.close();
	const sum = (of: typeof all) => of.reduce((total, { bytes }) => total + bytes, 0);
	return { js: sum(all.filter(({ script }) => script)), page: sum(all) };
}

async function linkTo(page: Page, origin: string, id: string): Promise<string> {
	await page.goto(`${origin}/cases`);
	return (await page.locator('a.case').filter({ hasText: id }).getAttribute('href'))!;
}

/** Rates the cases one after the other, going on by "Next case". */
async function rateAll(browser: Browser, origin: string, hosts: Set<string>): Promise<Run[]> {
	const page = await openFirst(browser, origin, RATER, hosts);
	const runs: Run[] = [];
	for (const [index, length] of LENGTHS.slice(0, -1).entries()) {
		await rate(page, length, (place) => String((place % 9) + 1));
		await page.keyboard.press('Control+Enter');
		await page.getByRole('button', { name: 'Sign and submit' }).click();
		const next = page.getByRole('link', { name: 'Next case' });
		await next.waitFor();
		// A person reads the signature; meanwhile the next case is fetched.
		await page.waitForTimeout(1_000);
		await next.click();
		await page.waitForFunction(() => window.bench.opened.length > 0);
		const measured = await page.evaluate(() => window.bench);
		const name = `${length} actions`;
		runs.push({ ...measured, name, length, nextLength: LENGTHS[index + 1]! });
	}
	await page.context().close();
	return runs;
}

/** Keeps and changes what was said in the first round. */
async function rateAgain(browser: Browser, origin: string, hosts: Set<string>): Promise<Rated> {
	const page = await openFirst(browser, origin, PANEL[0]!, hosts);
	await rate(page, AGAIN, (place) => AGAIN_KEYS[place % AGAIN_KEYS.length]!);
	const measured = await page.evaluate(() => window.bench);
	await page.context().close();
	return { ...measured, name: `second round of ${AGAIN}`, length: AGAIN };
}

/** Opens a rater's first case on a page that measures itself. */
async function openFirst(
	browser: Browser,
	origin: string,
	rater: string,
	hosts: Set<string>
): Promise<Page> {
	const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
	context.on('request', (request) => hosts.add(new URL(request.url()).host));
	const page = await context.newPage();
	await page.addInitScript(instrument);
	await signIn(page, origin, rater);
	await page.goto(`${origin}${await linkTo(page, origin, caseId(0))}`);
	return page;
}

/** Rates the whole case on the page, one key an action. */
async function rate(page: Page, length: number, keyAt: (place: number) => string): Promise<void> {
	await page.locator('[data-ready=true]').waitFor();
	await page.evaluate(() =>
		Object.assign(window.bench, { keys: 0, focus: [], saved: [], opened: [] })
	);
	for (let place = 0; place < length; place += 1) {
		await page.keyboard.press(keyAt(place));
		await page.waitForFunction((count) => window.bench.saved.length === count, place + 1);
	}
	await page.getByText(`${length} of ${length}`).first().waitFor();
}

/** Runs in the page. Every time is taken after the frame that shows the change. */
function instrument(): void {
	const bench: Measured = { keys: 0, focus: [], saved: [], opened: [] };
	window.bench = bench;
	let pressed = 0;
	let clicked = 0;
	let focused: string | undefined;
	let heading: string | null | undefined;
	let waitsForFocus = false;
	let waitsForSaved = false;
	let seenSaving = false;
	const afterFrame = (since: number, times: number[]) =>
		requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - since)));
	addEventListener(
		'keydown',
		({ key, timeStamp }) => {
			if (!/^[0-9k]$/.test(key)) return;
			bench.keys += 1;
			pressed = timeStamp;
			focused = document.querySelector<HTMLElement>('li.row.focus')?.dataset.row;
			waitsForFocus = true;
			waitsForSaved = true;
		},
		true
	);
	addEventListener(
		'click',
		({ target, timeStamp }) => {
			if (!(target as Element).closest('footer a')) return;
			clicked = timeStamp;
			heading = document.querySelector('h1')?.textContent;
		},
		true
	);
	const look = () => {
		const now = document.querySelector<HTMLElement>('li.row.focus')?.dataset.row;
		if (waitsForFocus && now !== focused) {
			waitsForFocus = false;
			afterFrame(pressed, bench.focus);
		}
		const state = document.querySelector<HTMLElement>('[data-state]')?.dataset.state;
		if (waitsForSaved && state === 'saved' && seenSaving) {
			waitsForSaved = false;
			seenSaving = false;
			afterFrame(pressed, bench.saved);
		}
		if (state === 'saving') seenSaving = true;
		const opened = document.querySelector('[data-ready=true] h1')?.textContent;
		if (clicked > 0 && opened != null && opened !== heading) {
			afterFrame(clicked, bench.opened);
			clicked = 0;
		}
	};
	new MutationObserver(look).observe(document, {
		subtree: true,
		childList: true,
		attributes: true,
		characterData: true
	});
}
