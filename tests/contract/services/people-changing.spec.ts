import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as members from '#lib/server/store/members.ts';
import * as users from '#lib/server/store/users.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anAssignment,
	aPerson,
	aSave,
	ask,
	aStudy,
	everything,
	scored,
	START,
	write
} from '../support.ts';
import { tokenOf } from './by-the-clock.ts';

/** A rater who has been invited, what a form about this person sends, and who runs the study. */
async function anInvited(db: Database) {
	const desk = await aDesk(db);
	const { app, study, coordinator } = desk;
	const invited = await aMember(db, study, 'rater', { specialties: ['Card'] });
	const { memberId, name, email } = invited;
	const asIs = { name, email: email!, specialties: ['Card'], role: 'rater' };
	const form = { ...asIs, adjudicates: false, loadCap: '' };
	const change = (given: Partial<typeof form>, of = memberId) =>
		people.change(app, coordinator, study.slug, of, { ...form, ...given });
	const invite = (how: 'mail' | 'link' = 'link') =>
		people.inviteAgain(app, coordinator, study.slug, memberId, how);
	const stored = async () => ({
		...(await ask(db, users.byId, { id: invited.id }))!,
		...(await ask(db, members.byId, { studyId: study.id, id: memberId }))!,
		specialties: (await ask(db, users.specialties, [invited.id])).get(invited.id)
	});
	return { ...desk, db, invited, form, change, invite, stored };
}

/** Refused with a sentence, and nothing is changed. */
async function refuses(db: Database, kind: string, asked: () => Promise<unknown>): Promise<void> {
	const before = await everything(db);
	await expect(asked()).rejects.toMatchObject({ kind, message: expect.stringMatching(/\.$/) });
	expect(await everything(db)).toEqual(before);
}

