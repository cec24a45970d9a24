import { describe, expect, it } from 'vitest';
import { GET as getFile } from '../../../src/routes/(study)/studies/[study]/coverage/[file].csv/+server.ts';
import { GET as getExport } from '../../../src/routes/(study)/studies/[study]/export/[format]/+server.ts';
import { GET as getRelease } from '../../../src/routes/(study)/studies/[study]/releases/[number]/archive/+server.ts';
import { GET as getReleaseFile } from '../../../src/routes/(study)/studies/[study]/releases/[number]/files/[...path]/+server.ts';
import { load as oneRelease } from '../../../src/routes/(study)/studies/[study]/releases/[number]/+page.server.ts';
import { load as compareReleases } from '../../../src/routes/(study)/studies/[study]/releases/[number]/compare/+page.server.ts';
import { GET as getChanges } from '../../../src/routes/(study)/studies/[study]/releases/[number]/compare/changes.csv/+server.ts';
import { load as adjudicate } from '../../../src/routes/(study)/studies/[study]/adjudicate/+page.server.ts';
import { load as agreement } from '../../../src/routes/(study)/studies/[study]/agreement/+page.server.ts';
import { load as raters } from '../../../src/routes/(study)/studies/[study]/agreement/raters/+page.server.ts';
import { load as api } from '../../../src/routes/(study)/studies/[study]/api/+page.server.ts';
import { load as assignments } from '../../../src/routes/(study)/studies/[study]/assignments/+page.server.ts';
import { load as oneAssignment } from '../../../src/routes/(study)/studies/[study]/assignments/[assignment]/+page.server.ts';
import { load as ratings } from '../../../src/routes/(study)/studies/[study]/assignments/[assignment]/ratings/+page.server.ts';
import { GET as getPlan } from '../../../src/routes/(study)/studies/[study]/assignments/plan.csv/+server.ts';
import { load as planRules } from '../../../src/routes/(study)/studies/[study]/assignments/rules/+page.server.ts';
import { load as mappings } from '../../../src/routes/(study)/studies/[study]/cases/mappings/+page.server.ts';
import { load as oneCase } from '../../../src/routes/(study)/studies/[study]/cases/[case]/+page.server.ts';
import { load as editCase } from '../../../src/routes/(study)/studies/[study]/cases/[case]/edit/+page.server.ts';
import { load as newCase } from '../../../src/routes/(study)/studies/[study]/cases/new/+page.server.ts';
import { load as story } from '../../../src/routes/(study)/studies/[study]/cases/[case]/actions/[number]/+page.server.ts';
import { load as care } from '../../../src/routes/(study)/studies/[study]/care/+page.server.ts';
import { load as cases } from '../../../src/routes/(study)/studies/[study]/cases/+page.server.ts';
import { GET as getTemplate } from '../../../src/routes/(study)/studies/[study]/cases/templates/[file]/+server.ts';
import { load as clone } from '../../../src/routes/(study)/studies/[study]/clone/+page.server.ts';
import { load as coverage } from '../../../src/routes/(study)/studies/[study]/coverage/+page.server.ts';
import { load as disagreements } from '../../../src/routes/(study)/studies/[study]/disagreements/+page.server.ts';
import { load as frame } from '../../../src/routes/(study)/studies/[study]/+layout.server.ts';
import { GET as getMails } from '../../../src/routes/(study)/studies/[study]/mails/csv/+server.ts';
import { load as leaderboard } from '../../../src/routes/(study)/studies/[study]/leaderboard/+page.server.ts';
import { load as mails } from '../../../src/routes/(study)/studies/[study]/mails/+page.server.ts';
import { load as words } from '../../../src/routes/(study)/studies/[study]/mails/words/+page.server.ts';
import { load as people } from '../../../src/routes/(study)/studies/[study]/people/+page.server.ts';
import { load as addPeople } from '../../../src/routes/(study)/studies/[study]/people/add/+page.server.ts';
import { GET as peopleFile } from '../../../src/routes/(study)/studies/[study]/people/people.csv/+server.ts';
import { load as person } from '../../../src/routes/(study)/studies/[study]/people/[member]/+page.server.ts';
import { load as releases } from '../../../src/routes/(study)/studies/[study]/releases/+page.server.ts';
import { load as newRelease } from '../../../src/routes/(study)/studies/[study]/releases/new/+page.server.ts';
import { load as remind } from '../../../src/routes/(study)/studies/[study]/remind/+page.server.ts';
import { load as rounds } from '../../../src/routes/(study)/studies/[study]/rounds/+page.server.ts';
import { load as nextRound } from '../../../src/routes/(study)/studies/[study]/rounds/next/+page.server.ts';
import { load as settings } from '../../../src/routes/(study)/studies/[study]/settings/+page.server.ts';
import { load as consensus } from '../../../src/routes/(study)/studies/[study]/settings/consensus/+page.server.ts';
import { load as guidelines } from '../../../src/routes/(study)/studies/[study]/settings/guidelines/+page.server.ts';
import { load as later } from '../../../src/routes/(study)/studies/[study]/settings/later/+page.server.ts';
import { load as qualification } from '../../../src/routes/(study)/studies/[study]/settings/qualification/+page.server.ts';
import { load as rating } from '../../../src/routes/(study)/studies/[study]/settings/rating/+page.server.ts';
import { load as scale } from '../../../src/routes/(study)/studies/[study]/settings/scale/+page.server.ts';
import { load as versions } from '../../../src/routes/(study)/studies/[study]/settings/versions/+page.server.ts';
import { load as setup } from '../../../src/routes/(study)/studies/[study]/setup/+page.server.ts';
import { load as whatIf } from '../../../src/routes/(study)/studies/[study]/what-if/+page.server.ts';
import { onEach } from '../databases.ts';
import { everyRow } from '../support.ts';
import { aStudyAtWork, NO_STUDY, NOT_YOURS, SIGNED, UNTOUCHED } from './a-study-at-work.ts';

