/**
 * The portal of a leaderboard, asked as a browser asks: who gets in, at every address of it; what each of its forms
 * takes, refuses and keeps; and that nothing of a held-out case is in any of it.
 */
import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { load as first } from '../../../src/routes/+page.server.ts';
import { load as list } from '../../../src/routes/(study)/studies/+page.server.ts';
import { load as boards } from '../../../src/routes/(submit)/submit/+page.server.ts';
import { actions as board } from '../../../src/routes/(submit)/submit/[study]/[release]/+page.server.ts';
import {
	actions as one,
	load as showOne
} from '../../../src/routes/(submit)/submit/[study]/[release]/[submission]/+page.server.ts';
import { GET as getExample } from '../../../src/routes/(submit)/submit/[study]/[release]/examples/[file]/+server.ts';
import { actions as tokens } from '../../../src/routes/(submit)/submit/[study]/tokens/+page.server.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { make as makeToken } from '#lib/server/services/tokens/index.ts';
import * as members from '#lib/server/store/members.ts';
import { onEach } from '../databases.ts';
import type { Action, Fields, Load } from '../endpoints/asking.ts';
import { open, send, sendRubbish } from '../endpoints/asking.ts';
import { anEvent } from '../endpoints/event.ts';
import { aBoard, recordsOf, WHOLE } from '../services/submitting-support.ts';
import { aMember, aPerson, aStudy, everything, write, type Person } from '../support.ts';
import { NO_STUDY, NOT_YOURS } from './a-study-at-work.ts';

const PORTAL = join(import.meta.dirname, '../../../src/routes/(submit)/submit/[study]');

/** Everything that answers a GET of a study's portal, found among the routes. */
async function everyAnswer(): Promise<{ route: string; load: Load }[]> {
	const files = readdirSync(PORTAL, { recursive: true, encoding: 'utf8' }).filter((path) =>
		['+page.server.ts', '+server.ts'].includes(basename(path))
	);
	return Promise.all(
		files.map(async (path) => {
			const module = (await import(join(PORTAL, path))) as { load?: Load; GET?: Load };
			return { route: dirname(path), load: (module.load ?? module.GET)! };
		})
	);
}

const file = (text = WHOLE, name = 'records.jsonl') => new File([text], name);

/** Longer than any field takes; nothing, no number, markup, a NUL, another id. */
const LONG = 'x'.repeat(20_000);
const WRONG = [LONG, '', ' ', '2.5', '-1', '99999999999', '<b>x</b>', 'a\0b', '2147483648'];

type Portal = Awaited<ReturnType<typeof aPortal>>;

/** The forms of the portal, with what is taken, and what has to have happened. */
const FORMS: Record<
	string,
	{ action: Action; fields: (at: Portal) => Fields; isOf?: 'its sender' }
> = {
	'[release]?/check': { action: board.check, fields: () => ({ file: file() }) },
	'[release]?/send': {
		action: board.send,
		fields: () => ({
			...{ file: file(recordsOf({ Card001: [1] })), kind: 'human', people: '3' },
			...{ name: ' Ward 3 ', provider: 'St Elsewhere', about: 'One.\r\nTwo.' },
			...{ agrees: 'on', terms: '1' }
		})
	},
	'[release]/[submission]?/withdraw': {
		action: one.withdraw,
		fields: ({ sent }) => ({ submission: String(sent), reason: 'A slip.' }),
		isOf: 'its sender'
	},
	'tokens?/make': {
		action: tokens.make,
		fields: () => ({ name: 'Nightly', scope: 'submit', life: '90', until: '' })
	},
	'tokens?/revoke': { action: tokens.revoke, fields: ({ token }) => ({ token: String(token) }) }
};

