/** The pages of adjudication, asked as a browser asks: who gets in, what a ruling answers, and whose name is nowhere. */
import { describe, expect, it } from 'vitest';
import {
	actions,
	load as oneAction
} from '../../../src/routes/(study)/studies/[study]/adjudicate/[action]/+page.server.ts';
import { load as desk } from '../../../src/routes/(study)/studies/[study]/adjudicate/+page.server.ts';
import { load as list } from '../../../src/routes/(study)/studies/+page.server.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { onEach } from '../databases.ts';
import { open, send, type Fields, type Seen } from '../endpoints/asking.ts';
import { aMember, everything, type Person } from '../support.ts';
import { aDisagreement } from '../services/adjudicating-support.ts';
import { everyAnswer } from './every-answer.ts';

/** The names of raters and of those who rule and run. */
const NAMES = /zyzzyva|okapi/;
const RULED = { score: '7', reason: 'It answers the doubt.', seen: '0' };

onEach(
	({ fresh }) => {
		async function aDesk(wanted: 1 | 2 = 1) {
			const at = await aDisagreement(await fresh(), { wanted });
			const { app, slug, ids } = at;
			const observer = await aMember(at.db, at.study, 'observer');
			const path = (place?: number) =>
				`/studies/${slug}/adjudicate${place === undefined ? '' : `/${ids[place]}`}`;
			const params = (place: number) => ({ study: slug, action: String(ids[place]) });
			return {
				...{ ...at, observer, path },
				look: (as: Person | undefined, place?: number): Promise<Seen> =>
					place === undefined
						? open(app, desk, { as, params: { study: slug }, path: path() })
						: open(app, oneAction, { as, params: params(place), path: path(place) }),
				tell: (as: Person | undefined, place: number, fields: Fields = {}): Promise<Seen> =>
					send(app, actions.rule, {
						...{ as, params: params(place), path: path(place) },
						fields: { ...RULED, ...fields }
					})
			};
		}

		describe('the page of adjudication', () => {
			it('shows an adjudicator the queue, a coordinator the progress, and one who does both, both', async () => {
				const at = await aDesk();
				expect(await at.look(at.ann)).toMatchObject({
					status: 200,
					body: { desk: { queue: { of: 2, next: at.ids[1] }, progress: null, apart: [] } }
				});
				expect(await at.look(at.cora)).toMatchObject({
					body: { desk: { queue: null, progress: { referred: 2, untouched: 2 } } }
				});
				await at.adjudicates();
				expect(await at.look(at.cora)).toMatchObject({
					body: { desk: { queue: { of: 2 }, progress: { referred: 2 } } }
				});
			});

			it('shows an observer figures, and nobody’s name or word', async () => {
				const at = await aDesk(2);
				await at.rule(at.ann, 1, 7);
				await at.rule(at.bob, 1, 3);
				const seen = await at.look(at.observer);
				expect(seen).toMatchObject({
					status: 200,
					body: {
						desk: {
							...{ queue: null, apart: [] },
							progress: { apart: 1, adjudicators: [{ name: 'Adjudicator 1', ruled: 1 }, {}] }
						}
					}
				});
				expect(JSON.stringify(seen.body)).not.toMatch(/okapi|zyzzyva|Because/);
			});

			it('is not for raters, and sends whoever is not signed in to the door', async () => {
				const at = await aDesk();
				expect((await at.look(at.raters[0])).status).toBe(403);
				expect((await at.look(at.raters[0], 1)).status).toBe(403);
				expect(await at.look(undefined, 1)).toMatchObject({
					status: 303,
					location: `/sign-in?next=${encodeURIComponent(at.path(1))}`
				});
			});
		});

		it('leads an adjudicator from the list of studies, and from the study, to the queue', async () => {
			const at = await aDesk();
			const seen = await open(at.app, list, { as: at.ann, path: '/studies' });
			expect(seen.body).toMatchObject({
				list: { studies: { rows: [{ slug: 'panel', toRule: 2 }] } }
			});
			expect(await studies.beginning(at.app, at.ann.actor, at.slug)).toBe('adjudicate');
		});

		it('shows an adjudicator no name anywhere, and no page beyond the queue', async () => {
			const at = await aDesk();
			const opened: string[] = [];
			for (const { route, load } of await everyAnswer()) {
				const seen = await open(at.app, load, {
					as: at.ann,
					params: {
						...{ study: at.slug, case: 'Card001', number: '1', format: 'csv', file: 'rows' },
						...{ member: '1', mail: '1', assignment: '1', action: String(at.ids[1]) }
					},
					path: `/studies/${at.slug}/${route}`
				});
				const { me: _self, ...body } = seen.body as { me?: unknown };
				expect(JSON.stringify(body), route).not.toMatch(NAMES);
				if (seen.status === 200) opened.push(route);
			}
			expect(opened.sort()).toEqual(['', 'adjudicate', 'adjudicate/[action]']);
		});

		describe('a ruling', () => {
			it('leads to the next action, and to the queue after the last', async () => {
				const at = await aDesk();
				expect(await at.tell(at.ann, 1)).toMatchObject({ status: 303, location: at.path(2) });
				expect(await at.tell(at.ann, 2)).toMatchObject({ status: 303, location: at.path() });
			});

			it('stays where adjudicators turn out to differ, so that both are read at once', async () => {
				const at = await aDesk(2);
				await at.rule(at.bob, 1, 3);
				expect(await at.tell(at.ann, 1)).toMatchObject({ status: 303, location: at.path(1) });
			});

			it('answers 400 and shows what was entered', async () => {
				const at = await aDesk();
				expect(await at.tell(at.ann, 1, { score: '', reason: ' ' })).toMatchObject({
					status: 400,
					body: {
						of: 'rule',
						entered: { score: '', reason: ' ' },
						fields: {
							score: 'Choose a score from 1 to 9.',
							reason: 'Say in a few words why: the reason leaves with the release.'
						}
					}
				});
			});

			it('answers 403 to others, 404 for what there is not, and 409 where it waits no more', async () => {
				const at = await aDesk();
				const before = await everything(at.db);
				for (const who of [at.raters[0], at.cora, at.observer]) {
					expect((await at.tell(who, 1)).status).toBe(403);
				}
				expect((await at.tell(undefined, 1)).status).toBe(303);
				for (const action of ['', 'x', '0', '-1', '2147483648', '999999']) {
					const asked = { as: at.ann, params: { study: at.slug, action }, path: at.path() };
					expect((await open(at.app, oneAction, asked)).status, action).toBe(404);
					expect((await send(at.app, actions.rule, { ...asked, fields: RULED })).status).toBe(404);
				}
				expect(await at.tell(at.ann, 0)).toMatchObject({ status: 409 });
				expect(await everything(at.db)).toEqual(before);
				await at.rule(at.bob, 1, 3);
				expect(await at.tell(at.ann, 1)).toMatchObject({
					status: 409,
					body: {
						message: expect.stringContaining('is settled at 3 by another adjudicator'),
						entered: { score: '7', reason: 'It answers the doubt.' }
					}
				});
			});

			it('answers 409 in an archived study, which can be read', async () => {
				const at = await aDesk();
				await rounds.setLocked(at.app, at.coordinator, at.slug, true);
				await studies.archive(at.app, at.coordinator, at.slug);
				expect((await at.look(at.ann, 1)).status).toBe(200);
				expect(await at.tell(at.ann, 1)).toMatchObject({
					status: 409,
					body: { message: expect.stringContaining('is archived') }
				});
			});
		});
	},
	['SQLite on disk']
);
