/**
 * Several studies at once: nobody sees a study they are not in. Whoever is in another one is answered by 404 at every
 * address of a study, page by page and file by file, and finds nothing of it in their own.
 */
import { describe, expect, it } from 'vitest';
import { GET as version } from '../../../src/routes/(study)/studies/[study]/coverage/version/+server.ts';
import { load as accounts } from '../../../src/routes/(admin)/accounts/+page.server.ts';
import { load as oneCase } from '../../../src/routes/(rater)/cases/[assignment]/+page.server.ts';
import { load as myCases } from '../../../src/routes/(rater)/(around)/cases/+page.server.ts';
import { load as me } from '../../../src/routes/(rater)/(around)/me/+page.server.ts';
import { load as list } from '../../../src/routes/(study)/studies/+page.server.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { onEach } from '../databases.ts';
import { open, type Seen } from '../endpoints/asking.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	aSave,
	aStudy,
	scored,
	write
} from '../support.ts';
import { everyAnswer } from './every-answer.ts';

/** A word that nothing else has in it. */
const CANARY = 'zyzzyva';

/** A study that is canaries all through: its name, cases, specialties, people, mails, comments and release. */
async function aStudyOfCanaries(db: Database) {
	const app = anApp(db);
	app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
	const study = await aStudy(db, {
		...{ name: `${CANARY} study`, slug: CANARY, ratersPerCase: 1 },
		guidelines: CANARY
	});
	const coordinator = await aMember(db, study, 'coordinator', { name: `${CANARY} A` });
	const rater = await aMember(db, study, 'rater', {
		...{ name: `${CANARY} B`, email: `${CANARY}@primum.test`, passwordHash: 'x' },
		specialties: [CANARY]
	});
	const item = await aCase(db, study, {
		...{ externalId: `${CANARY}1`, specialty: CANARY, presentation: CANARY, actions: 1 }
	});
	const assignment = await anAssignment(db, study, item, rater);
	const { id } = item.actions[0]!;
	const save = aSave(id, 0, scored(1, CANARY));
	await rating.saveRating(app, rater.actor, assignment.id, save);
	await rating.submitCase(app, rater.actor, assignment.id);
	await releasing.create(app, coordinator.actor, study.slug, { note: CANARY });
	await studies.changeSettings(app, coordinator.actor, study.slug, { notice: CANARY });
	await write(db, (tx) =>
		mailing.queue(tx, { kind: 'reminder', studyId: study.id, userId: rater.id })
	);
	return { app, study, coordinator, rater, item, assignment };
}

/** Those who are in another study, each in their own part. */
async function strangers(db: Database) {
	const own = await aStudy(db, { ratersPerCase: 1 });
	const coordinator = await aMember(db, own, 'coordinator');
	const rater = await aMember(db, own, 'rater', { specialties: ['Card'] });
	const observer = await aMember(db, own, 'observer');
	const adjudicator = await aMember(db, own, 'adjudicator');
	const item = await aCase(db, own, { externalId: 'Card001' });
	const assignment = await anAssignment(db, own, item, rater);
	const nobody = await aPerson(db);
	return { own, item, assignment, everyone: { coordinator, rater, observer, adjudicator, nobody } };
}

const QUERIES = ['', '?view=matrix', '?view=held', '?show=all&page=1', `?q=${CANARY}`];

const said = ({ body, headers }: Seen) => JSON.stringify([body, [...headers]]);

onEach(
	({ fresh }) => {
		describe('whoever is in another study', () => {
			it('is answered by 404 at every address of a study, with no byte of it', async () => {
				const db = await fresh();
				const { app, study, rater, item, assignment } = await aStudyOfCanaries(db);
				const { everyone } = await strangers(db);
				const params = {
					...{ study: study.slug, case: item.externalId, number: '1', format: 'csv' },
					...{ member: String(rater.memberId), file: 'rows', mail: '1' },
					assignment: String(assignment.id)
				};
				const answers = await everyAnswer();
				expect(answers.map(({ route }) => route)).toEqual(
					expect.arrayContaining(['setup', 'clone', 'care', 'export/[format]', 'releases/[number]'])
				);
				for (const { route, load } of answers) {
					for (const [who, as] of Object.entries(everyone)) {
						for (const query of QUERIES) {
							const path = `/studies/${study.slug}/${route}${query}`;
							const seen = await open(app, load, { as, params, path });
							expect(seen.status, `${who}: ${path}`).toBe(404);
							// The address is repeated, and nothing else.
							expect(said(seen).replaceAll(`"${CANARY}\\"`, ''), path).not.toContain(`${CANARY} `);
							expect(said(seen).split(CANARY).length, path).toBeLessThanOrEqual(2);
						}
					}
				}
				expect(version).toBeDefined();
			});

			it('is answered alike where there is no such study', async () => {
				const db = await fresh();
				const { app, study } = await aStudyOfCanaries(db);
				const { everyone } = await strangers(db);
				for (const { route, load } of await everyAnswer()) {
					const ask = async (slug: string) => {
						const params = { study: slug, case: 'x', number: '1', format: 'csv', member: '1' };
						const more = { file: 'rows', mail: '1', assignment: '1' };
						const seen = await open(app, load, {
							...{ as: everyone.coordinator, params: { ...params, ...more } },
							path: `/studies/${slug}/${route}`
						});
						return said(seen).replaceAll(slug, 'SLUG');
					};
					expect(await ask(study.slug), route).toBe(await ask('none'));
				}
			});

			it('finds nothing of it on the pages of their own', async () => {
				const db = await fresh();
				const { app, assignment } = await aStudyOfCanaries(db);
				const { own, item, assignment: mine, everyone } = await strangers(db);
				const params = {
					...{ study: own.slug, case: item.externalId, number: '1', format: 'csv' },
					...{ member: String(everyone.rater.memberId), file: 'rows', mail: '1' },
					assignment: String(mine.id)
				};
				for (const { route, load } of await everyAnswer()) {
					for (const query of QUERIES.slice(0, 4)) {
						const path = `/studies/${own.slug}/${route}${query}`;
						const seen = await open(app, load, { as: everyone.coordinator, params, path });
						expect(said(seen), path).not.toContain(CANARY);
					}
				}
				for (const [who, as] of Object.entries(everyone)) {
					for (const load of [list, myCases, me]) {
						expect(said(await open(app, load, { as })), who).not.toContain(CANARY);
					}
					const shown = await open(app, accounts, { as, path: '/accounts' });
					expect([shown.status, said(shown).includes(CANARY)], who).toEqual([403, false]);
					const theirs = { assignment: String(assignment.id) };
					const other = await open(app, oneCase, { as, params: theirs });
					expect([other.status, said(other).includes(CANARY)], who).toEqual([404, false]);
				}
			});

			it('learns nothing of an account from adding it, but that there is one', async () => {
				const db = await fresh();
				const { app, rater } = await aStudyOfCanaries(db);
				const { own, everyone } = await strangers(db);
				const lines = [`Dr Other, ${rater.email}, Card`].join('\n');
				const checked = await people.check(app, everyone.coordinator.actor, own.slug, {
					...{ lines, role: 'rater' as const }
				});
				expect(JSON.stringify(checked).replaceAll(rater.email!, '')).not.toContain(CANARY);
			});
		});
	},
	['SQLite on disk']
);
