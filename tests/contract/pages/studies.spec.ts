import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as studies from '#lib/server/store/studies.ts';
import { load as toStudy } from '../../../src/routes/(study)/studies/[study]/+page.server.ts';
import { load as list } from '../../../src/routes/(study)/studies/+page.server.ts';
import { actions, load } from '../../../src/routes/(study)/studies/new/+page.server.ts';
import { onEach } from '../databases.ts';
import { open, send, sendRubbish, type Fields } from '../endpoints/asking.ts';
import { aMember, anApp, aPerson, ask, aStudy, everything, type Person } from '../support.ts';
import { SETTINGS } from './forms.ts';

const NEW = { ...SETTINGS, slug: 'chest-pain' };

/** An administrator, two studies, and people of the first. */
async function anOffice(db: Database) {
	const app = anApp(db);
	const mine = await aStudy(db);
	const other = await aStudy(db);
	const path = '/studies/new';
	return {
		...{ app, mine, other },
		administrator: await aPerson(db, { isAdmin: true }),
		coordinator: await aMember(db, mine, 'coordinator'),
		rater: await aMember(db, mine, 'rater'),
		nobodyYet: await aPerson(db),
		look: (as?: Person) => open(app, load, { as, path }),
		create: (as: Person | undefined, fields: Fields) =>
			send(app, actions.default, { as, path, fields }),
		everything: () => everything(db)
	};
}

onEach(
	({ fresh }) => {
		it('lists the studies of whoever asks, and all to an administrator', async () => {
			const office = await anOffice(await fresh());
			const { app, mine, other, coordinator, rater, nobodyYet, administrator } = office;
			const of = async (as: Person) => (await open(app, list, { as, path: '/studies' })).body;
			const { slug, name } = mine;
			expect(await of(rater)).toEqual({ studies: [{ slug, name, role: 'rater' }] });
			expect(await of(coordinator)).toEqual({ studies: [{ slug, name, role: 'coordinator' }] });
			expect(await of(nobodyYet)).toEqual({ studies: [] });
			const all = (await of(administrator)).studies as { slug: string; role: string }[];
			expect(all.map((study) => [study.slug, study.role]).sort()).toEqual(
				[slug, other.slug].map((each) => [each, 'administrator']).sort()
			);
			expect(await open(app, list, { path: '/studies' })).toMatchObject({
				status: 303,
				location: '/sign-in?next=%2Fstudies'
			});
		});

		it('leads from a study to its coverage, whose page asks who it is', async () => {
			const { app, mine } = await anOffice(await fresh());
			expect(await open(app, toStudy, { params: { study: mine.slug } })).toMatchObject({
				status: 303,
				location: `/studies/${mine.slug}/coverage`
			});
		});

		it('is the administrators’ to create one', async () => {
			const office = await anOffice(await fresh());
			const { app, coordinator, rater, nobodyYet, administrator, look, create } = office;
			const before = await office.everything();
			const signIn = { status: 303, location: '/sign-in?next=%2Fstudies%2Fnew' };
			expect(await look()).toMatchObject(signIn);
			expect(await create(undefined, NEW)).toMatchObject(signIn);
			for (const who of [coordinator, rater, nobodyYet]) {
				expect(await look(who)).toMatchObject({
					status: 403,
					body: { message: 'Only an administrator may create a study. Ask one of yours.' }
				});
				expect(await create(who, NEW)).toMatchObject({
					status: 403,
					body: { message: 'Only an administrator may do this. Ask one of yours.' }
				});
			}
			expect((await look(administrator)).status).toBe(200);
			expect((await sendRubbish(app, actions.default, { as: administrator })).status).toBe(400);
			expect(await office.everything()).toEqual(before);
		});

		it('creates a study with its round, coordinated by whoever created it', async () => {
			const { app, administrator, create } = await anOffice(await fresh());
			expect(await create(administrator, NEW)).toMatchObject({
				status: 303,
				location: '/studies/chest-pain/cases'
			});
			const made = (await ask(app.db, studies.bySlug, { slug: 'chest-pain' }))!;
			expect(made).toMatchObject({
				name: 'Another name',
				ratersPerCase: 2,
				consensusRule: 'median',
				band: 1,
				showReference: true,
				guidelines: 'Rate\nalone.',
				synthetic: false
			});
			expect(await ask(app.db, rounds.present, made.id)).toMatchObject({ number: 1 });
			const found = { studyId: made.id, userId: administrator.id };
			expect(await ask(app.db, members.find, found)).toMatchObject({ role: 'coordinator' });
		});

		it('creates none of settings that cannot be, and keeps what was entered', async () => {
			const { administrator, create, everything } = await anOffice(await fresh());
			const before = await everything();
			const wrong = { name: '', slug: 'Chest Pain', ratersPerCase: '0', band: '9' };
			const { guidelines, ...entered } = { ...NEW, ...wrong };
			expect(guidelines).toContain('\r\n');
			expect(await create(administrator, { ...NEW, ...wrong })).toMatchObject({
				status: 400,
				body: {
					message: 'Something in the form needs another look.',
					fields: {
						name: 'Give the study a name.',
						slug: expect.stringMatching(/^Use 1 to 64 small letters/),
						ratersPerCase: 'Must be a whole number from 1 to 50.',
						band: 'Must be a whole number from 0 to 8.'
					},
					values: { ...entered, showReference: true, guidelines: 'Rate\nalone.' }
				}
			});
			expect(await everything()).toEqual(before);
		});

		it('creates one of a slug, also where two ask at once', async () => {
			const { app, mine, administrator, create, everything } = await anOffice(await fresh());
			const taken = (slug: string) => ({
				status: 409,
				body: {
					message: `There is a study "${slug}" already. Choose another slug.`,
					values: { name: 'Another name', slug }
				}
			});
			const before = await everything();
			expect(await create(administrator, { ...NEW, slug: mine.slug })).toMatchObject(
				taken(mine.slug)
			);
			expect(await everything()).toEqual(before);
			const colleague = await aPerson(app.db, { isAdmin: true });
			const seen = await Promise.all([administrator, colleague].map((who) => create(who, NEW)));
			expect(seen.map(({ status }) => status).sort()).toEqual([303, 409]);
			expect(seen.find(({ status }) => status === 409)).toMatchObject(taken('chest-pain'));
		});
	},
	['SQLite on disk', 'PostgreSQL 18']
);
