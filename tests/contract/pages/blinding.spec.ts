/**
 * Everything that a rater can ask Primum for, before and after the others are shown: every page, file and endpoint,
 * with the number of every assignment and member. In the first round not a byte of it depends on what another rater
 * says. In a later one it shows what was said, and not a byte of it depends on who said what.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import type { RatingValue } from '#lib/domain/rating.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import { onEach } from '../databases.ts';
import { anEvent } from '../endpoints/event.ts';
import type { Load } from '../endpoints/asking.ts';
import { everyRow, scored } from '../support.ts';
import { answers, aPanel, type Answers } from '../services/later-support.ts';

const ROUTES = join(import.meta.dirname, '../../../src/routes');

type Panel = Awaited<ReturnType<typeof aPanel>>;
type Handler = { route: string; method: 'GET' | 'POST'; handle: Load };

/** Everything that answers, by its route: what pages load, what is handed out, what takes a request. */
async function handlers(): Promise<Handler[]> {
	const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter((path) =>
		['+page.server.ts', '+server.ts', '+layout.server.ts'].includes(basename(path))
	);
	const found = await Promise.all(
		files.toSorted().map(async (path) => {
			const { load, GET, POST } = (await import(join(ROUTES, path))) as Record<string, Load>;
			const route = `/${dirname(path)}`.replaceAll(/\/\([a-z]+\)/g, '').replace(/^\/\.$/, '/');
			const all: Handler[] = [];
			if (load ?? GET) all.push({ route, method: 'GET', handle: (load ?? GET)! });
			if (POST && route.startsWith('/api/')) all.push({ route, method: 'POST', handle: POST });
			return all;
		})
	);
	return found.flat();
}

/** The routes with a value in the place of each parameter: of `assignment` and `member`, every one there is. */
async function addresses(
	{ db, study }: Panel,
	{ route }: Handler
): Promise<Record<string, string>[]> {
	const ids = async (name: 'assignments' | 'members') =>
		(await everyRow(db, (t) => t[name])).map(({ id }) => String(id));
	const fixed = { study: study.slug, case: 'Card001', number: '1', token: 'x', file: 'rows' };
	const ofPrograms = { release: '1', path: 'README.md', job: 'x', slug: study.slug };
	const other = { ...fixed, ...ofPrograms, format: 'csv', mail: '1', action: '1' };
	if (route.includes('[assignment]')) {
		return (await ids('assignments')).map((assignment) => ({ ...other, assignment }));
	}
	if (route.includes('[member]')) {
		return (await ids('members')).map((member) => ({ ...other, member }));
	}
	return [other];
}

/** Each answer that a rater gets, whole, by what was asked. All that the requests can change is the rater's own. */
async function allFor(at: Panel, rater: Panel['raters'][number]): Promise<Map<string, string>> {
	const found = new Map<string, string>();
	for (const handler of await handlers()) {
		for (const params of await addresses(at, handler)) {
			const path = handler.route.replace(/\[(\w+)\]/g, (_, name: string) => params[name] ?? name);
			const asked = `${handler.method} ${path}`;
			found.set(asked, await answered(at, handler, { path, params, as: rater }));
		}
	}
	return found;
}

async function answered(
	{ app }: Panel,
	{ method, handle }: Handler,
	{ path, ...asked }: { path: string; params: Record<string, string>; as: Panel['raters'][number] }
): Promise<string> {
	const body = method === 'POST' ? '{"meaning":"Nothing that is signed."}' : undefined;
	const headers = { 'content-type': 'application/json' };
	const request = new Request(`https://primum.test${path}`, { method, headers, body });
	const { event } = anEvent(app, request, asked);
	try {
		const answer = await handle(event);
		if (!(answer instanceof Response)) return `200 ${JSON.stringify(answer)}`;
		return `${answer.status} ${await answer.text()}`;
	} catch (thrown) {
		if (isRedirect(thrown)) return `${thrown.status} ${thrown.location}`;
		if (isHttpError(thrown)) return `${thrown.status} ${JSON.stringify(thrown.body)}`;
		throw thrown;
	}
}

/** Names, addresses and remarks of the others. */
const OF_OTHERS = /Rater-[1-9]-zyzzyva|zyzzyva-[1-9]|quagga/;

const MINE = [scored(4, 'My own remark.'), scored(6), scored(2)];
const BEN = [scored(7, 'A quagga.'), scored(1, 'Two quaggas.'), scored(9, 'Both quagga.')];
const CYN = [scored(8, 'Quite a quagga.'), scored(2), scored(7, 'No quagga.')];
/** Other answers, at other lengths. */
const OTHERWISE = answers(1, null, 5);

const page = ({ first }: { first: number }) => `GET /cases/${first}`;

