/**
 * What a submitter, a rival team and a stranger can fetch of a board whose release holds a case out: every page, file
 * and endpoint there is. No word of the case is in any of it, and not a byte depends on what its answers are, but for
 * the totals of whoever answered every item.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { isHttpError, isRedirect } from '@sveltejs/kit';
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as submitting from '#lib/server/services/submitting/index.ts';
import { onEach } from '../databases.ts';
import type { Load } from '../endpoints/asking.ts';
import { anEvent } from '../endpoints/event.ts';
import { runErrand } from '../endpoints/programs.ts';
import { aBoard, aFile, recordsOf, WHOLE } from '../services/submitting-support.ts';
import { aMember, aStudy, START, type Person } from '../support.ts';

const ROUTES = join(import.meta.dirname, '../../../src/routes');

/** Words that stand in the held-out case and nowhere else. */
const CANARY = 'zyzzyva';
const TEXTS = {
	...{ presentation: `A ${CANARY}.`, question: `Why the ${CANARY}?`, reference: `${CANARY}!` },
	...{
		guidance: `case_id: Card009\nspirit: Mind the ${CANARY}.\n`,
		comment: `The ${CANARY} is severe.`
	}
};

/** Everything that answers a GET, found among the routes: a new one is tried without being listed. */
async function everyAnswer(): Promise<{ route: string; answer: Load }[]> {
	const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter((path) =>
		['+page.server.ts', '+server.ts', '+layout.server.ts'].includes(basename(path))
	);
	const found = await Promise.all(
		files.toSorted().map(async (path) => {
			const { load, GET } = (await import(join(ROUTES, path))) as Record<string, Load>;
			const route = `/${dirname(path)}`.replaceAll(/\/\([a-z]+\)/g, '');
			return { route, answer: (load ?? GET)! };
		})
	);
	return found.filter(({ answer }) => answer !== undefined);
}

type Board = Awaited<ReturnType<typeof aBoard>>;

/** A published board with an approved submission to it, and two that wait: one of every item, one of some. */
async function aPublishedBoard(db: Database, scores: readonly number[]) {
	const at = await aBoard(db, { publishedAt: START }, { ...TEXTS, scores });
	const { app, slug, coordinator, rival } = at;
	const approved = await at.send(aFile(recordsOf({ Card001: [1], Card009: [2] })), { who: rival });
	const whole = await at.send(aFile(WHOLE), { name: 'Whole' });
	const some = await at.send(aFile(recordsOf({ Card009: [1] })), { name: 'Some' });
	for (let isMore = true; isMore;) isMore = await runErrand(app);
	await submitting.approve(app, coordinator.actor, slug, { id: approved });
	const stranger = await aMember(db, await aStudy(db), 'submitter');
	return { ...at, approved, whole, some, stranger };
}

/** Each answer to somebody, by what was asked; without what is random in every installation. */
async function allFor(at: Board, ids: number[], as: Person | undefined) {
	const all = new Map<string, string>();
	for (const { route, answer } of await everyAnswer()) {
		for (const id of route.includes('[submission]') ? ids : [0]) {
			for (const file of route.includes('[file]') ? FILES : ['']) {
				const params = paramsOf(at, String(id), file);
				const path = route.replaceAll(
					/\[(?:\.\.\.)?(\w+)\]/g,
					(_, name: string) => params[name] ?? ''
				);
				all.set(
					`${route} ${id} ${file}`,
					told(at, await fetched(at, answer, { as, params, path }))
				);
			}
		}
	}
	return all;
}

const FILES = ['records.jsonl', 'choices.csv', 'rows', 'board.csv', 'board.json'];

const paramsOf = ({ slug }: Board, submission: string, file: string): Record<string, string> => ({
	...{ study: slug, slug, release: '1', number: '1', submission, file, case: 'Card009' },
	...{ path: 'tables/final.csv', token: 'x', format: 'kit', mail: '1', member: '1', action: '1' },
	...{ assignment: '1', job: 'x', errand: 'x', upload: 'x' }
});

