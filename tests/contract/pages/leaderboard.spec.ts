/** What everyone, those who run a study, and the pages of other sites are shown of a leaderboard, and nobody else. */
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { CaseToRead } from '#lib/domain/leaderboard.ts';
import { LEADERBOARD_CHARTS, LEADERBOARD_TABLES } from '#lib/domain/leaderboard-files.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import type { ShownBoard } from '#lib/server/web/leaderboards.ts';
import { load as newest } from '../../../src/routes/(board)/leaderboards/[slug]/+page.server.ts';
import { load as board } from '../../../src/routes/(board)/leaderboards/[slug]/[release]/+page.server.ts';
import { load as oneCase } from '../../../src/routes/(board)/leaderboards/[slug]/[release]/cases/[case]/+page.server.ts';
import { GET as file } from '../../../src/routes/(board)/leaderboards/[slug]/[release]/files/[file]/+server.ts';
import { load as framed } from '../../../src/routes/(framed)/embed/leaderboards/[slug]/[release]/+page.server.ts';
import { aStudyWithBoard, type BoardWishes } from '../../board-study.ts';
import { CHARACTERS, entryOf } from '../../boards.ts';
import { onEach } from '../databases.ts';
import { open, type Load, type Visit } from '../endpoints/asking.ts';
import { anEvent } from '../endpoints/event.ts';
import { aMember } from '../support.ts';

const SCHEME = '?scheme=mast-2026-07';

async function aBoardToRead(db: Database, wishes: BoardWishes = {}) {
	const made = await aStudyWithBoard(db, { heldOut: ['Card002'], ...wishes });
	const root = `/leaderboards/${made.study.slug}/1`;
	const params = { slug: made.study.slug, release: '1' };
	const entry = (name: string) => entryOf(made.boardId, name);
	const shown = async (query = '', visit: Visit = {}) => {
		const seen = await open(made.app, board as Load, {
			...{ params, path: `${root}${SCHEME}${query}` },
			...visit
		});
		return { status: seen.status, ...(seen.body as ShownBoard) };
	};
	const take = async (name: string, query = SCHEME): Promise<Response> => {
		const asked = new Request(`https://primum.test${root}/files/${name}${query}`);
		const { event } = anEvent(made.app, asked, { params: { ...params, file: name } });
		return (file as unknown as (event: unknown) => Promise<Response>)(event);
	};
	return { ...made, root, params, entry, shown, take };
}

type Made = Awaited<ReturnType<typeof aBoardToRead>>;

/** All that is written in a drawing, with the lines that were broken put together. */
const words = (svg: string) => svg.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ');

const names = ({ page }: ShownBoard) => page.list.rows.map(({ name }) => name);

/** Every address of the board, and its answer. */
function everywhere({ params, cases, root }: Made): [Load, Visit][] {
	return [
		[newest as Load, { params, path: `/leaderboards/${params.slug}` }],
		[board as Load, { params, path: `${root}${SCHEME}` }],
		[board as Load, { params, path: root }],
		[oneCase as Load, { params: { ...params, case: cases[0]!.id }, path: `${root}/x${SCHEME}` }],
		[file as Load, { params: { ...params, file: 'systems.csv' }, path: `${root}/x${SCHEME}` }],
		[file as Load, { params: { ...params, file: 'bars.svg' }, path: `${root}/x${SCHEME}` }],
		[framed as Load, { params, path: `/embed${root}${SCHEME}` }]
	];
}