/** Each page, with something that it shows of the study at work. */
const PAGES = [
	{ name: 'frame', load: frame, shows: { study: { round: 'Round 1, open', ratersPerCase: 3 } } },
	{
		name: 'coverage',
		load: coverage,
		shows: { coverage: { ratings: { done: 6 }, raters: { active: 1, of: 2 }, cases: { of: 2 } } }
	},
	{
		name: 'agreement',
		load: agreement,
		shows: { order: null, agreement: { cases: { of: 2, page: 1 } } }
	},
	{
		name: 'agreement/raters',
		load: raters,
		shows: { raters: { all: { raters: 1 }, named: false }, self: { raters: [] } }
	},
	{
		name: 'disagreements',
		load: disagreements,
		shows: { disagreements: { actions: { of: 6, page: 1 } } }
	},
	{
		name: 'what-if',
		load: whatIf,
		shows: { look: { now: { rule: 'noharm-strict', band: 2 }, actions: 7, chosen: null } }
	},
	{
		name: 'what-if?rule=median&k=1&show=settles',
		load: whatIf,
		shows: { look: { ratersPerCase: 1, chosen: { show: 'settles', turned: { of: 6, page: 1 } } } }
	},
	{
		name: 'settings/consensus?consensusRule=median&band=4',
		load: consensus,
		shows: {
			settings: { consensusRule: 'noharm-strict', band: 2 },
			proposed: { consensusRule: 'median', band: 4 }
		}
	},
	{
		name: 'settings/consensus?consensusRule=mode&band=4',
		load: consensus,
		shows: { proposed: {} }
	},
	{
		name: 'adjudicate',
		load: adjudicate,
		shows: { desk: { queue: null, progress: { referred: 0, hasAdjudicator: true }, apart: [] } }
	},
	{
		name: 'assignments',
		load: assignments,
		shows: { plan: { state: 'ready', makes: 2, rows: { of: 2 }, loads: { of: 2 } } }
	},
	{
		name: 'assignments?view=held',
		load: assignments,
		shows: { plan: null, held: { rows: { of: 2 }, chosen: SIGNED } }
	},
	{
		name: `assignments?case=${UNTOUCHED}`,
		load: assignments,
		shows: {
			plan: null,
			held: {
				rows: { of: 2 },
				chosen: UNTOUCHED,
				takers: { some: [{ has: false }, { has: true }] }
			}
		}
	},
	{
		name: 'assignments/rules',
		load: planRules,
		shows: { rules: { k: 3, seed: 1, caps: { of: 2 } } }
	},
	{ name: 'assignments/plan.csv', load: getPlan, shows: {} },
	{
		name: 'people',
		load: people,
		shows: { list: { counts: { all: 8, left: 1 }, roles: { rater: 2, observer: 1 } }, chosen: [] }
	},
	{ name: 'people/add', load: addPeople, shows: { mail: true } },
	{ name: 'people/people.csv', load: peopleFile, shows: {} },
	{ name: 'cases', load: cases, shows: { list: { of: 3, gold: 1, cases: { of: 3, page: 1 } } } },
	{
		name: 'cases?show=unrated&find=derm',
		load: cases,
		shows: { list: { cases: { of: 1, rows: [{ externalId: UNTOUCHED }] } } }
	},
	{ name: 'cases/mappings', load: mappings, shows: { mappings: [], asked: null } },
	{
		name: 'cases/templates/cases.xlsx',
		load: getTemplate,
		params: { file: 'cases.xlsx' },
		shows: {}
	},
	{
		name: `cases/${UNTOUCHED}`,
		load: oneCase,
		params: { case: UNTOUCHED },
		shows: { case: { externalId: UNTOUCHED, gold: false } }
	},
	{
		name: `cases/${SIGNED}/edit`,
		load: editCase,
		params: { case: SIGNED },
		shows: { case: { externalId: SIGNED, rated: true, heldOut: true }, twins: [] }
	},
	{
		name: 'cases/new',
		load: newCase,
		shows: {
			offered: {
				specialties: [
					{ code: 'Card', name: 'Cardiology', nextId: 'Card901' },
					{ code: 'Derm', nextId: 'Derm903' },
					{ code: 'ID', nextId: 'ID902' }
				]
			}
		}
	},
	{
		name: `cases/${SIGNED}/actions/1`,
		load: story,
		params: { case: SIGNED, number: '1' },
		shows: { story: { externalId: SIGNED, number: 1, withdrawn: false } }
	},
	{
		name: 'api',
		load: api,
		shows: { origin: 'https://primum.test', tokens: [{ name: 'Nightly fetch', state: 'live' }] }
	},
	{
		name: 'releases',
		load: releases,
		shows: { releases: [{ number: 1, withdrawn: null }], errand: null }
	},
	{
		name: 'releases/new',
		load: newRelease,
		shows: {
			check: { number: 2, unknown: [], items: { same: { number: 1 } } },
			...{ baselines: null, card: null, errand: null }
		}
	},
	{
		name: 'leaderboard',
		load: leaderboard,
		shows: { releases: [{ number: 1, withdrawn: false, hasBoard: false }], board: null }
	},
	{
		name: 'rounds',
		load: rounds,
		shows: { look: { rounds: [{ number: 1, response: { cases: 2, signed: 1 } }] }, letters: null }
	},
	{
		name: 'rounds/next',
		load: nextRound,
		shows: { present: { number: 1, lockedAt: null }, preview: null, list: null }
	},
	{
		name: 'settings',
		load: settings,
		shows: { settings: {} }
	},
	{
		name: 'settings/rating',
		load: rating,
		shows: { settings: { ratersPerCase: 3, showReference: false } }
	},
	{ name: 'settings/consensus', load: consensus, shows: { settings: { band: 2 } } },
	{ name: 'settings/later', load: later, shows: { settings: { asksReason: true } } },
	{ name: 'settings/guidelines', load: guidelines, shows: { version: 1 } },
	{ name: 'settings/scale', load: scale, shows: { version: 1, isOwn: false } },
	{
		name: 'settings/qualification',
		load: qualification,
		shows: { qualification: { required: true } }
	},
	{
		name: 'settings/versions',
		load: versions,
		shows: { history: { versions: [{ number: 1, note: '' }], shown: { before: null } } }
	},
	{
		name: 'setup',
		load: setup,
		shows: {
			setup: {
				steps: { cases: 'done', plan: 'done', open: 'done' },
				k: 3,
				people: { raters: 2, joined: 1 },
				words: { readBy: [] },
				open: { assignments: 2, people: 1, begun: true }
			}
		}
	},
	{ name: 'clone', load: clone, shows: { source: { cases: 3, people: 8 } } },
	{
		name: 'care',
		load: care,
		shows: { ask: null, keeping: { archivedAt: null, atRest: false, holds: 'ratings' } }
	},
	{ name: 'mails', load: mails, shows: { mails: { of: 1 }, counts: { failed: 1, sent: 0 } } },
	{ name: 'mails/csv', load: getMails, shows: {} },
	{ name: 'mails/words', load: words, shows: { template: { kind: 'invitation', language: 'en' } } },
	{ name: 'remind', load: remind, shows: { people: { of: 1 }, settings: { silentDays: 7 } } },
	{
		name: 'releases/1',
		load: oneRelease,
		params: { number: '1' },
		shows: { release: { number: 1, before: null, withdrawn: null, files: { page: 1 } } }
	},
	{
		name: 'releases/1/compare?with=1',
		load: compareReleases,
		params: { number: '1' },
		shows: { comparison: { changed: { of: 0 }, terms: [], numbers: [1] } }
	},
	{
		name: 'releases/1/compare/changes.csv?with=1',
		load: getChanges,
		params: { number: '1' },
		shows: {}
	},
	{
		name: 'releases/1/files/tables/final.csv',
		load: getReleaseFile,
		params: { number: '1', path: 'tables/final.csv' },
		shows: {}
	},
	{ name: 'releases/1/archive', load: getRelease, params: { number: '1' }, shows: {} },
	{ name: 'export/csv', load: getExport, params: { format: 'csv' }, shows: {} },
	{ name: 'coverage/rows.csv', load: getFile, params: { file: 'rows' }, shows: {} }
];

