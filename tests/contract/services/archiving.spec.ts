/** A study is put aside and brought back, or deleted before anybody has rated in it. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as invitations from '#lib/server/store/invitations.ts';
import * as store from '#lib/server/store/studies.ts';
import { sha256 } from '#lib/server/auth/secrets.ts';
import { onEach } from '../databases.ts';
import { leftovers, manyCases, refusal } from './importing-support.ts';
import { aPost } from './mailing-support.ts';
import {
	aCase,
	aDesk,
	aMember,
	anApp,
	aPerson,
	aSave,
	ask,
	aStudy,
	DAY,
	everything,
	everyRow,
	scored,
	START,
	write
} from '../support.ts';

/** A case that is rated and signed in a round that is locked. */
async function aStudyAtRest(db: Database) {
	const desk = await aDesk(db, 2);
	const { app, coordinator, actor, assignment, study } = desk;
	for (const id of desk.ids) {
		await rating.saveRating(app, actor, assignment.id, aSave(id, 0, scored(7)));
	}
	await rating.submitCase(app, actor, assignment.id);
	await releasing.create(app, coordinator, study.slug, {});
	await rounds.setLocked(app, coordinator, study.slug, true);
	return { ...desk, slug: study.slug };
}

const list = (archived: boolean) => ({ archived, find: '', page: 1 });