/** A board to which something was sent, and everybody who could ask. */
async function aPortal(db: Database) {
	const at = await aBoard(db, { terms: 'Be **fair**.' });
	const { app, study, slug, submitter } = at;
	const sent = await at.send(undefined, { terms: 1 });
	const own = { name: 'Mine', scope: 'submit', days: 30 } as const;
	const { id: token } = await makeToken(app, submitter.actor, slug, own);
	const observer = await aMember(db, study, 'observer');
	const adjudicator = await aMember(db, study, 'adjudicator');
	const gone = await aMember(db, study, 'submitter');
	await write(db, (tx) => members.update(tx, gone.memberId, { leftAt: 1 }));
	const stranger = await aMember(db, await aStudy(db), 'submitter');
	const administrator = await aPerson(db, { isAdmin: true });
	const params = {
		...{ study: slug, release: '1', submission: String(sent), file: 'choices.csv' }
	};
	const path = `/submit/${slug}/1`;
	return {
		...at,
		...{ sent, token, observer, adjudicator, gone, stranger, administrator, params },
		look: (as: Person | undefined, load: Load, more = {}, query = '') =>
			open(app, load, { as, params: { ...params, ...more }, path: `${path}${query}` }),
		tell: (as: Person | undefined, action: Action, fields: Fields, more = {}) =>
			send(app, action, { as, params: { ...params, ...more }, path, fields }),
		archive: async () => {
			await rounds.setLocked(app, at.coordinator.actor, slug, true);
			await studies.archive(app, at.coordinator.actor, slug);
		}
	};
}