onEach(
	({ fresh }) => {
		it.each(PAGES)('$name opens for those who run the study only', async (page) => {
			const { load, params = {}, name, shows } = page;
			const at = await aStudyAtWork(await fresh());
			const { slug, study } = at;
			const before = await at.everything();
			for (const who of [at.coordinator, at.administrator]) {
				const seen = await at.look(who, load, params, name);
				expect(seen).toMatchObject({ status: 200, body: shows });
			}
			expect(await at.look(undefined, load, params, name)).toMatchObject({
				status: 303,
				location: `/sign-in?next=${encodeURIComponent(`/studies/${slug}/${name}`)}`
			});
			expect(await at.look(at.rater, load, params, name)).toMatchObject({
				status: 403,
				body: { message: NOT_YOURS(study.name) }
			});
			for (const who of [at.stranger, at.gone]) {
				expect(await at.look(who, load, params, name)).toMatchObject({
					status: 404,
					body: { message: NO_STUDY(slug) }
				});
			}
			for (const none of ['none', '', slug.toUpperCase()]) {
				const seen = await at.look(at.coordinator, load, { ...params, study: none }, name);
				expect(seen).toMatchObject({ status: 404, body: { message: NO_STUDY(none) } });
			}
			expect(await at.everything()).toEqual(before);
		});

		it.each(PAGES)('$name opens in an archived study as before', async (page) => {
			const { load, params = {}, name } = page;
			const at = await aStudyAtWork(await fresh());
			await at.archive();
			const before = await at.everything();
			expect((await at.look(at.coordinator, load, params, name)).status).toBe(200);
			for (const [who, status] of [
				[at.rater, 403],
				[at.stranger, 404]
			] as const) {
				expect((await at.look(who, load, params, name)).status).toBe(status);
			}
			expect(await at.everything()).toEqual(before);
		});

		it('an assignment and all that a rater has open for those who run the study only', async () => {
			const at = await aStudyAtWork(await fresh());
			const { rater, signed, taken, idle } = at;
			const one = { assignment: String(signed.id) };
			expect(await at.look(at.coordinator, oneAssignment, one)).toMatchObject({
				status: 200,
				body: {
					shown: {
						...{ gone: false, externalId: SIGNED, rater: { name: rater.name }, state: 'submitted' },
						others: [{ assignmentId: taken.id, again: { at: null } }],
						candidates: { some: [{ name: idle.name }], of: 1 }
					}
				}
			});
			const path = `assignments?rater=${rater.memberId}`;
			expect(await at.look(at.coordinator, assignments, {}, path)).toMatchObject({
				body: { plan: null, held: null, work: { open: 1, signed: 1, rows: { of: 3 } } }
			});
			for (const [who, status] of [
				[at.rater, 403],
				[at.stranger, 404]
			] as const) {
				expect(await at.look(who, oneAssignment, one)).toMatchObject({ status });
				expect(await at.look(who, assignments, {}, path)).toMatchObject({ status });
			}
			for (const id of ['0', 'x', '2147483648', '999999']) {
				expect((await at.look(at.coordinator, oneAssignment, { assignment: id })).status).toBe(404);
				expect((await at.look(at.coordinator, assignments, {}, `a?rater=${id}`)).status).toBe(404);
			}
		});

		it('a rater’s ratings open for those who run the study only, and leave a line in the trail', async () => {
			const at = await aStudyAtWork(await fresh());
			const one = { assignment: String(at.signed.id) };
			const lines = async () =>
				(await everyRow(at.db, (t) => t.auditEvents)).filter(
					({ what }) => what === 'ratings.viewed'
				);
			expect(await at.look(at.rater, ratings, one)).toMatchObject({ status: 403 });
			expect(await at.look(at.stranger, ratings, one)).toMatchObject({ status: 404 });
			expect((await at.look(at.coordinator, ratings, { assignment: 'x' })).status).toBe(404);
			expect(await lines()).toEqual([]);
			const seen = await at.look(at.coordinator, ratings, one);
			expect(seen).toMatchObject({ status: 200, body: { rated: { rater: at.rater.name } } });
			expect((seen.body.rated as { actions: unknown[] }).actions).toHaveLength(6);
			expect(await lines()).toMatchObject([
				{ userId: at.coordinator.id, subject: `assignment:${at.signed.id}` }
			]);
		});

		it('comes back to the very page that was asked for', async () => {
			const at = await aStudyAtWork(await fresh());
			const path = 'agreement?sort=alpha&page=2';
			expect((await at.look(undefined, agreement, {}, path)).location).toBe(
				`/sign-in?next=${encodeURIComponent(`/studies/${at.slug}/${path}`)}`
			);
		});

		it('blinds an administrator who rates in the study', async () => {
			const at = await aStudyAtWork(await fresh());
			const rating = { ...at.rater, actor: { ...at.rater.actor, isAdmin: true } };
			for (const { load, params = {} } of PAGES) {
				expect((await at.look(rating, load, params)).status).toBe(403);
			}
		});

		it('shows one person of the study, and nobody of another', async () => {
			const at = await aStudyAtWork(await fresh());
			const member = (id: number | string) => ({ member: String(id) });
			const seen = await at.look(at.coordinator, person, member(at.idle.memberId));
			expect(seen).toMatchObject({
				status: 200,
				body: { member: { name: at.idle.name, role: 'rater', openCases: 0, isMe: false } }
			});
			for (const who of [at.rater, at.observer, at.paused]) {
				expect((await at.look(who, person, member(at.idle.memberId))).status).toBe(403);
			}
			for (const id of [at.stranger.memberId, 'x', '', '0', '2147483648']) {
				expect(await at.look(at.coordinator, person, member(id))).toMatchObject({
					status: 404,
					body: { message: 'There is no such member in this study.' }
				});
			}
		});

		it('answers 404 to a case, a release or a format that there is not', async () => {
			const at = await aStudyAtWork(await fresh());
			const { coordinator, study } = at;
			const its = `The study "${study.name}" has no`;
			for (const id of ['none', '', SIGNED.toLowerCase(), `${SIGNED} `, '1', '../people']) {
				expect(await at.look(coordinator, oneCase, { case: id })).toMatchObject({
					status: 404,
					body: { message: `${its} case ${id}.` }
				});
			}
			const numbers = ['0', '2', '2147483647'];
			const none = ['', 'x', '-1', '1.5', '1e0', '2147483648', '9007199254740993'];
			for (const number of [...numbers, ...none]) {
				const read = numbers.includes(number) ? number : '0';
				expect(await at.look(coordinator, getRelease, { number })).toMatchObject({
					status: 404,
					body: { message: `${its} release ${read}.` }
				});
			}
			for (const file of ['', 'people', 'Rows', 'constructor']) {
				expect(await at.look(coordinator, getFile, { file })).toMatchObject({
					status: 404,
					body: {
						message: `There is no file "${file}". Choose rows, matrix, needs, by-specialty, by-day.`
					}
				});
			}
			for (const format of ['', 'pdf', 'CSV', 'constructor']) {
				expect(await at.look(coordinator, getExport, { format })).toMatchObject({
					status: 404,
					body: {
						message: `There is no export "${format}". Choose kit, csv, jsonl or parquet.`
					}
				});
			}
		});

		it('shows the nearest page there is of a list, and an order there is of a table', async () => {
			const at = await aStudyAtWork(await fresh());
			const lists = { agreement, assignments, cases, coverage, disagreements, mails, remind };
			for (const [name, load] of Object.entries(lists)) {
				for (const number of ['0', '-1', '1.5', 'x', '', 'NaN', 'Infinity', '1e300', '99']) {
					const seen = await at.look(at.coordinator, load, {}, `${name}?page=${number}`);
					expect(seen.status, `${name}, page ${number}`).toBe(200);
				}
			}
			const sort = (by: string) => at.look(at.coordinator, agreement, {}, `agreement?sort=${by}`);
			expect(await sort('exact&order=descending')).toMatchObject({
				body: { order: { key: 'exact', descending: true } }
			});
			expect(await sort('case&order=x')).toMatchObject({
				body: { order: { key: 'case', descending: false } }
			});
			expect(await sort('toString')).toMatchObject({ status: 200, body: { order: null } });
		});

		describe('what is handed out', () => {
			it('is a zip with a name, told apart by its hash', async () => {
				const at = await aStudyAtWork(await fresh());
				const { headers } = await at.look(at.coordinator, getRelease, { number: '1' });
				expect(Object.fromEntries(headers)).toMatchObject({
					'content-type': 'application/zip',
					'content-disposition': `attachment; filename="${at.slug}-release-1.zip"`,
					etag: expect.stringMatching(/^"[0-9a-f]{64}"$/)
				});
				for (const format of ['kit', 'csv', 'jsonl', 'parquet']) {
					const seen = await at.look(at.coordinator, getExport, { format });
					expect(seen.headers.get('content-disposition')).toBe(
						`attachment; filename="${at.slug}-${format}.zip"`
					);
				}
			});
		});
	},
	['SQLite on disk']
);
