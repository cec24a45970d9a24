import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as studies from '#lib/server/store/studies.ts';
import { load as toStudy } from '../../../src/routes/(study)/studies/[study]/+page.server.ts';
import { actions as care } from '../../../src/routes/(study)/studies/[study]/care/+page.server.ts';
import { actions as clone } from '../../../src/routes/(study)/studies/[study]/clone/+page.server.ts';
import {
	actions as listActions,
	load as list
} from '../../../src/routes/(study)/studies/+page.server.ts';
import { actions, load } from '../../../src/routes/(study)/studies/new/+page.server.ts';
import { onEach } from '../databases.ts';
import { open, send, sendRubbish, type Fields } from '../endpoints/asking.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	ask,
	aStudy,
	everything,
	type Person
} from '../support.ts';
import { SETTINGS } from './forms.ts';

type Listed = { slug: string; role: string };

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
			const of = async (as: Person, query = '') => {
				const seen = await open(app, list, { as, path: `/studies${query}` });
				const { studies } = seen.body.list as { studies: { rows: Listed[] } };
				return studies.rows.map(({ slug, role }) => [slug, role]);
			};
			const { slug } = mine;
			expect(await of(rater)).toEqual([[slug, 'rater']]);
			expect(await of(coordinator)).toEqual([[slug, 'coordinator']]);
			expect(await of(nobodyYet)).toEqual([]);
			const all = [slug, other.slug].map((each) => [each, 'administrator']);
			expect(await of(administrator)).toEqual(all);
			expect(await of(administrator, '?page=x')).toEqual(all);
			expect(await of(administrator, '?show=archived')).toEqual([]);
			expect(await of(administrator, `?q=${slug.toUpperCase()}`)).toEqual(all.slice(0, 1));
			expect(await of(rater, `?q=${other.slug}`)).toEqual([]);
			expect(await open(app, list, { path: '/studies' })).toMatchObject({
				status: 303,
				location: '/sign-in?next=%2Fstudies'
			});
		});

		it('leads from a study to its setup list until cases are with raters, then to its coverage', async () => {
			const { app, mine, coordinator, rater, nobodyYet } = await anOffice(await fresh());
			const { slug } = mine;
			const observer = await aMember(app.db, mine, 'observer');
			const visit = (as?: Person) =>
				open(app, toStudy, { as, params: { study: slug }, path: `/studies/${slug}` });
			const leads = (page: string) => ({ status: 303, location: `/studies/${slug}/${page}` });
			expect(await visit()).toMatchObject({ location: `/sign-in?next=%2Fstudies%2F${slug}` });
			expect(await visit(coordinator)).toMatchObject(leads('setup'));
			expect(await visit(observer)).toMatchObject(leads('coverage'));
			expect((await visit(rater)).status).toBe(403);
			expect((await visit(nobodyYet)).status).toBe(404);
			const gold = await aCase(app.db, mine, { gold: true });
			await anAssignment(app.db, mine, gold, rater);
			expect(await visit(coordinator)).toMatchObject(leads('setup'));
			await anAssignment(app.db, mine, await aCase(app.db, mine), rater);
			expect(await visit(coordinator)).toMatchObject(leads('coverage'));
		});

		it('clones a study, and leads to the setup list of the clone', async () => {
			const { app, mine, coordinator, everything } = await anOffice(await fresh());
			const ask = (fields: Fields) => {
				const params = { study: mine.slug };
				return send(app, clone.default, { as: coordinator, params, fields });
			};
			const before = await everything();
			const refused = await ask({ name: '', slug: 'No slug', people: 'on' });
			expect(refused).toMatchObject({
				status: 400,
				body: {
					fields: { name: 'Give the study a name.', slug: expect.stringMatching(/^Use 1 to 64/) },
					values: { name: '', slug: 'No slug', people: true, cases: false }
				}
			});
			expect(await ask({ name: 'Again', slug: mine.slug })).toMatchObject({ status: 409 });
			expect(await everything()).toEqual(before);
			expect(await ask({ name: 'Again', slug: 'again' })).toMatchObject({
				...{ status: 303, location: '/studies/again/setup' }
			});
		});

		it('deletes a study by its name, and leads to the list', async () => {
			const { app, mine, coordinator, rater } = await anOffice(await fresh());
			const remove = (as: Person, name: string) => {
				const params = { study: mine.slug };
				return send(app, care.delete, { as, params, fields: { name } });
			};
			expect(await remove(rater, mine.name)).toMatchObject({ status: 403 });
			expect(await remove(coordinator, mine.slug)).toMatchObject({
				status: 400,
				body: { of: 'delete', message: expect.stringContaining(mine.name) }
			});
			expect(await remove(coordinator, mine.name)).toMatchObject({
				...{ status: 303, location: '/studies?gone' }
			});
			expect(await remove(coordinator, mine.name)).toMatchObject({ status: 404 });
		});

		it('stops a clone for whoever asked for it only', async () => {
			const { app, coordinator } = await anOffice(await fresh());
			const fields = { study: 'none' };
			const asked = { as: coordinator, path: '/studies', fields };
			expect(await send(app, listActions.stop, asked)).toMatchObject({
				status: 409,
				body: { message: expect.stringContaining('not being made any more') }
			});
			expect(await send(app, listActions.stop, { ...asked, as: undefined })).toMatchObject({
				...{ status: 303, location: '/sign-in?next=%2Fstudies' }
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
				location: '/studies/chest-pain/setup'
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