async function fetched(
	{ app }: Board,
	answer: Load,
	{ path, ...asked }: { as: Person | undefined; params: Record<string, string>; path: string }
): Promise<string> {
	const { event } = anEvent(app, new Request(`https://primum.test${path}`), asked);
	try {
		const found = await answer(event);
		if (!(found instanceof Response)) return `200 ${JSON.stringify(found)}`;
		return `${found.status} ${await found.text()}`;
	} catch (thrown) {
		if (isRedirect(thrown)) return `${thrown.status} ${thrown.location}`;
		if (isHttpError(thrown)) return `${thrown.status} ${JSON.stringify(thrown.body)}`;
		throw thrown;
	}
}

const told = ({ slug }: Board, text: string) =>
	text
		.replaceAll(slug, 'SLUG')
		.replaceAll(/person-\d+-\d+/g, 'PERSON')
		.replaceAll(/study-\d+-\d+/g, 'STUDY')
		.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID');

/** Where the totals of what answers every item are shown to its sender. */
const TOTALS = /submissions?\/\[submission\]|\[release\]\/\[submission\]/;

onEach(
	({ fresh }) => {
		describe('a case that is held out', () => {
			it('is in nothing that a submitter, a rival team or a stranger can fetch', async () => {
				const at = await aPublishedBoard(await fresh(), [7, 3, 9]);
				const ids = [at.approved, at.whole, at.some];
				for (const as of [at.submitter, at.rival, at.stranger, undefined]) {
					const seen = await allFor(at, ids, as);
					expect(seen.size).toBeGreaterThan(80);
					for (const [asked, body] of seen) expect(body, asked).not.toContain(CANARY);
				}
				const own = await allFor(at, [at.whole], at.submitter);
				expect(own.get(`/submit/[study]/[release]/[submission] ${at.whole} `)).toMatch(
					/^200 .*"totals"/
				);
			});

			it('tells its answers by nothing but the totals of who answered every item', async () => {
				const one = await aPublishedBoard(await fresh(), [7, 3, 9]);
				const other = await aPublishedBoard(await fresh(), [1, 9, 2]);
				const ids = [one.approved, one.whole, one.some];
				expect([other.approved, other.whole, other.some]).toEqual(ids);
				for (const who of ['submitter', 'stranger'] as const) {
					const [here, there] = [
						await allFor(one, ids, one[who]),
						await allFor(other, ids, other[who])
					];
					const differing = [...here].filter(([asked, body]) => there.get(asked) !== body);
					const wanted = differing.filter(([asked]) => !isTotal(asked, one.whole));
					expect(
						wanted.filter(([asked]) => !/leaderboard/.test(asked)),
						who
					).toEqual([]);
				}
				// What is approved stands on a published board: its totals, and nothing of the case.
				const shown = await allFor(one, ids, one.rival);
				expect(shown.get(`/submit/[study]/[release]/[submission] ${one.approved} `)).toContain(
					'"totals"'
				);
				const some = await allFor(one, [one.some], one.submitter);
				expect(some.get(`/submit/[study]/[release]/[submission] ${one.some} `)).toMatch(
					/"result":null,"hidden":"held-out"/
				);
			});

			it('is in no refusal of what is sent', async () => {
				const at = await aBoard(await fresh(), {}, TEXTS);
				const bad = [
					'{"id":"Card009","options":[{"id":1,"matched":"yes"}]}',
					'{"id":"Card009","options":[{"id":99,"matched":true}]}',
					recordsOf({ Card009: [1] })
				].join('\n');
				const report = await submitting.check(at.app, at.at(), aFile(bad));
				expect(report.of).toBeGreaterThan(0);
				expect(JSON.stringify(report)).not.toContain(CANARY);
			});
		});
	},
	['SQLite in memory']
);

const isTotal = (asked: string, whole: number) =>
	TOTALS.test(asked) && asked.includes(` ${whole} `);