onEach(({ fresh }) => {
	describe('an archived study', () => {
		it('is out of the lists and My cases, is read as before, and comes back as it was', async () => {
			const db = await fresh();
			const { app, slug, coordinator, actor, assignment, study } = await aStudyAtRest(db);
			const observer = await aMember(db, study, 'observer');
			const before = (await ask(db, store.byId, study))!;
			await studies.archive(app, coordinator, slug);
			const shown = async (archived: boolean) =>
				(await studies.listPage(app, coordinator, list(archived))).studies.rows.map(
					(one) => one.slug
				);
			expect(await shown(false)).toEqual([]);
			expect(await shown(true)).toEqual([slug]);
			expect(await rating.myCases(app, actor)).toEqual([]);
			expect(await studies.partIn(app, actor)).toEqual({
				rates: false,
				runs: false,
				submits: false
			});
			expect((await rating.openCase(app, actor, assignment.id)).assignmentId).toBe(assignment.id);
			for (const who of [coordinator, observer.actor]) {
				expect(await releasing.archive(app, who, slug, 1)).toMatchObject({
					name: expect.any(String)
				});
				expect(await studies.beginning(app, who, slug)).toBe('coverage');
			}
			expect(await studies.frame(app, coordinator, slug)).toMatchObject({ archivedAt: START });
			await studies.unarchive(app, coordinator, slug);
			expect(await ask(db, store.byId, study)).toEqual({ ...before, version: before.version + 2 });
			expect(await shown(false)).toEqual([slug]);
			expect(await rating.myCases(app, actor)).toHaveLength(1);
		});

		it('refuses whatever would change it, with nothing written', async () => {
			const db = await fresh();
			const { app, slug, coordinator, study } = await aStudyAtRest(db);
			await studies.archive(app, coordinator, slug);
			const before = await everything(db);
			const attempts = [
				() => studies.changeSettings(app, coordinator, slug, { name: 'Renamed' }),
				() => studies.archive(app, coordinator, slug),
				() => rounds.setLocked(app, coordinator, slug, false),
				() => releasing.create(app, coordinator, slug, { note: 'Another.' }),
				() => releasing.withdraw(app, coordinator, slug, 1, 'Wrong.'),
				() => importing.importCases(app, coordinator, slug, manyCases(2, 2)),
				() => people.add(app, coordinator, slug, { email: 'a@b.test', name: 'A', role: 'rater' })
			];
			for (const attempt of attempts) {
				expect(await refusal(attempt())).toMatchObject({
					kind: 'conflict',
					message: `"${study.name}" is archived: it can be read, and nothing in it changes. Bring it back first.`
				});
			}
			expect(await everything(db)).toEqual(before);
		});

		it('is archived only while no rater can be in the middle of it', async () => {
			const db = await fresh();
			const { app, coordinator, study } = await aDesk(db);
			const refused = await refusal(studies.archive(app, coordinator, study.slug));
			expect(refused).toMatchObject({ kind: 'conflict' });
			expect(refused.message).toContain('Close it on the page Rounds first');
			expect(await studies.keeping(app, coordinator, study.slug)).toMatchObject({ atRest: false });
			await rounds.setLocked(app, coordinator, study.slug, true);
			await studies.archive(app, coordinator, study.slug);

			const fallow = await aStudy(db);
			const other = await aMember(db, fallow, 'coordinator');
			await studies.archive(app, other.actor, fallow.slug);
			expect(await refusal(studies.archive(app, other.actor, study.slug))).toMatchObject({
				kind: 'missing'
			});
			await studies.unarchive(app, other.actor, fallow.slug);
			expect(await refusal(studies.unarchive(app, other.actor, fallow.slug))).toMatchObject({
				kind: 'conflict'
			});
		});

		it('is passed over by reminders, and its mails that wait are not sent', async () => {
			const db = await fresh();
			const { app, study, coordinator, ada, mails } = await aPost(db);
			const { slug } = study;
			const byItself = { remindsItself: true, silentDays: 1, remindEveryDays: 1 };
			await mailing.setReminders(app, coordinator.actor, slug, byItself);
			await write(db, (tx) =>
				mailing.queue(tx, { kind: 'round-opened', studyId: study.id, userId: ada.id })
			);
			await rounds.setLocked(app, coordinator.actor, slug, true);
			await studies.archive(app, coordinator.actor, slug);
			expect(await mails()).toMatchObject([{ state: 'dropped', error: 'The study was archived.' }]);
			app.pass(9 * DAY);
			await mailing.remindTheSilent(app);
			expect(await mails()).toHaveLength(1);
		});

		it('gives nobody a qualification case', async () => {
			const db = await fresh();
			const study = await aStudy(db);
			await aCase(db, study, { gold: true });
			await aMember(db, study, 'rater');
			const given = async (archivedAt: number | null) => {
				await write(db, (tx) => store.update(tx, study, { passMark: 50, archivedAt }));
				await write(db, (tx) => qualifying.giveGoldCases(tx, study.id));
				return everyRow(db, (t) => t.assignments);
			};
			expect(await given(START)).toEqual([]);
			expect(await given(null)).toHaveLength(1);
		});
	});

	describe('a study in which nobody has rated', () => {
		/** Cases, a plan that is applied, somebody who was invited, and a mail that waits. */
		async function aStudyToDelete(db: Database) {
			const post = await aPost(db);
			const { app, study, coordinator, ada } = post;
			const { slug } = study;
			const added = await people.add(app, coordinator.actor, slug, {
				...{ email: 'new@primum.test', name: 'New', role: 'rater' as const }
			});
			await write(db, (tx) =>
				mailing.queue(tx, { kind: 'round-opened', studyId: study.id, userId: ada.id })
			);
			await assigning.computePlan(app, coordinator.actor, slug);
			return { ...post, slug, token: added.link!.split('/').at(-1)! };
		}

		it('is deleted for good, with all that was in it, and its slug is free', async () => {
			const db = await fresh();
			const { app, study, slug, coordinator, mails, token } = await aStudyToDelete(db);
			const { actor } = coordinator;
			expect(await studies.remove(app, actor, slug, ` ${study.name} `)).toEqual({
				...{ name: study.name, cases: 2, people: 3 }
			});
			for (const table of ['cases', 'actions', 'members', 'assignments', 'planPlaces'] as const) {
				expect(await everyRow(db, (t) => t[table]), table).toEqual([]);
			}
			expect(await leftovers(db)).toBe(0);
			expect(await mails()).toMatchObject([{ state: 'dropped', error: 'The study was deleted.' }]);
			expect(await ask(db, store.byId, study)).toMatchObject({
				...{ slug: `${slug}~${study.id}`, deletedAt: START }
			});
			const link = { tokenHash: sha256(token), now: app.now() };
			expect(await ask(db, invitations.open, link)).toBeUndefined();
			expect(await studies.list(app, actor)).toEqual([]);
			await expect(studies.frame(app, actor, slug)).rejects.toMatchObject({ kind: 'missing' });
			const administrator = await aPerson(db, { isAdmin: true });
			await studies.create(app, administrator.actor, { slug, name: 'The next' });
			expect((await studies.list(app, administrator.actor)).map((one) => one.slug)).toEqual([slug]);
		});

		it('wants its name typed', async () => {
			const db = await fresh();
			const { app, slug, coordinator } = await aStudyToDelete(db);
			const before = await everything(db);
			for (const typed of ['', slug, 'chest pain', 'Chest']) {
				expect(await refusal(studies.remove(app, coordinator.actor, slug, typed))).toMatchObject({
					kind: 'invalid'
				});
			}
			const after = (await everything(db)).filter((row) => !row.includes('imports.sweep'));
			expect(after).toEqual(before.filter((row) => !row.includes('imports.sweep')));
		});

		it('is deleted by those who run it only, archived or not', async () => {
			const db = await fresh();
			const { app, study, slug, coordinator, ada } = await aStudyToDelete(db);
			const stranger = await aMember(db, await aStudy(db), 'coordinator');
			for (const [who, kind] of [
				[ada, 'forbidden'],
				[stranger, 'missing']
			] as const) {
				expect(await refusal(studies.remove(app, who.actor, slug, study.name))).toMatchObject({
					kind
				});
			}
			await rounds.setLocked(app, coordinator.actor, slug, true);
			await studies.archive(app, coordinator.actor, slug);
			await studies.remove(app, coordinator.actor, slug, study.name);
			expect(await ask(db, store.bySlug, { slug })).toBeUndefined();
		});

		it('keeps what only grows: who was accepted as qualified stays on record, and is in no study', async () => {
			const db = await fresh();
			const { app, study, slug, coordinator, ada } = await aStudyToDelete(db);
			await write(db, (tx) => store.update(tx, study, { passMark: 80 }));
			await qualifying.accept(app, coordinator.actor, slug, ada.memberId, {
				reason: 'She wrote the key.'
			});
			await studies.remove(app, coordinator.actor, slug, study.name);
			expect(await everyRow(db, (t) => t.members)).toMatchObject([
				{ id: ada.memberId, leftAt: START }
			]);
			expect(await everyRow(db, (t) => t.studyWords)).toHaveLength(1);
			expect(await rating.myCases(app, ada.actor)).toEqual([]);
		});
	});

	describe('a study with a rating, or a release', () => {
		it('is never deleted', async () => {
			const db = await fresh();
			const { app, study, slug, coordinator } = await aStudyAtRest(db);
			expect(await studies.keeping(app, coordinator, slug)).toMatchObject({ holds: 'ratings' });
			expect(await refusal(studies.remove(app, coordinator, slug, study.name))).toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining('Somebody has rated')
			});
			expect((await ask(db, store.byId, study))!.deletedAt).toBeNull();
		});

		it('of a first rating and a deletion at the same moment one is refused', async () => {
			const db = await fresh();
			const { app, study, coordinator, actor, assignment, ids } = await aDesk(db);
			const save = aSave(ids[0]!, 0, scored(7));
			const outcomes = await Promise.allSettled([
				studies.remove(app, coordinator, study.slug, study.name),
				rating.saveRating(app, actor, assignment.id, save)
			]);
			const refused = outcomes.filter(({ status }) => status === 'rejected');
			expect(refused).toMatchObject([{ reason: { name: 'Refusal' } }]);
			const deleted = (await ask(db, store.byId, study))!.deletedAt !== null;
			const rated = (await everyRow(db, (t) => t.ratings)).length > 0;
			expect(deleted).toBe(!rated);
		});

		it('of a case given and a deletion at the same moment nothing is left half', async () => {
			const db = await fresh();
			const app = anApp(db);
			const study = await aStudy(db);
			const { actor } = await aMember(db, study, 'coordinator');
			const rater = await aMember(db, study, 'rater');
			const item = await aCase(db, study);
			await Promise.allSettled([
				studies.remove(app, actor, study.slug, study.name),
				assigning.assignByHand(app, actor, study.slug, {
					...{ externalId: item.externalId, memberId: rater.memberId }
				})
			]);
			expect((await ask(db, store.byId, study))!.deletedAt).toBe(START);
			expect(await everyRow(db, (t) => t.assignments)).toEqual([]);
			expect(await leftovers(db)).toBe(0);
		});
	});
});
