import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { find, KeptCase, remove, removeClosed, removeOthers } from './kept-case.ts';
import { startApi, type Answer, type Api } from './testing/api.ts';
import { memoryCaches } from './testing/caches.ts';
import { scored } from './testing/outbox.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 10, 2, 8);
const { locks } = navigator;

let api: Api;
let opened: KeptCase[];

/** The page of a case, as the server gives it to an account. */
const page = (account: number, words: string): Answer => ({
	status: 200,
	body: gzipSync(words),
	headers: {
		'content-type': 'text/html',
		'content-encoding': 'gzip',
		'content-security-policy': "script-src 'nonce-1'",
		'x-primum-account': String(account)
	}
});

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['Date'], now: NOW });
	opened = [];
	api = await startApi();
	api.answer = page(1, 'The page.');
	vi.stubGlobal('caches', memoryCaches());
	vi.stubGlobal('navigator', { locks, serviceWorker: { ready: Promise.resolve() } });
});
afterEach(async () => {
	for (const kept of opened) kept.leave();
	await expect.poll(async () => (await locks.query()).held).toEqual([]);
	await api.close();
	vi.useRealTimers();
});

const open = (account: number, assignment: number): KeptCase => {
	const kept = new KeptCase(account, assignment);
	opened.push(kept);
	return kept;
};

/** A case that is open in a tab, whose page is kept. */
async function keepOpen(account: number, assignment: number): Promise<KeptCase> {
	api.answer = page(account, `Case ${assignment} of ${account}.`);
	const kept = open(account, assignment);
	kept.keep();
	await expect.poll(() => stored()).toContain(`/cases/${assignment}`);
	return kept;
}

/** The paths of all that is kept. */
async function stored(): Promise<string[]> {
	const requests = await Promise.all(
		(await caches.keys()).map(async (name) => (await caches.open(name)).keys())
	);
	return requests.flat().map(({ url }) => new URL(url).pathname);
}

describe('the page', () => {
	it('is served as the server gave it, but for how it came over the wire', async () => {
		await keepOpen(1, 7);
		const found = await find('/cases/7', NOW);
		expect(await found?.text()).toBe('Case 7 of 1.');
		expect(Object.fromEntries(found!.headers)).toMatchObject({
			'content-type': 'text/html',
			'content-security-policy': "script-src 'nonce-1'",
			'x-primum-account': '1'
		});
		for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) {
			expect(found!.headers.has(name), name).toBe(false);
		}
		expect(api.asked).toMatchObject([
			{ method: 'GET', path: '/cases/7', headers: { accept: 'text/html' } }
		]);
		expect(await find('/cases/8', NOW)).toBeUndefined();
	});

	it('is served for 36 hours and not longer', async () => {
		await keepOpen(1, 7);
		const at = Number((await find('/cases/7', NOW))!.headers.get('x-primum-kept-at'));
		expect(at).toBeGreaterThanOrEqual(NOW);
		expect(at).toBeLessThan(NOW + 10_000);
		expect(await find('/cases/7', at + 36 * HOUR - 1)).toBeDefined();
		expect(await find('/cases/7', at + 36 * HOUR)).toBeUndefined();
		expect(await find('/cases/7', at + 1_000 * HOUR)).toBeUndefined();
	});

	it('is not served where it does not say since when it is kept', async () => {
		const cache = await caches.open('primum-case-1');
		await cache.put('/cases/7', new Response('The page.'));
		expect(await find('/cases/7', NOW)).toBeUndefined();
	});

	it('is not served from a cache of something else', async () => {
		const kept = new Response('The page.', { headers: { 'x-primum-kept-at': String(NOW) } });
		await (await caches.open('primum-shell-1')).put('/cases/7', kept);
		expect(await find('/cases/7', NOW)).toBeUndefined();
	});

	it.each<[string, Api['answer']]>([
		['another account', page(2, 'Not yours.')],
		['nobody', { status: 200, body: 'Who?' }],
		['an error', { ...page(1, 'Not here.'), status: 404 }],
		[
			'another page',
			({ path }) =>
				path === '/cases/7' ? { status: 303, headers: { location: '/x' } } : page(1, 'X')
		],
		['no answer', null]
	])('is not kept where the answer is for %s', async (_, answer) => {
		api.answer = answer;
		const kept = open(1, 7);
		kept.keep();
		// The record has its turn after the page.
		await expect.poll(() => api.asked.length).toBeGreaterThan(0);
		await kept.record(10, { version: 1, value: scored(3) });
		expect(await stored()).toEqual(['/cases/7/saved/10']);
	});

	it('is asked for with a limit of five seconds, and never from the browser', async () => {
		const fetching = vi.spyOn(globalThis, 'fetch');
		const timeout = vi.spyOn(AbortSignal, 'timeout');
		await keepOpen(1, 7);
		expect(fetching.mock.calls[0]?.[1]).toMatchObject({ cache: 'no-store' });
		expect(timeout).toHaveBeenCalledWith(5_000);
		vi.restoreAllMocks();
	});

	it('waits for a service worker that can serve it', async () => {
		const worker = Promise.withResolvers<void>();
		vi.stubGlobal('navigator', { locks, serviceWorker: { ready: worker.promise } });
		const kept = open(1, 7);
		kept.keep();
		await kept.record(10, { version: 1, value: scored(3) });
		expect(api.asked).toEqual([]);
		worker.resolve();
		await expect.poll(() => stored()).toContain('/cases/7');
	});
});

