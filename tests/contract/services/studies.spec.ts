import { expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as trail from '#lib/server/store/trail.ts';
import * as members from '#lib/server/store/members.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as store from '#lib/server/store/studies.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach, sql } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	ask,
	aStudy,
	refusals,
	START,
	unique
} from '../support.ts';

async function aRunStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { slug: unique('pilot'), name: 'Pilot' });
	const coordinator = await aMember(db, study, 'coordinator');
	return { app, study, slug: study.slug, coordinator: coordinator.actor };
}

/** Makes the database refuse every new member, as a fault in the middle of a change would. */
async function refuseMembers(db: Database): Promise<void> {
	await sql(
		db,
		db.shell.dialect === 'sqlite'
			? "create trigger no_members before insert on members begin select raise(abort, 'no'); end"
			: "create trigger no_members before insert on members for each row execute function refuse_change('no')"
	);
}

onEach(({ fresh }) => {
	it('creates a study with its first round; who creates it coordinates it', async () => {
		const db = await fresh();
		const app = anApp(db);
		const { actor } = await aPerson(db, { isAdmin: true });
		const study = await studies.create(app, actor, { slug: 'pilot', name: ' Pilot ', band: 1 });
		expect(study).toMatchObject({ slug: 'pilot', name: 'Pilot', band: 1, synthetic: false });
		expect(await ask(db, rounds.ofStudy, { studyId: study.id })).toMatchObject([
			{ number: 1, openedAt: START }
		]);
		expect(await ask(db, members.ofStudy, { studyId: study.id })).toMatchObject([
			{ userId: actor.id, role: 'coordinator' }
		]);
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toMatchObject([
			{ what: 'study.created', userId: actor.id, new: { slug: 'pilot', band: 1 } }
		]);
		expect(await studies.list(app, actor)).toEqual([
			{ slug: 'pilot', name: 'Pilot', role: 'coordinator', archivedAt: null }
		]);
	});

	it('refuses a slug that is taken, bad settings, and whoever is no administrator', async () => {
		const db = await fresh();
		const app = anApp(db);
		await studies.create(app, TERMINAL, { slug: 'pilot', name: 'Pilot' });
		const again = studies.create(app, TERMINAL, { slug: 'pilot', name: 'Other' });
		await expect(again).rejects.toMatchObject({ kind: 'conflict' });
		await expect(
			studies.create(app, TERMINAL, { slug: 'Pi lot', name: 'Other' })
		).rejects.toThrow();
		const { actor } = await aPerson(db);
		await expect(studies.create(app, actor, { slug: 'mine', name: 'Mine' })).rejects.toMatchObject({
			kind: 'forbidden'
		});
		expect(await ask(db, store.list)).toHaveLength(1);
	});

	it('shows each person their own studies, and an administrator all', async () => {
		const db = await fresh();
		const { app, study, coordinator } = await aRunStudy(db);
		const other = await aStudy(db);
		const rater = await aMember(db, other, 'rater');
		const administrator = await aPerson(db, { isAdmin: true });
		const seen = async (actor: Parameters<typeof studies.list>[1]) =>
			(await studies.list(app, actor)).map(({ slug, role }) => [slug, role]);
		expect(await seen(coordinator)).toEqual([[study.slug, 'coordinator']]);
		expect(await seen(rater.actor)).toEqual([[other.slug, 'rater']]);
		expect(await seen(administrator.actor)).toEqual([
			[study.slug, 'administrator'],
			[other.slug, 'administrator']
		]);
		expect(await seen(TERMINAL)).toHaveLength(2);
	});

	it('is run by its coordinator or an administrator; to others it is forbidden or absent', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const administrator = await aPerson(db, { isAdmin: true });
		for (const actor of [coordinator, administrator.actor, TERMINAL]) {
			expect((await studies.settings(app, actor, slug)).slug).toBe(slug);
		}
		const rater = await aMember(db, study, 'rater');
		const adjudicator = await aMember(db, study, 'adjudicator');
		const stranger = await aPerson(db);
		// An administrator who rates here is as blind as every other rater.
		const blinded = await aMember(db, study, 'rater', { isAdmin: true });
		const input = { email: 'x@primum.test', name: 'X', role: 'rater' as const };
		for (const [{ actor }, kind] of [
			[rater, 'forbidden'],
			[adjudicator, 'forbidden'],
			[blinded, 'forbidden'],
			[stranger, 'missing']
		] as const) {
			const kinds = await refusals(
				studies.settings(app, actor, slug),
				studies.changeSettings(app, actor, slug, { name: 'Taken' }),
				studies.changeSettings(app, actor, slug, { notice: 'Taken' }),
				people.list(app, actor, slug),
				people.add(app, actor, slug, input),
				people.remove(app, actor, slug, rater.memberId)
			);
			expect(new Set(kinds)).toEqual(new Set([kind]));
		}
		await expect(studies.settings(app, coordinator, 'no-such')).rejects.toMatchObject({
			kind: 'missing'
		});
		expect(await ask(db, members.ofStudy, { studyId: study.id })).toHaveLength(4);
		expect((await ask(db, store.byId, study))!.name).toBe('Pilot');
	});

	it('changes the settings, with the old ones in the trail, and nothing that is no setting', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const sent = { name: 'Renamed', consensusRule: 'median' as const, band: 3 };
		const planted = { ...sent, slug: 'other', synthetic: true, id: 999, createdAt: 1 };
		await studies.changeSettings(app, coordinator, slug, planted);
		expect(await ask(db, store.list)).toMatchObject([
			{ ...sent, id: study.id, slug, synthetic: false, createdAt: START }
		]);
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'study.changed',
			userId: coordinator.id,
			old: { name: 'Pilot', consensusRule: 'noharm-strict', band: 2 },
			new: sent
		});
		await expect(
			studies.changeSettings(app, coordinator, slug, { name: 'X', ratersPerCase: 0 })
		).rejects.toThrow();
	});

	it('leaves a message to the raters, with the old one in the trail', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const notice = async () => (await studies.settings(app, coordinator, slug)).notice;
		await studies.changeSettings(app, coordinator, slug, { notice: 'First.' });
		await studies.changeSettings(app, coordinator, slug, { notice: `${'é'.repeat(2_000)}\r\n` });
		expect(await notice()).toBe('é'.repeat(2_000));
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'study.notice',
			userId: coordinator.id,
			old: { notice: 'First.' },
			new: { notice: 'é'.repeat(2_000) }
		});
		await expect(
			studies.changeSettings(app, coordinator, slug, { notice: 'é'.repeat(2_001) })
		).rejects.toMatchObject({
			issues: [{ path: ['notice'], message: 'at most 2,000 characters' }]
		});
		await studies.changeSettings(app, coordinator, slug, { name: 'Renamed' });
		expect(await notice()).toBe('é'.repeat(2_000));
		await studies.changeSettings(app, coordinator, slug, { notice: ' ' });
		expect(await notice()).toBe('');
	});

	it('adds someone without an account, who gets a link, and someone with one, who needs none', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const email = `${unique('ada')}@primum.test`;
		const fields = { email, role: 'rater' as const, specialties: ['Card'] };
		await expect(people.add(app, coordinator, slug, fields)).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringContaining(email)
		});
		const { link } = await people.add(app, coordinator, slug, { ...fields, name: 'Ada' });
		expect(link).toMatch(/^https:\/\/primum\.test\/join\//);
		const ada = (await ask(db, users.byEmail, { email }))!;
		expect(ada).toMatchObject({ name: 'Ada', isAdmin: false });

		const known = await aPerson(db);
		const input = { email: known.email!.toUpperCase(), role: 'adjudicator' as const };
		expect(await people.add(app, coordinator, slug, input)).toEqual({ link: null });
		await expect(people.add(app, coordinator, slug, input)).rejects.toMatchObject({
			kind: 'conflict',
			message: `${known.name} is a member of this study already.`
		});
		expect(await people.list(app, coordinator, slug)).toMatchObject([
			{ userId: coordinator.id, role: 'coordinator' },
			{ userId: ada.id, role: 'rater', specialties: ['Card'], cases: 0, rated: 0, actions: 0 },
			{ userId: known.id, role: 'adjudicator', specialties: [] }
		]);
		const lines = await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 });
		expect(lines.map(({ what }) => what)).toEqual(['member.added', 'member.added']);
	});

	it('makes no account for someone who then cannot join', async () => {
		const db = await fresh();
		const { app, slug, coordinator } = await aRunStudy(db);
		await refuseMembers(db);
		const input = { email: 'ada@primum.test', name: 'Ada', role: 'rater' as const };
		await expect(people.add(app, coordinator, slug, input)).rejects.toThrow();
		expect(await ask(db, users.byEmail, { email: input.email })).toBeUndefined();
	});

	it('takes out a member with nothing assigned, and no other', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const busy = await aMember(db, study, 'rater', { name: 'Busy' });
		const idle = await aMember(db, study, 'rater');
		const elsewhere = await aMember(db, await aStudy(db), 'rater');
		await anAssignment(db, study, await aCase(db, study), busy);
		const remove = (memberId: number) => people.remove(app, coordinator, slug, memberId);
		await expect(remove(busy.memberId)).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('Busy has 1 assigned case.')
		});
		await expect(remove(elsewhere.memberId)).rejects.toMatchObject({ kind: 'missing' });
		await remove(idle.memberId);
		expect(
			(await ask(db, members.ofStudy, { studyId: study.id })).map(({ userId }) => userId)
		).toEqual([coordinator.id, busy.id]);
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'member.removed',
			old: { userId: idle.id, role: 'rater' }
		});
	});

	it('says so where a case is assigned while its rater is taken out', async () => {
		const db = await fresh();
		const { app, study, slug, coordinator } = await aRunStudy(db);
		const rater = await aMember(db, study, 'rater');
		const { externalId } = await aCase(db, study);
		const pair = { externalId, memberId: rater.memberId };
		const outcomes = await Promise.allSettled([
			assigning.assignByHand(app, coordinator, slug, pair),
			people.remove(app, coordinator, slug, rater.memberId)
		]);
		const refused = outcomes.filter(({ status }) => status === 'rejected');
		expect(refused).toMatchObject([{ reason: { name: 'Refusal' } }]);
	});
});
