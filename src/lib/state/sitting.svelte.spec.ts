import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EMPTY_RATING } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { History } from './history.ts';
import { KeptCase } from './kept-case.ts';
import { browserStore } from './outbox-store.ts';
import { Sitting } from './sitting.svelte.ts';
import { startApi, type Answer, type Api, type Asked } from './testing/api.ts';
import { memoryCaches } from './testing/caches.ts';
import { scored, waiting } from './testing/outbox.ts';

const { locks } = navigator;

let api: Api;
let sittings: Sitting[];

beforeEach(async () => {
	sittings = [];
	api = await startApi();
	api.answer = saves;
	vi.stubGlobal('indexedDB', new IDBFactory());
	vi.stubGlobal('caches', memoryCaches());
	vi.stubGlobal('navigator', { locks, onLine: true, serviceWorker: { ready: Promise.resolve() } });
});
afterEach(async () => {
	for (const sitting of sittings) sitting.stop();
	await api.close();
});

/** A server that takes every change it is told of. */
function saves({ method, body }: Asked): Answer {
	if (method === 'GET') return { status: 200, body: 'Page.', headers: { 'x-primum-account': '1' } };
	if (!Array.isArray(body)) return { status: 200, body: {} };
	const answers = body.map(({ version }) => ({ status: 200, version: (version ?? 0) + 1 }));
	return { status: 200, body: { answers } };
}

const savesAsked = () => api.asked.filter(({ path }) => path.endsWith('/ratings'));

/** A sitting with assignment 7 of account 1, which has the actions 10 to 12; the first is rated. */
function sit({ readOnly = false, comment = '' } = {}): Sitting {
	const actions = [10, 11, 12].map((id, index) => ({
		id,
		number: index + 1,
		text: `Action ${id}`,
		category: 'A',
		version: id === 10 ? 2 : 0,
		value: id === 10 ? scored(4) : EMPTY_RATING,
		activeMs: 0
	}));
	const words = { version: 2, read: null };
	const given = { assignmentId: 7, comment, later: null, actions, words };
	const sitting = new Sitting(given, { account: 1, readOnly, history: new History() });
	sittings.push(sitting);
	return sitting;
}

const scores = ({ session }: Sitting) => session.rows.map(({ value }) => value.score);
const saved = (sitting: Sitting) => expect.poll(() => sitting.saving.state).toBe('saved');

it('brings what is entered to the server, made on the version the page came with', async () => {
	const sitting = sit();
	await sitting.start();
	expect(sitting.leaving).toBe('free');
	sitting.session.rate(0, 9);
	sitting.session.rate(1, 8);
	sitting.comment.type('The weight is missing.');
	sitting.comment.flush();
	expect(sitting.saving.waiting).toBe(3);
	await saved(sitting);
	expect(savesAsked().flatMap(({ body }) => body)).toMatchObject([
		{ action: 10, version: 2, value: scored(9) },
		{ action: 11, version: 0, value: scored(8) }
	]);
	expect(api.asked.find(({ path }) => path === '/api/v1/assignments/7/comment')).toMatchObject({
		headers: { 'x-primum-account': '1' },
		body: { before: '', text: 'The weight is missing.' }
	});
	expect(sitting.leaving).toBe('free');
});

it('keeps a tap that comes before it has begun, and says until then that it would be lost', async () => {
	await (await browserStore()).write({ put: [waiting(11, { ...EMPTY_RATING, comment: 'Why' })] });
	const sitting = sit();
	const started = sitting.start();
	sitting.session.rate(1, 8 as Score);
	sitting.session.rate(2, 3 as Score);
	expect([sitting.saving.state, sitting.saving.waiting]).toEqual(['saving', 2]);
	expect(sitting.leaving).toBe('would-lose');
	await started;
	expect(scores(sitting)).toEqual([4, 8, 3]);
	expect(sitting.session.rows[1]!.value.comment).toBe('Why');
	expect(sitting.session.focused?.id).toBe(12);
	await saved(sitting);
	expect(savesAsked().flatMap(({ body }) => body)).toMatchObject([
		{ action: 11, version: 0, value: { score: null, comment: 'Why' } },
		{ action: 11, version: null, value: { score: 8, comment: 'Why' } },
		{ action: 12, version: 0, value: { score: 3 } }
	]);
});

it('shows what was saved since the page was kept, and goes on from there', async () => {
	const earlier = new KeptCase(1, 7);
	await earlier.record(10, { version: 3, value: scored(6) });
	await earlier.record(11, { version: 1, value: scored(2) });
	const sitting = sit();
	await sitting.start();
	expect(scores(sitting)).toEqual([6, 2, null]);
	expect(sitting.session.focused?.id).toBe(12);
	sitting.session.rate(0, 5);
	await saved(sitting);
	expect(savesAsked().flatMap(({ body }) => body)).toMatchObject([{ action: 10, version: 3 }]);
	await expect
		.poll(async () => (await new KeptCase(1, 7).recorded()).get(10))
		.toEqual({ version: 4, value: scored(5) });
});

it('takes nothing older than what the server gave with the page', async () => {
	await new KeptCase(1, 7).record(10, { version: 2, value: scored(1) });
	const sitting = sit();
	await sitting.start();
	expect(scores(sitting)).toEqual([4, null, null]);
});

it('leaves in the browser what cannot be sent, and says what leaving would do', async () => {
	api.answer = null;
	const sitting = sit();
	await sitting.start();
	sitting.session.rate(1, 8);
	await expect.poll(() => sitting.saving.state).toBe('retrying');
	expect(sitting.leaving).toBe('unsent');
	sitting.stop();
	const again = sit();
	await again.start();
	expect(scores(again)).toEqual([4, 8, null]);

	vi.stubGlobal('indexedDB', undefined);
	const forgetful = sit();
	await forgetful.start();
	expect(forgetful.leaving).toBe('free');
	forgetful.session.rate(1, 8);
	expect(forgetful.leaving).toBe('would-lose');
});

it('keeps the page while the case is open to be rated, and lets it go with the tab', async () => {
	const pages = async () => (await (await caches.open('primum-case-1')).keys()).length;
	await sit({ readOnly: true }).start();
	const sitting = sit();
	await sitting.start();
	await expect.poll(pages).toBe(1);
	expect(api.asked.map(({ method, path }) => [method, path])).toEqual([['GET', '/cases/7']]);
	sitting.stop();
	await expect.poll(pages).toBe(0);
});

it('sends nothing more once it has stopped', async () => {
	const sitting = sit();
	await sitting.start();
	sitting.stop();
	sitting.session.rate(1, 8);
	sitting.comment.type('Late.');
	sitting.comment.flush();
	await expect
		.poll(async () => (await (await browserStore()).load(1, 7)).map(({ action }) => action))
		.toEqual([11]);
	expect(api.asked.filter(({ method }) => method === 'POST')).toEqual([]);
});