describe('what was saved since', () => {
	it('is told by action, for this case of this account only', async () => {
		const kept = open(1, 7);
		await kept.record(10, { version: 1, value: scored(3) });
		await kept.record(11, { version: 4, value: scored(5) });
		await kept.record(10, { version: 2, value: scored(9) });
		await open(1, 71).record(12, { version: 1, value: scored(1) });
		await open(2, 7).record(13, { version: 1, value: scored(1) });
		expect(await open(1, 7).recorded()).toEqual(
			new Map([
				[10, { version: 2, value: scored(9) }],
				[11, { version: 4, value: scored(5) }]
			])
		);
		expect(await open(3, 7).recorded()).toEqual(new Map());
	});

	it('is not taken for a page', async () => {
		await keepOpen(1, 7);
		expect(await open(1, 7).recorded()).toEqual(new Map());
		await open(1, 7).record(10, { version: 1, value: scored(3) });
		expect(await find('/cases/7/saved/10', NOW)).toBeUndefined();
	});

	it('makes no cache where nothing was saved', async () => {
		await open(1, 7).recorded();
		expect(await caches.keys()).toEqual([]);
	});

	it('is nothing where it cannot be read', async () => {
		await open(1, 7).record(10, { version: 1, value: scored(3) });
		await (await caches.open('primum-case-1')).put('/cases/7/saved/11', new Response('{'));
		expect(await open(1, 7).recorded()).toEqual(new Map());
	});

	it('holds nothing up where it cannot be kept', async () => {
		vi.stubGlobal('caches', { ...caches, open: () => Promise.reject(new Error('full')) });
		await open(1, 7).record(10, { version: 1, value: scored(3) });
	});
});

describe('leaving', () => {
	it('removes the copy with what was saved since, and no other case', async () => {
		const kept = await keepOpen(1, 7);
		await kept.record(10, { version: 1, value: scored(3) });
		await keepOpen(1, 71);
		kept.leave();
		await expect.poll(() => stored()).toEqual(['/cases/71']);
	});

	it('lets it be while another tab has the case open', async () => {
		const kept = await keepOpen(1, 7);
		const other = open(1, 7);
		other.keep();
		await expect.poll(async () => (await locks.query()).held?.length).toBe(2);
		kept.leave();
		await expect.poll(async () => (await locks.query()).held?.length).toBe(1);
		expect(await stored()).toEqual(['/cases/7']);
		other.leave();
		await expect.poll(() => stored()).toEqual([]);
	});

	it('is the end: nothing is kept afterwards', async () => {
		const kept = await keepOpen(1, 7);
		kept.leave();
		await kept.record(10, { version: 1, value: scored(3) });
		expect(await stored()).toEqual([]);
		const late = open(1, 8);
		late.leave();
		late.keep();
		await late.record(10, { version: 1, value: scored(3) });
		expect(await stored()).toEqual([]);
		expect((await locks.query()).held).toEqual([]);
	});
});

describe('clearing away', () => {
	beforeEach(async () => {
		await (await caches.open('primum-shell-1')).put('/app.js', new Response('shell'));
	});

	it('takes one page away, whatever is open', async () => {
		const kept = await keepOpen(1, 7);
		await kept.record(10, { version: 1, value: scored(3) });
		await keepOpen(1, 71);
		await remove('/cases/7');
		expect(await stored()).toEqual(['/app.js', '/cases/71']);
	});

	it('takes away what other accounts left, or all of them', async () => {
		await keepOpen(1, 7);
		await keepOpen(2, 8);
		await keepOpen(11, 9);
		await removeOthers('1');
		expect(await stored()).toEqual(['/app.js', '/cases/7']);
		await removeOthers(null);
		expect(await stored()).toEqual(['/app.js']);
	});

	it('takes away the cases that no tab shows', async () => {
		await keepOpen(1, 7);
		const cache = await caches.open('primum-case-1');
		await cache.put('/cases/8', new Response('left behind'));
		await cache.put('/cases/8/saved/10', new Response('{}'));
		await removeClosed();
		expect(await stored()).toEqual(['/app.js', '/cases/7']);
	});
});

describe('a browser that keeps nothing', () => {
	it.each([
		['no caches', () => Reflect.deleteProperty(globalThis, 'caches')],
		['no locks', () => vi.stubGlobal('navigator', { serviceWorker: { ready: Promise.resolve() } })]
	])('does without: %s', async (_, lose) => {
		vi.unstubAllGlobals();
		vi.stubGlobal('navigator', { locks, serviceWorker: { ready: Promise.resolve() } });
		lose();
		const kept = new KeptCase(1, 7);
		kept.keep();
		await kept.record(10, { version: 1, value: scored(3) });
		expect(await kept.recorded()).toEqual(new Map());
		kept.leave();
		expect(api.asked).toEqual([]);
	});

	it('does without a service worker', async () => {
		vi.stubGlobal('navigator', { locks });
		const kept = open(1, 7);
		kept.keep();
		expect((await locks.query()).held).toEqual([]);
	});
});