onEach(
	({ fresh }) => {
		it('has a form here of every page of the portal that has actions', async () => {
			const pages = readdirSync(PORTAL, { recursive: true, encoding: 'utf8' }).filter(
				(path) => basename(path) === '+page.server.ts'
			);
			const found = await Promise.all(
				pages.map(async (path) => {
					const { actions = {} } = (await import(join(PORTAL, path))) as { actions?: object };
					return Object.keys(actions).map((name) => `${dirname(path)}?/${name}`);
				})
			);
			expect(Object.keys(FORMS).sort()).toEqual(found.flat().sort());
		});

		it('opens for those who submit and those who run the study, at every address', async () => {
			const at = await aPortal(await fresh());
			const before = await everything(at.db);
			const answers = await everyAnswer();
			expect(answers.map(({ route }) => route).sort()).toEqual([
				...['[release]', '[release]/[submission]', '[release]/examples/[file]', 'tokens']
			]);
			for (const { route, load } of answers) {
				for (const as of [at.submitter, at.coordinator, at.administrator]) {
					expect((await at.look(as, load)).status, `${route}: ${as.name}`).toBe(200);
				}
				expect(await at.look(undefined, load), route).toMatchObject({
					status: 303,
					location: expect.stringMatching(/^\/sign-in\?next=/)
				});
				for (const as of [at.rater, at.observer, at.adjudicator]) {
					expect(await at.look(as, load), route).toMatchObject({
						status: 403,
						body: { message: NOT_YOURS(at.study.name) }
					});
				}
				for (const as of [at.stranger, at.gone]) {
					expect(await at.look(as, load), route).toMatchObject({
						status: 404,
						body: { message: NO_STUDY(at.slug) }
					});
				}
				const none = await at.look(at.stranger, load, { study: 'none' });
				expect(none, route).toMatchObject({ status: 404, body: { message: NO_STUDY('none') } });
			}
			expect(await everything(at.db)).toEqual(before);
		});

		it('shows a rival nothing of what another team has sent', async () => {
			const at = await aPortal(await fresh());
			expect((await at.look(at.rival, showOne)).status).toBe(404);
			for (const { load, route } of await everyAnswer()) {
				const { body } = await at.look(at.rival, load);
				expect(JSON.stringify(body), route).not.toContain('Alpha');
				const revised = await at.look(at.rival, load, {}, `?revises=${at.sent}`);
				expect(JSON.stringify(revised.body), route).not.toContain('Alpha');
			}
		});

		it('answers 404 to a release, a submission or an example that there is not', async () => {
			const at = await aPortal(await fresh());
			for (const { route, load } of await everyAnswer()) {
				if (route === 'tokens') continue;
				for (const release of ['0', '2', 'x', '', '2147483648']) {
					const seen = await at.look(at.submitter, load, { release });
					expect(seen, `${route} of ${release}`).toMatchObject({
						status: 404,
						body: { message: expect.stringMatching(/has no leaderboard of release/) }
					});
				}
			}
			for (const submission of ['0', 'x', '', '99999', '2147483648']) {
				expect((await at.look(at.submitter, showOne, { submission })).status).toBe(404);
			}
			expect(await at.look(at.submitter, getExample, { file: 'kit.zip' })).toMatchObject({
				status: 404,
				body: {
					message: 'There is no example "kit.zip". Choose records.jsonl or choices.csv.'
				}
			});
		});

		it('leads somebody who only submits to their boards, and shows them no study', async () => {
			const at = await aPortal(await fresh());
			const { app, submitter, coordinator } = at;
			expect((await open(app, first, { as: submitter })).location).toBe('/submit');
			expect((await open(app, first, { as: coordinator })).location).toBe('/studies');
			expect(await open(app, boards, { as: submitter })).toMatchObject({
				body: { boards: [{ release: 1, accepts: true, mine: [{ id: at.sent }] }] }
			});
			expect(await open(app, boards, { as: coordinator })).toMatchObject({ body: { boards: [] } });
			const seen = await open(app, list, { as: submitter });
			expect(seen.body).toMatchObject({
				list: { studies: { rows: [{ role: 'submitter', cases: 0, raters: 0, given: 0 }] } }
			});
		});

		describe.each(Object.entries(FORMS))('%s', (form, { action, fields, isOf }) => {
			it('is taken from a submitter and from a coordinator', async () => {
				for (const who of ['submitter', 'coordinator'] as const) {
					const at = await aPortal(await fresh());
					const before = await everything(at.db);
					const seen = await at.tell(at[who], action, fields(at));
					if (isOf === 'its sender' && who === 'coordinator') {
						expect(seen.status).toBe(409);
						expect(await everything(at.db)).toEqual(before);
						continue;
					}
					expect([200, 303], `${who}: ${JSON.stringify(seen.body)}`).toContain(seen.status);
					const after = await everything(at.db);
					if (form.endsWith('check')) expect(after).toEqual(before);
					else expect(after).not.toEqual(before);
				}
			});

			it('changes nothing for anybody else', async () => {
				const at = await aPortal(await fresh());
				const before = await everything(at.db);
				expect((await at.tell(undefined, action, fields(at))).status).toBe(303);
				for (const who of [at.rater, at.observer, at.adjudicator]) {
					// An observer revokes tokens of their own.
					const status = form === 'tokens?/revoke' && who === at.observer ? 404 : 403;
					const seen = await at.tell(who, action, fields(at));
					expect([status, 403], JSON.stringify(seen.body)).toContain(seen.status);
				}
				for (const who of [at.stranger, at.gone]) {
					expect((await at.tell(who, action, fields(at))).status).toBe(404);
				}
				const rubbish = { as: at.submitter, params: at.params };
				expect((await sendRubbish(at.app, action, rubbish)).status).toBe(400);
				expect(await everything(at.db)).toEqual(before);
			});

			it('answers each wrong thing with a sentence, and stores no text that is too long', async () => {
				let at = await aPortal(await fresh());
				let before = await everything(at.db);
				const typed = Object.entries(fields(at)).filter(([, sent]) => typeof sent === 'string');
				for (const [field] of typed) {
					for (const value of WRONG) {
						const seen = await at.tell(at.submitter, action, { ...fields(at), [field]: value });
						const shown = `${field}: ${JSON.stringify(value.slice(0, 40))}`;
						expect(seen.status, shown).toBeLessThan(500);
						const after = await everything(at.db);
						if (seen.status >= 400) {
							expect(after, shown).toEqual(before);
							expect(String(seen.body['message']), shown).toMatch(/^["“A-Z].*[.!?]$/s);
							const said = Object.values((seen.body['fields'] ?? {}) as Record<string, string>);
							for (const sentence of said) expect(sentence, shown).toMatch(/^[A-Z].*\.$/s);
						} else if (after.join('') !== before.join('')) {
							expect(after.join(''), shown).not.toContain(LONG);
							at = await aPortal(await fresh());
							before = await everything(at.db);
						}
					}
				}
			}, 60_000);

			it('changes nothing in an archived study, but what ends a token', async () => {
				const at = await aPortal(await fresh());
				await at.archive();
				const before = await everything(at.db);
				const seen = await at.tell(at.submitter, action, fields(at));
				if (form === 'tokens?/revoke' || form.endsWith('check')) {
					expect(seen.status).toBe(200);
					return;
				}
				expect(seen).toMatchObject({
					status: 409,
					body: { message: expect.stringMatching(/archived/) }
				});
				expect(await everything(at.db)).toEqual(before);
			});
		});

		describe('a form with a file', () => {
			it('says what a check found, and keeps what was typed', async () => {
				const at = await aPortal(await fresh());
				const typed = { kind: 'human', name: 'Ward 3', people: '3', about: 'Two\r\nlines.' };
				const bad = file(`${WHOLE}\n{}`);
				expect(await at.tell(at.submitter, board.check, { ...typed, file: bad })).toMatchObject({
					status: 200,
					body: {
						...{ of: 'check', values: { ...typed, about: 'Two\nlines.' } },
						done: { records: 3, of: 1, problems: [{ line: 4, field: 'id' }] }
					}
				});
				expect(await at.tell(at.submitter, board.send, { ...typed, file: bad })).toMatchObject({
					status: 400,
					body: { of: 'send', message: 'Agree to the terms first.', values: { name: 'Ward 3' } }
				});
				const agreed = { ...typed, agrees: 'on', terms: '1', file: bad };
				expect(await at.tell(at.submitter, board.send, agreed)).toMatchObject({
					status: 400,
					body: {
						message: 'Nothing was sent: the file has a problem. Mend it, then send it again.',
						...{ values: { name: 'Ward 3' }, problems: [{ line: 4 }] }
					}
				});
			});

			it('wants a file, and words for it', async () => {
				const at = await aPortal(await fresh());
				const agreed = { agrees: 'on', terms: '1' };
				for (const action of [board.check, board.send]) {
					expect(await at.tell(at.submitter, action, { ...agreed, name: 'A' })).toMatchObject({
						status: 400,
						body: { message: 'Choose the file with your answers.', values: { name: 'A' } }
					});
				}
				const wrong = { ...agreed, file: file(), kind: 'human', name: ' ', people: '0' };
				expect(await at.tell(at.submitter, board.send, wrong)).toMatchObject({
					status: 400,
					body: {
						fields: {
							name: 'Say what it is called.',
							people: 'Must be a whole number from 1 to 10000.'
						},
						values: { name: ' ', people: '0' }
					}
				});
			});

			it('leads to what was sent', async () => {
				const at = await aPortal(await fresh());
				const { action, fields } = FORMS['[release]?/send']!;
				const seen = await at.tell(at.submitter, action, fields(at));
				expect(seen.location).toMatch(new RegExp(`^/submit/${at.slug}/1/\\d+$`));
				const submission = seen.location!.split('/').at(-1)!;
				expect(await at.look(at.submitter, showOne, { submission })).toMatchObject({
					body: {
						submission: {
							...{ name: 'Ward 3', people: 3, kind: 'human', state: 'scoring', hidden: 'none' },
							...{ about: 'One.\nTwo.', result: null, errand: { state: 'waiting' } }
						}
					}
				});
			});

			it('says once a day is full when the next can be sent', async () => {
				const at = await aPortal(await fresh());
				const { action, fields } = FORMS['[release]?/send']!;
				for (const done of [2, 3]) {
					const sent = { ...fields(at), file: file(recordsOf({ Card001: [done] })) };
					expect((await at.tell(at.submitter, action, sent)).status).toBe(303);
				}
				const seen = await at.tell(at.submitter, action, fields(at));
				expect(seen).toMatchObject({
					status: 429,
					body: { message: expect.stringMatching(/^Your team may send 3 submissions a day/) }
				});
				expect(seen.headers.get('retry-after')).toBe(String(16 * 60 * 60));
			});
		});

		it('asks for a reason before something is withdrawn', async () => {
			const at = await aPortal(await fresh());
			const fields = { submission: String(at.sent), reason: ' ' };
			expect(await at.tell(at.submitter, one.withdraw, fields)).toMatchObject({
				status: 400,
				body: { of: 'withdraw', message: 'Say why it is withdrawn.' }
			});
		});

		it('hands out an example that a check takes, of cases that are open', async () => {
			const at = await aPortal(await fresh());
			for (const name of ['records.jsonl', 'choices.csv']) {
				const request = new Request('https://primum.test/');
				const asked = { as: at.submitter, params: { ...at.params, file: name } };
				const answer = (await getExample(anEvent(at.app, request, asked).event)) as Response;
				const text = await answer.text();
				expect(text).not.toContain('Card009');
				expect(answer.headers.get('content-disposition')).toBe(
					`attachment; filename="example-${name}"`
				);
				const seen = await at.tell(at.submitter, board.check, { file: file(text, name) });
				expect(seen.body).toMatchObject({ done: { of: 0, records: 2 } });
			}
		});
	},
	['SQLite on disk']
);