onEach(({ fresh }) => {
	describe('who somebody is', () => {
		it('is mended without an administrator: name, address, specialties, load cap', async () => {
			const { app, change, stored, invite } = await anInvited(await fresh());
			const { letter } = await invite();
			const next = { name: 'Mended', email: 'Mended@Example.org', specialties: [], loadCap: '7' };
			await change(next);
			expect(await stored()).toMatchObject({
				...{ name: 'Mended', email: 'mended@example.org', specialties: [], loadCap: 7 }
			});
			// The link went to the address before.
			expect(await accounts.open(app, tokenOf(letter!.link))).toBeNull();
			await change({ ...next, email: 'mended@example.org', loadCap: '' });
			expect((await stored()).loadCap).toBeNull();
		});

		it('changes nothing, and leaves no line, where nothing is changed', async () => {
			const { db, change } = await anInvited(await fresh());
			const before = await everything(db);
			await change({});
			expect(await everything(db)).toEqual(before);
		});

		it('keeps the address of whoever has joined: no study comes by an account', async () => {
			const { db, invited, change, invite, stored } = await anInvited(await fresh());
			await write(db, (tx) => users.setPassword(tx, invited.id, 'a hash'));
			await refuses(db, 'forbidden', () => change({ email: 'mine@example.org' }));
			await refuses(db, 'forbidden', () => invite('link'));
			await refuses(db, 'forbidden', () => invite('mail'));
			await change({ name: 'Mended', specialties: [] });
			expect(await stored()).toMatchObject({ name: 'Mended', specialties: [] });
		});

		it('is not for one study to change where the person is in another', async () => {
			const { app, db, study, invited, coordinator, change, invite } = await anInvited(
				await fresh()
			);
			const other = await aStudy(db);
			const there = { studyId: other.id, role: 'rater' as const, createdAt: START };
			await write(db, (tx) => members.insert(tx, { ...there, userId: invited.id }));
			await refuses(db, 'forbidden', () => change({ name: 'Mine' }));
			await refuses(db, 'forbidden', () => change({ email: 'mine@example.org' }));
			await refuses(db, 'forbidden', () => change({ specialties: [] }));
			await refuses(db, 'forbidden', () => invite('link'));
			// What is of this study alone may be changed, and whoever runs both may change the rest.
			await change({ loadCap: '3' });
			const runs = { studyId: other.id, role: 'coordinator' as const, createdAt: START };
			await write(db, (tx) => members.insert(tx, { ...runs, userId: coordinator.id! }));
			await change({ name: 'Mended', loadCap: '3' });
			const admin = await aPerson(db, { isAdmin: true });
			const asAdmin = people.inviteAgain(app, admin.actor, study.slug, invited.memberId, 'link');
			expect((await asAdmin).letter!.link).not.toBeNull();
		});

		it('is never changed of an administrator', async () => {
			const { app, db, study, coordinator, form } = await anInvited(await fresh());
			const root = await aMember(db, study, 'rater', { isAdmin: true });
			const as = { ...form, name: root.name, email: root.email!, specialties: [] };
			for (const wrong of [{ name: 'Mine' }, { email: 'mine@example.org' }]) {
				const next = { ...as, ...wrong };
				await refuses(db, 'forbidden', () =>
					people.change(app, coordinator, study.slug, root.memberId, next)
				);
			}
			await refuses(db, 'forbidden', () =>
				people.inviteAgain(app, coordinator, study.slug, root.memberId, 'link')
			);
		});
	});

	describe('the role', () => {
		it('changes for whoever has rated nothing; work that is not begun goes back to the plan', async () => {
			const db = await fresh();
			const { app, study, rater, coordinator } = await anInvited(db);
			const form = { name: rater.name, email: rater.email!, specialties: [], loadCap: '' };
			const next = { ...form, role: 'coordinator', adjudicates: true };
			await people.change(app, coordinator, study.slug, rater.memberId, next);
			expect(await ask(db, members.byId, { studyId: study.id, id: rater.memberId })).toMatchObject({
				role: 'coordinator',
				adjudicates: true
			});
			expect(await ask(db, assignments.ofMember, { memberId: rater.memberId })).toEqual([]);
			await people.change(app, coordinator, study.slug, rater.memberId, {
				...{ ...next, role: 'observer' }
			});
			expect(await ask(db, members.byId, { studyId: study.id, id: rater.memberId })).toMatchObject({
				role: 'observer',
				adjudicates: false
			});
		});

		it('stays that of a rater for whoever has rated', async () => {
			const db = await fresh();
			const { app, study, rater, actor, assignment, ids, coordinator } = await anInvited(db);
			await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(7)));
			const form = { name: rater.name, email: rater.email!, specialties: [], loadCap: '' };
			for (const role of ['coordinator', 'adjudicator', 'observer']) {
				const next = { ...form, role, adjudicates: false };
				await refuses(db, 'forbidden', () =>
					people.change(app, coordinator, study.slug, rater.memberId, next)
				);
			}
		});

		it('of oneself is for somebody else to change', async () => {
			const db = await fresh();
			const { app, study } = await anInvited(db);
			const me = await aMember(db, study, 'coordinator');
			const as = { name: me.name, email: me.email!, specialties: [], loadCap: '' };
			const next = { ...as, role: 'observer', adjudicates: false };
			await refuses(db, 'forbidden', () =>
				people.change(app, me.actor, study.slug, me.memberId, next)
			);
			await refuses(db, 'forbidden', () => people.remove(app, me.actor, study.slug, me.memberId));
		});
	});

	describe('who leaves', () => {
		it('keeps what was rated, gives back the rest, and may come back', async () => {
			const db = await fresh();
			const { app, study, rater, actor, assignment, ids, coordinator } = await anInvited(db);
			const second = await aCase(db, study);
			await anAssignment(db, study, second, rater);
			await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 0, scored(7)));
			const { memberId } = rater;
			const asked = { members: [memberId], counts: false, reason: 'Moved away.' };
			await people.leave(app, coordinator, study.slug, asked);
			expect(await ask(db, assignments.ofMember, { memberId })).toMatchObject([
				{ id: assignment.id, releasedAt: START, counts: false }
			]);
			const listed = async () =>
				(await people.overview(app, coordinator, study.slug)).people.rows.find(
					(row) => row.memberId === memberId
				);
			expect(await listed()).toMatchObject({ group: 'left', leaveReason: 'Moved away.' });
			await refuses(db, 'conflict', () => people.leave(app, coordinator, study.slug, asked));
			await people.takeBack(app, coordinator, study.slug, memberId);
			expect(await listed()).toMatchObject({ leftAt: null, role: 'rater' });
			await refuses(db, 'conflict', () => people.takeBack(app, coordinator, study.slug, memberId));
		});

		it('changes nothing any more, not even what is signed, and finds no case', async () => {
			const db = await fresh();
			const { app, study, rater, actor, assignment, ids, coordinator } = await anInvited(db);
			for (const id of ids) {
				await rating.saveRating(app, actor, assignment.id, aSave(id, 0, scored(7)));
			}
			await rating.submitCase(app, actor, assignment.id);
			const asked = { members: [rater.memberId], counts: true, reason: 'Moved away.' };
			await people.leave(app, coordinator, study.slug, asked);
			expect(await rating.myCases(app, actor)).toEqual([]);
			await refuses(db, 'missing', () => rating.takeBack(app, actor, assignment.id));
			const { people: listed } = await people.overview(app, coordinator, study.slug);
			expect(listed.rows.find(({ memberId }) => memberId === rater.memberId)).toMatchObject({
				...{ group: 'left', cases: 1, signed: 1, rated: ids.length }
			});
		});

		it('of those who run it cannot leave alone, and sees nothing more once gone', async () => {
			const db = await fresh();
			const { app, study, coordinator } = await anInvited(db);
			const me = await aMember(db, study, 'coordinator');
			const asked = { members: [me.memberId], counts: true, reason: 'Done here.' };
			await refuses(db, 'forbidden', () => people.leave(app, me.actor, study.slug, asked));
			await people.leave(app, coordinator, study.slug, asked);
			await expect(people.overview(app, me.actor, study.slug)).rejects.toMatchObject({
				kind: 'missing'
			});
		});

		it('is one of several, all or none', async () => {
			const db = await fresh();
			const { app, study, rater, invited, coordinator } = await anInvited(db);
			const other = await aMember(db, await aStudy(db), 'rater');
			for (const stranger of [other.memberId, 0]) {
				const ids = [rater.memberId, invited.memberId, stranger];
				const asked = { members: ids, counts: true, reason: 'The clinic closes.' };
				await refuses(db, 'missing', () => people.leave(app, coordinator, study.slug, asked));
			}
		});
	});
});