onEach(
	({ fresh }) => {
		describe('a leaderboard', () => {
			it('is led to by an address that names release and scheme', async () => {
				const made = await aBoardToRead(await fresh());
				const { app, params, root } = made;
				const seen = await open(app, newest as Load, { params, path: `/leaderboards/x?find=a` });
				expect(seen).toMatchObject({ status: 307, location: `${root}${SCHEME}&find=a` });
				for (const query of ['', '?scheme=', '?scheme=none']) {
					expect(await open(app, board as Load, { params, path: root + query })).toMatchObject({
						...{ status: 307, location: root + SCHEME }
					});
				}
			});

			it('shows everyone the best, the selected, the worst, and the list by value', async () => {
				const made = await aBoardToRead(await fresh());
				const seen = await made.shown();
				expect(seen.status).toBe(200);
				expect(names(seen)).toEqual([
					...['Cedar', 'Alder', 'Dogwood', 'Birch', 'Five generalists', 'Fir', 'Elm'],
					...['Hazel', 'Larch']
				]);
				const overall = seen.page.cards[0]!;
				expect(overall.metric.name).toBe('F1_weighted');
				expect(
					overall.leaders.map(({ entry, ...is }) => [entry.name, ...Object.values(is)])
				).toEqual([
					['Cedar', true, true, false],
					['Larch', false, false, true]
				]);
				// Of harm the least is the best.
				expect(seen.page.cards[3]!.leaders.map(({ entry }) => entry.name)).toEqual([
					...['Alder', 'Cedar', 'Larch']
				]);
				expect(seen.page.people?.name).toBe('Five generalists');
				expect(seen.board.baselines.map(({ name }) => name)).toEqual(['nothing', 'everything']);
				expect(seen.board).toMatchObject({ release: 1, scheme: 'mast-2026-07', schemeVersion: 1 });
			});

			it('shows nobody the numbers of submissions, nor those that it does not know', async () => {
				const made = await aBoardToRead(await fresh());
				const alder = made.entry('Alder');
				const { view, page, selected } = await made.shown(`&system=none&with=none&with=${alder}`);
				expect(view).toMatchObject({ selected: null, compared: [alder] });
				expect(JSON.stringify([page, selected])).not.toContain('"id":');
			});

			it('is seen as its address says: selected, compared, searched, sorted', async () => {
				const made = await aBoardToRead(await fresh());
				const [alder, birch] = [made.entry('Alder'), made.entry('Birch')];
				const two = await made.shown(`&system=${alder}&with=${birch}&with=${alder}&with=none`);
				expect(two.selected?.name).toBe('Alder');
				expect(two.compared.map(({ name }) => name)).toEqual(['Birch', 'Alder']);
				expect(Object.keys(two.selected!.bySpecialty).sort()).toEqual(['Card', 'Endo']);
				expect(names(await made.shown('&find=northern'))).toEqual(['Birch', 'Fir']);
				expect(names(await made.shown('&sort=name&order=descending')).slice(0, 2)).toEqual([
					...['Larch', 'Hazel']
				]);
				expect(names(await made.shown('&sort=Severe_rate')).slice(0, 2)).toEqual([
					...['Alder', 'Cedar']
				]);
				expect(names(await made.shown('&sort=commissions'))[0]).toBe('Birch');
				const byRecall = await made.shown('&metric=Recall_weighted');
				expect(names(byRecall)[0]).toBe('Cedar');
				expect(byRecall.page.list.rows[0]!.rank).toEqual({ from: 1, to: 2 });
				// Nobody is ranked by what has no good way.
				const neither = await made.shown('&metric=Offrubric_rate');
				expect(neither).toMatchObject({ view: { metric: null }, board: { by: 'F1_weighted' } });
			});

			it('shows one part of the set, and takes no other word for one', async () => {
				const made = await aBoardToRead(await fresh());
				const cardiology = await made.shown('&specialty=Card');
				expect(cardiology.board.part).toEqual({ specialty: 'Card' });
				expect(cardiology.page.list.rows[0]!.omissions).toBeNull();
				expect((await made.shown('&category=Medication')).board.part).toEqual({
					category: 'Medication'
				});
				// An odd word for one part does not stand in the way of the other.
				const both = await made.shown('&specialty=none&category=Medication');
				expect(both.board.part).toEqual({ category: 'Medication' });
				expect(both.page.list.rows[0]!.omissions).toBeNull();
				expect(both.view).toMatchObject({ specialty: null, category: 'Medication' });
				for (const odd of ['%00', '%EF%BF%BD', 'none', "'--", 'x'.repeat(3000)]) {
					const seen = await made.shown(`&specialty=${odd}&with=${odd}&system=${odd}`);
					expect(seen).toMatchObject({ status: 200, board: { part: null } });
					expect(names(seen)[0]).toBe('Cedar');
				}
			});

			it('never mixes schemes: another one is another page, with its own figures alone', async () => {
				const made = await aBoardToRead(await fresh());
				const { app, params, root } = made;
				const path = `${root}?scheme=noharm-2025&metric=F1_weighted&x=Recall_weighted`;
				const seen = await open(app, board as Load, { params, path });
				const { board: head, page, view } = seen.body as ShownBoard;
				expect(head.scheme).toBe('noharm-2025');
				expect(view).toMatchObject({ metric: null, x: null });
				expect(page.cards.map(({ metric }) => metric.name)).toEqual([
					...['Overall', 'Safety', 'Completeness', 'Case_harm_rate']
				]);
				const known = head.metrics.map(({ name }) => name);
				for (const { figures } of [...page.list.rows, ...head.baselines]) {
					expect(known).toEqual(expect.arrayContaining(Object.keys(figures)));
				}
			});

			it('ships a page of hundreds, with all of them as dots', async () => {
				const many = Array.from({ length: 120 }, (_, at) => ({
					...CHARACTERS[0]!,
					...{ name: `System ${at}`, recall: 0.4 + at / 240 }
				}));
				const made = await aBoardToRead(await fresh(), { characters: many });
				const seen = await made.shown();
				expect(seen.page.list).toMatchObject({ pages: 8, of: 120 });
				expect(seen.page.list.rows).toHaveLength(15);
				expect(seen.page.dots).toHaveLength(110);
				expect(JSON.stringify(seen)).not.toContain('System 3"');
				expect(names(await made.shown('&page=8'))).toHaveLength(15);
				expect(names(await made.shown('&page=99'))).toHaveLength(15);
			});

			it('stands empty, and with one system alone', async () => {
				const empty = await aBoardToRead(await fresh(), { characters: [] });
				const none = await empty.shown();
				expect(none).toMatchObject({ status: 200, selected: null, people: null });
				expect(none.page).toMatchObject({ systems: 0, first: { names: [], of: 0 } });
				const one = await aBoardToRead(await fresh(), { characters: [CHARACTERS[0]!] });
				const { page } = await one.shown();
				expect(page.cards[0]!.leaders).toMatchObject([{ isBest: true, isWorst: false }]);
				expect(page.list.rows[0]!.rank).toEqual({ from: 1, to: 1 });
			});
		});

		describe('a leaderboard that is not published', () => {
			it('is nothing to everyone, and to everyone else in Primum', async () => {
				const db = await fresh();
				const made = await aBoardToRead(db, { publishedAt: null });
				const other = await aBoardToRead(db, { publishedAt: null });
				const adjudicator = await aMember(db, made.study, 'adjudicator');
				const people = [undefined, made.rater, adjudicator, other.coordinator];
				for (const [load, visit] of everywhere(made)) {
					for (const as of people) {
						const seen = await open(made.app, load, { ...visit, as });
						expect(seen.status, visit.path).toBe(404);
						expect(JSON.stringify(seen.body)).not.toMatch(/Cedar|Card001/);
					}
				}
			});

			it('is seen by those who run or observe the study, but not in the page of another site', async () => {
				const db = await fresh();
				const made = await aBoardToRead(db, { publishedAt: null });
				const observer = await aMember(db, made.study, 'observer');
				for (const as of [made.coordinator, observer]) {
					const seen = await made.shown('', { as });
					expect(seen).toMatchObject({ status: 200, board: { publishedAt: null } });
					const { params, root } = made;
					const path = `/embed${root}${SCHEME}`;
					expect(await open(made.app, framed as Load, { params, path, as })).toMatchObject({
						status: 404
					});
				}
			});
		});

		describe('one case of a leaderboard', () => {
			const read = async ({ app, params, root }: Made, id: string, query = '', as?: Visit['as']) =>
				open(app, oneCase as Load, {
					...{ params: { ...params, case: id }, as },
					path: `${root}/cases/${id}${SCHEME}${query}`
				});

			it('shows what those did who are chosen; without any the best and the people', async () => {
				const made = await aBoardToRead(await fresh());
				const of = async (query: string) =>
					((await read(made, 'Card001', query)).body as { item: CaseToRead }).item;
				expect((await of('')).answers.map(({ name }) => name)).toEqual([
					...['Cedar', 'Five generalists']
				]);
				const item = await of(`&with=${made.entry('Larch')}&with=${made.entry('Alder')}`);
				expect(item.answers.map(({ name }) => name)).toEqual(['Larch', 'Alder']);
				expect(item.actions.map(({ score }) => score)).toEqual([9, 8, 7, 7, 5, 3, 2, 1]);
				expect(item).toMatchObject({ before: null, after: 'Endo001', scheme: 'mast-2026-07' });
			});

			it('is never one that is held out, nor one that is not there, whoever asks', async () => {
				const made = await aBoardToRead(await fresh());
				for (const as of [undefined, made.coordinator]) {
					for (const id of ['Card002', 'Card009', '..', '__proto__']) {
						expect((await read(made, id, '', as)).status, id).toBe(404);
					}
				}
				expect(JSON.stringify(await made.shown())).not.toContain('Card002');
			});
		});

		describe('files of a leaderboard', () => {
			it('name study, release and scheme, in their names and in every record', async () => {
				const made = await aBoardToRead(await fresh());
				for (const table of LEADERBOARD_TABLES) {
					const answer = await made.take(`${table}.csv`);
					expect(answer.headers.get('content-disposition')).toContain(
						`${made.study.slug}-release-1-mast-2026-07-${table}.csv`
					);
					const rows = parse(await answer.text(), { columns: true }) as Record<string, string>[];
					expect(rows.length).toBeGreaterThan(3);
					for (const { study, release, scheme, scheme_version: version } of rows) {
						expect([study, release, scheme, version]).toEqual([
							...[made.study.slug, '1', 'mast-2026-07', '1']
						]);
					}
				}
			});

			it('hold what is in view: those found, all figures, all pages', async () => {
				const made = await aBoardToRead(await fresh());
				const text = await (await made.take('systems.csv', `${SCHEME}&find=northern`)).text();
				const rows = parse(text, { columns: true }) as Record<string, string>[];
				const entries = new Set(rows.map(({ name }) => name));
				expect([...entries].slice(0, 2)).toEqual(['Birch', 'Fir']);
				expect([...entries]).toContain('Recommend nothing');
				const birch = rows.filter(({ name }) => name === 'Birch');
				expect(birch.find(({ metric }) => metric === 'Recall_weighted')).toMatchObject({
					...{ value: '0.78', ranked_by: 'F1_weighted', cases: '100', kind: 'model' }
				});
				const json = JSON.parse(await (await made.take('leaderboard.json')).text());
				expect(json).toMatchObject({
					release: 1,
					scheme: 'mast-2026-07',
					publishedAt: made.app.now()
				});
				expect(json.entries[0]).not.toHaveProperty('id');
				expect(json.entries).toHaveLength(9);
			});

			it('are drawings that stand by themselves, and say what they are of', async () => {
				const made = await aBoardToRead(await fresh());
				for (const chart of LEADERBOARD_CHARTS) {
					const svg = await (await made.take(`${chart}.svg`)).text();
					expect(svg, chart).toMatch(/^<\?xml/);
					expect(words(svg), chart).toContain('mast-2026-07, version 1');
					expect(svg, chart).toContain('Cedar');
					expect(svg, chart).not.toMatch(/var\(|NaN|undefined|svelte-/);
				}
			});

			it('say which part of the set they are of, and those of the whole set say none', async () => {
				const made = await aBoardToRead(await fresh());
				const of = async (chart: string) =>
					(await made.take(`${chart}.svg`, `${SCHEME}&specialty=Card`)).text();
				const only = 'Cases of Cardiology only.';
				expect(words(await of('bars'))).toContain(only);
				expect(words(await of('scatter'))).toContain(only);
				expect(words(await of('profile'))).not.toContain(only);
			});

			it('say what is sought, which page and which errors they show', async () => {
				const made = await aBoardToRead(await fresh());
				const errors = await (
					await made.take('errors.svg', `${SCHEME}&severity=severe&find=northern`)
				).text();
				expect(errors).toContain('Kinds of error, per 100 cases, severe only');
				expect(errors).toContain('Only those with “northern” in the name or the team.');
				const many = Array.from({ length: 20 }, (_, at) => ({
					...CHARACTERS[0]!,
					name: `System ${at}`
				}));
				const long = await aBoardToRead(await fresh(), { characters: many });
				expect(await (await long.take('bars.svg', `${SCHEME}&page=2`)).text()).toContain(
					'Page 2 of 2.'
				);
			});

			it('say that the release was withdrawn, and how much of the set was answered', async () => {
				const made = await aBoardToRead(await fresh());
				const { app, coordinator, study } = made;
				const why = 'Two cases were wrong.';
				await releasing.withdraw(app, coordinator.actor, study.slug, 1, why);
				const text = await (await made.take('systems.csv')).text();
				const [first] = parse(text, { columns: true }) as Record<string, string>[];
				expect(first).toMatchObject({ withdrawn: 'Two cases were wrong.', covers: '1' });
				expect(await (await made.take('bars.svg')).text()).toContain('was withdrawn');
			});

			it('are those that there are', async () => {
				const { app, params, root } = await aBoardToRead(await fresh());
				const asked = { params: { ...params, file: 'all.csv' }, path: `${root}/files/all.csv` };
				expect(await open(app, file as Load, asked)).toMatchObject({
					status: 404,
					body: { message: expect.stringContaining('Choose systems.csv') as string }
				});
			});
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