onEach(
	({ fresh }) => {
		const open = async (panel: Answers[], wishes: Parameters<typeof aPanel>[2] = {}) =>
			aPanel(await fresh(), panel, wishes);

		describe.each([
			{ raters: 'three raters', panel: [MINE, BEN, CYN], otherwise: [MINE, OTHERWISE, BEN] },
			{ raters: 'two raters', panel: [MINE, BEN], otherwise: [MINE, OTHERWISE] }
		])('with $raters', ({ panel, otherwise }) => {
			it('shows nothing of the others in the first round: not a byte depends on them', async () => {
				const at = await open(panel, { sharesComments: true });
				const seen = await allFor(at, at.raters[0]!);
				for (const [asked, answer] of seen) expect(answer, asked).not.toMatch(OF_OTHERS);
				expect(seen.get(page(at.raters[0]!))).toMatch(/^200 .*My own remark/);
				expect(seen.get(page(at.raters[1]!))).toMatch(/^404 /);
				const elsewhere = await open(otherwise, { sharesComments: true });
				expect(await allFor(elsewhere, elsewhere.raters[0]!)).toEqual(seen);
			});

			it('shows in the second what was said, and nobody; remarks only where they are shared', async () => {
				const silent = await open(panel);
				await silent.openNext(0, 1, 2);
				for (const [asked, answer] of await allFor(silent, silent.raters[0]!)) {
					expect(answer, asked).not.toMatch(OF_OTHERS);
				}
				const at = await open(panel, { sharesComments: true });
				await at.openNext(0, 1, 2);
				const own = `GET /cases/${await at.newest(at.raters[0]!)}`;
				const seen = await allFor(at, at.raters[0]!);
				for (const [asked, answer] of seen) {
					expect(answer, asked).not.toMatch(/Rater-[1-9]-zyzzyva|zyzzyva-[1-9]/);
					if (asked !== own) expect(answer, asked).not.toMatch(OF_OTHERS);
				}
				expect(seen.get(own)).toContain('A quagga.');
			});

			it('shows nothing that is said in the second round before it is closed', async () => {
				const at = await open(panel, { sharesComments: true });
				await at.openNext(0, 1, 2);
				const [ada, ...others] = at.raters;
				const before = await allFor(at, ada!);
				for (const other of others) {
					await at.rate(other, await at.newest(other), said(5, 'A quagga of today.'));
					await at.sign(other, await at.newest(other));
				}
				expect(await allFor(at, ada!)).toEqual(before);
			});

			it('answers the same at every visit', async () => {
				const at = await open(panel, { sharesComments: true });
				await at.openNext(0, 1, 2);
				expect(await allFor(at, at.raters[0]!)).toEqual(await allFor(at, at.raters[0]!));
			});
		});

		it('answers byte for byte the same whoever of the others said what, and signed when', async () => {
			const one = await open([MINE, BEN, CYN], { sharesComments: true });
			const other = await open([MINE, CYN, BEN], { sharesComments: true, order: [0, 2, 1] });
			for (const at of [one, other]) await at.openNext(0, 1, 2);
			const seen = await allFor(one, one.raters[0]!);
			expect(await allFor(other, other.raters[0]!)).toEqual(seen);
			expect(JSON.stringify([...seen])).toContain('quagga');
		});

		it('puts the remarks on each action in another order, so that none follows a person', async () => {
			const many = Array.from({ length: 40 }, (_, at) => at);
			const remarks = (word: string) => many.map((at) => scored(5, `${word} ${at}`));
			const at = await open([remarks('Mine'), remarks('Ben'), remarks('Cyn')], {
				sharesComments: true
			});
			await at.openNext(...many);
			const { actions } = await rating.openCase(
				at.app,
				at.raters[0]!.actor,
				await at.newest(at.raters[0]!)
			);
			const first = actions.map(({ former }) => former!.comments[0]!.split(' ')[0]);
			expect(first.filter((word) => word === 'Ben').length).toBeGreaterThan(8);
			expect(first.filter((word) => word === 'Cyn').length).toBeGreaterThan(8);
		});

		it('says nothing of the others when a request is refused', async () => {
			const at = await open([MINE, BEN, CYN], { sharesComments: true });
			await at.openNext(0);
			const [ada, ben] = at.raters;
			const theirs = await at.newest(ben!);
			for (const request of [
				() => rating.openCase(at.app, ada!.actor, theirs),
				() => rating.submitCase(at.app, ada!.actor, theirs),
				() => rating.takeBack(at.app, ada!.actor, theirs)
			]) {
				await expect(request()).rejects.toMatchObject({ kind: 'missing', code: 'case-missing' });
			}
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);

function said(score: number, comment: string): RatingValue[] {
	return [0, 1, 2].map(() => scored(score, comment));
}
