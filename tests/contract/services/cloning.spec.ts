/** A study is cloned: what is taken over, what never is, and that nothing is left of a clone that was stopped. */
import { describe, expect, it } from 'vitest';
import { TERMINAL, type App } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { runNext, type Work } from '#lib/server/jobs/runner.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as caseStore from '#lib/server/store/cases.ts';
import * as members from '#lib/server/store/members.ts';
import * as neighbours from '#lib/server/store/neighbours.ts';
import * as rounds from '#lib/server/store/rounds.ts';
import * as store from '#lib/server/store/studies.ts';
import { onEach, sql } from '../databases.ts';
import { FOREVER, held } from '../held.ts';
import { anEmptyStudy, leftovers, manyCases, refusal } from './importing-support.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	ask,
	aStudy,
	everything,
	everyRow,
	MINUTE,
	START,
	write
} from '../support.ts';

/** A study in which everything is set that a clone can take over, and work that it never does. */
async function aStudyToClone(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 2, band: 1, guidelines: '# Be kind' });
	const { id: studyId, slug } = study;
	const coordinator = await aMember(db, study, 'coordinator');
	const rater = await aMember(db, study, 'rater', { specialties: ['Card'] });
	const gone = await aMember(db, study, 'rater');
	const shut = await aMember(db, study, 'rater', { disabledAt: START });
	const fromFile = await aMember(db, study, 'rater', { email: null });
	const item = await aCase(db, study, { externalId: 'Card001', actions: 3, position: 0 });
	const out = await aCase(db, study, { externalId: 'Card002', position: 1 });
	await aCase(db, study, { externalId: 'Card003', gold: true, position: 2 });
	await anAssignment(db, study, item, rater);
	await write(db, function* (tx) {
		yield* members.update(tx, rater.memberId, { loadCap: 4, pseudonym: 'R07' });
		yield* members.update(tx, gone.memberId, { leftAt: START });
		yield* caseStore.updateCase(tx, out.id, { withdrawnAt: START });
		yield* caseStore.updateAction(tx, item.actions[1]!.id, { withdrawnAt: START });
		yield* caseStore.insertGroupsAndVariants(
			tx,
			[{ caseId: item.id, name: 'g', position: 0, pickCount: 1, pickType: 'max' }],
			[{ caseId: item.id, externalId: 'Card001-1', position: 0, presentation: 'Another one.' }]
		);
		yield* neighbours.replace(tx, studyId, [{ specialty: 'Card', neighbour: 'Derm' }]);
		yield* store.update(tx, study, {
			...{ passMark: 80, qualificationTries: 3, silentDays: 5, remindsItself: true },
			...{ repeatShare: 10, notice: 'The server rests tonight.', synthetic: true },
			...{ sharesComments: true, asksReason: false, remindEveryDays: 9, rulingsWanted: 2 },
			...{ generalists: ['ID'], generalistsPerCase: 1, repeatGapDays: 21 }
		});
	});
	const reminder = { kind: 'reminder' as const, language: 'en' as const };
	const words = { subject: 'Still there?', body: '{link}' };
	await mailing.templates.save(app, coordinator.actor, slug, { ...reminder, ...words });
	return { db, app, study, slug, studyId, coordinator, rater, gone, shut, fromFile };
}

/** The columns that come with the settings, those that come with the words, and those that each study has anew. */
const SETTINGS = [
	...['ratersPerCase', 'consensusRule', 'band', 'showReference', 'passMark', 'qualificationTries'],
	...['generalists', 'generalistsPerCase', 'repeatShare', 'repeatGapDays', 'silentDays'],
	...['remindsItself', 'remindEveryDays', 'sharesComments', 'asksReason', 'rulingsWanted']
];
const WORDS = ['guidelines', 'scaleWords', 'wordsVersion'];
const ITS_OWN = [
	...['id', 'slug', 'name', 'notice', 'synthetic', 'version'],
	...['createdAt', 'archivedAt', 'deletedAt']
];

const CLONE = { slug: 'again', name: 'Again' };

/** A study by its slug with what it has. */
async function seen(db: Database, slug: string) {
	const study = (await ask(db, store.bySlug, { slug }))!;
	const studyId = study.id;
	return {
		study,
		cases: await ask(db, caseStore.wholeStudy, studyId, 'all'),
		people: await ask(db, members.ofStudy, { studyId }),
		rounds: await ask(db, rounds.ofStudy, { studyId }),
		words: (await everyRow(db, (t) => t.studyWords)).filter((one) => one.studyId === studyId),
		neighbours: await ask(db, neighbours.ofStudy, { studyId }),
		templates: (await everyRow(db, (t) => t.mailTemplates)).filter((one) => one.studyId === studyId)
	};
}

onEach(({ fresh }) => {
	describe('a clone', () => {
		it('takes over settings, words, people and cases, and nothing that was done', async () => {
			const db = await fresh();
			const { app, slug, coordinator, rater } = await aStudyToClone(db);
			const mails = await everyRow(db, (t) => t.mails);
			const before = await everyRow(db, (t) => t.assignments);
			expect(await studies.clone(app, coordinator.actor, slug, CLONE)).toEqual(CLONE);
			const clone = await seen(db, 'again');
			expect(clone.study).toMatchObject({
				...{ name: 'Again', ratersPerCase: 2, band: 1, guidelines: '# Be kind', synthetic: true },
				...{ passMark: 80, qualificationTries: 3, silentDays: 5, remindsItself: true },
				...{ repeatShare: 10, notice: '', wordsVersion: 1, archivedAt: null, deletedAt: null },
				...{ sharesComments: true, asksReason: false, remindEveryDays: 9, rulingsWanted: 2 },
				...{ generalists: ['ID'], generalistsPerCase: 1, repeatGapDays: 21 }
			});
			expect(clone.words).toMatchObject([{ number: 1, guidelines: '# Be kind' }]);
			expect(clone.rounds).toMatchObject([{ number: 1, closedAt: null, dueAt: null }]);
			expect(clone.neighbours).toEqual([{ specialty: 'Card', neighbour: 'Derm' }]);
			expect(clone.templates).toMatchObject([{ kind: 'reminder', subject: 'Still there?' }]);
			expect(clone.people.map(({ userId, role, loadCap }) => [userId, role, loadCap])).toEqual([
				[coordinator.id, 'coordinator', null],
				[rater.id, 'rater', 4]
			]);
			expect(clone.people.map(({ pseudonym }) => pseudonym)).toEqual([null, null]);
			expect(
				clone.cases.map(({ row, actions }) => [
					row.externalId,
					row.gold,
					actions.map(({ number, wording, withdrawnAt }) => [number, wording, withdrawnAt])
				])
			).toEqual([
				[
					'Card001',
					false,
					[
						[1, 1, null],
						[3, 1, null]
					]
				],
				[
					'Card003',
					true,
					[
						[1, 1, null],
						[2, 1, null],
						[3, 1, null]
					]
				]
			]);
			expect(clone.cases[0]!.groups).toMatchObject([{ name: 'g', pickType: 'max' }]);
			expect(clone.cases[0]!.variants).toMatchObject([{ externalId: 'Card001-1' }]);
			expect(await everyRow(db, (t) => t.assignments)).toEqual(before);
			expect(await everyRow(db, (t) => t.mails)).toEqual(mails);
			expect(await leftovers(db)).toBe(0);
		});

		it('knows of every column of a study whether it is taken over', async () => {
			const [study] = await everyRow((await aStudyToClone(await fresh())).db, (t) => t.studies);
			expect(Object.keys(study!).sort()).toEqual([...SETTINGS, ...WORDS, ...ITS_OWN].sort());
		});

		it('takes over only what was chosen', async () => {
			const db = await fresh();
			const { app, slug, coordinator } = await aStudyToClone(db);
			const none = { settings: false, words: false, people: false, cases: false };
			await studies.clone(app, coordinator.actor, slug, { ...CLONE, ...none });
			const clone = await seen(db, 'again');
			expect(clone.study).toMatchObject({
				...{ ratersPerCase: 3, band: 2, guidelines: '', synthetic: false },
				...{ passMark: null, silentDays: 7, remindsItself: false, repeatShare: 0 }
			});
			expect(clone.people).toMatchObject([{ userId: coordinator.id, role: 'coordinator' }]);
			expect([clone.cases, clone.neighbours, clone.templates]).toEqual([[], [], []]);

			const some = { slug: 'cases', name: 'Cases', ...none, cases: true };
			await studies.clone(app, TERMINAL, slug, some);
			const cases = await seen(db, 'cases');
			expect(cases.people).toEqual([]);
			// Without the settings nothing qualifies: its case is one like the others.
			expect(cases.cases.map(({ row }) => row.gold)).toEqual([false, false]);
			const rules = { slug: 'rules', name: 'Rules', ...none, settings: true };
			await studies.clone(app, TERMINAL, slug, rules);
			// Without the cases there is nothing to qualify by.
			expect((await seen(db, 'rules')).study).toMatchObject({ passMark: null, ratersPerCase: 2 });
		});

		it('gives raters the qualification cases with their first plan', async () => {
			const db = await fresh();
			const { app, slug, coordinator, rater } = await aStudyToClone(db);
			await studies.clone(app, coordinator.actor, slug, CLONE);
			await assigning.planAtOnce(app, coordinator.actor, 'again');
			const { people, cases } = await seen(db, 'again');
			const mine = people.find(({ userId }) => userId === rater.id)!;
			const given = (await everyRow(db, (t) => t.assignments)).filter(
				({ memberId }) => memberId === mine.id
			);
			expect(given.map(({ caseId }) => caseId).sort()).toEqual(
				cases.map(({ row }) => row.id).sort()
			);
		});

		it('is made by whoever runs the study, archived or not, and by an administrator', async () => {
			const db = await fresh();
			const { app, slug, coordinator, rater, gone } = await aStudyToClone(db);
			const stranger = await aMember(db, await aStudy(db), 'coordinator');
			const administrator = await aPerson(db, { isAdmin: true });
			const before = await everything(db);
			for (const [{ actor }, kind] of [
				[rater, 'forbidden'],
				[gone, 'missing'],
				[stranger, 'missing']
			] as const) {
				expect((await refusal(studies.clone(app, actor, slug, CLONE))).kind).toBe(kind);
			}
			expect(await everything(db)).toEqual(before);
			await studies.clone(app, administrator.actor, slug, CLONE);
			const { people } = await seen(db, 'again');
			expect(people.map(({ userId, role }) => [userId, role])).toContainEqual([
				administrator.id,
				'coordinator'
			]);
			await studies.archive(app, coordinator.actor, 'again');
			await studies.clone(app, coordinator.actor, 'again', { slug: 'third', name: 'Third' });
			expect((await seen(db, 'third')).study.archivedAt).toBeNull();
		});

		it('has a slug of its own: of two at once one is told', async () => {
			const db = await fresh();
			const { app, slug, coordinator } = await aStudyToClone(db);
			const outcomes = await Promise.allSettled([
				studies.clone(app, coordinator.actor, slug, CLONE),
				studies.clone(app, coordinator.actor, slug, CLONE)
			]);
			const refused = outcomes.filter(({ status }) => status === 'rejected');
			expect(refused).toMatchObject([
				{ reason: { kind: 'conflict', message: expect.stringContaining('"again"') } }
			]);
			await expect(
				studies.clone(app, coordinator.actor, slug, { slug: 'Not a slug', name: ' ' })
			).rejects.toThrow();
		});
	});

	describe('a large clone', () => {
		const MANY = 160;

		async function aLargeStudy(db: Database) {
			const empty = await anEmptyStudy(db);
			const { app, actor, slug } = empty;
			await importing.importCases(app, actor, slug, manyCases(MANY, 3));
			return empty;
		}

		it('leaves nothing where it is stopped half-way, and nobody sees it before it is there', async () => {
			const db = await fresh();
			const { app, actor, slug } = await aLargeStudy(db);
			const before = await everything(db);
			const stopping = new AbortController();
			let most = 0;
			const course = {
				signal: stopping.signal,
				onProgress: ({ done }: { done: number }) => {
					most = Math.max(most, done);
					if (done > 100) stopping.abort(new Error('Enough.'));
				}
			};
			await expect(studies.clone(app, actor, slug, CLONE, course)).rejects.toThrow('Enough.');
			expect(most).toBeGreaterThan(100);
			expect(most).toBeLessThan(MANY);
			const swept = (await everything(db)).filter((row) => !row.includes('imports.sweep'));
			expect(swept).toEqual(before.filter((row) => !row.includes('imports.sweep')));
		});

		it('is made by a job, can be seen and stopped by whoever asked, and by nobody else', async () => {
			const db = await fresh();
			const { app, actor, slug, study } = await aLargeStudy(db);
			const colleague = await aMember(db, study, 'coordinator');
			const look = (who: typeof actor) =>
				studies.listPage(app, who, { archived: false, find: '', page: 1 });
			expect(await studies.cloneSoon(app, actor, slug, CLONE)).toEqual({
				...{ slug: 'again', ready: false }
			});
			expect((await look(actor)).making).toEqual([{ ...CLONE, cases: 0 }]);
			expect((await look(colleague.actor)).making).toEqual([]);
			expect((await look(actor)).studies.rows.map((one) => one.slug)).toEqual([slug]);
			await expect(studies.frame(app, actor, 'again')).rejects.toMatchObject({ kind: 'missing' });
			await expect(studies.stopClone(app, colleague.actor, 'again')).rejects.toMatchObject({
				kind: 'conflict'
			});
			await studies.stopClone(app, actor, 'again');
			await runAll(app);
			expect((await look(actor)).making).toEqual([]);
			expect(await leftovers(db)).toBe(0);

			await studies.cloneSoon(app, actor, slug, CLONE);
			await runAll(app);
			expect((await seen(db, 'again')).cases).toHaveLength(MANY);
			expect((await look(actor)).studies.rows).toMatchObject([{ slug }, { slug: 'again' }]);
			expect(await leftovers(db)).toBe(0);
			await expect(studies.stopClone(app, actor, 'again')).rejects.toMatchObject({
				kind: 'conflict'
			});
		});

		/** Begins a large clone and lets its job come to the middle of it. */
		async function halfMade(db: Database, end: (how: { signal: AbortController }) => void) {
			const { app, actor, slug } = await aLargeStudy(db);
			await studies.cloneSoon(app, actor, slug, CLONE);
			const signal = new AbortController();
			let hangs = false;
			const dying: App = {
				...app,
				db: held(db, () => (hangs ? FOREVER : null)),
				crew: {
					...app.crew,
					ask: (task, given) =>
						task.run(dying, given, {
							signal: signal.signal,
							onProgress: ({ done }) => {
								if (done > 100) end({ signal });
							}
						})
				}
			};
			const staged = () => sql(db, 'select id from cases where staged_by is not null order by id');
			return { app, actor, slug, dying, staged, hang: () => (hangs = true) };
		}

		it('goes on where the process of its job has ended, whenever another takes it up', async () => {
			const db = await fresh();
			const died = Promise.withResolvers<void>();
			const half = await halfMade(db, () => {
				half.hang();
				died.resolve();
			});
			const { app, dying, staged } = half;
			void runNext(dying, WORKS);
			await died.promise;
			const before = await staged();
			expect(before.length).toBeGreaterThan(100);
			expect(before.length).toBeLessThan(MANY);
			// Longer than a job is claimed, and than an import may be silent.
			app.pass(5 * MINUTE);
			await runAll(app);
			expect((await seen(db, 'again')).cases).toHaveLength(MANY);
			const { id } = (await ask(db, store.bySlug, { slug: 'again' }))!;
			const there = await sql(db, `select id from cases where study_id = ${id}`);
			expect(there).toEqual(expect.arrayContaining(before));
			expect(await leftovers(db)).toBe(0);
		});

		it('goes on after an orderly shutdown in the middle of it', async () => {
			const db = await fresh();
			const half = await halfMade(db, ({ signal }) => signal.abort(new Error('The server stops.')));
			const { app, dying, staged } = half;
			await runNext(dying, WORKS);
			expect((await staged()).length).toBeGreaterThan(100);
			app.pass(MINUTE);
			await runAll(app);
			expect((await seen(db, 'again')).cases).toHaveLength(MANY);
			expect(await leftovers(db)).toBe(0);
		});

		it('leaves nothing where its job has failed for good, or was stopped and could not tidy up', async () => {
			const db = await fresh();
			const half = await halfMade(db, ({ signal }) => signal.abort(new Error('The server stops.')));
			const { app, actor, slug, dying, staged } = half;
			const works = { [studies.CLONE]: { ...WORKS[studies.CLONE]!, attempts: 1 } };
			await runNext(dying, works);
			expect(await staged()).toEqual([]);
			expect(await leftovers(db)).toBe(0);

			await studies.cloneSoon(app, actor, slug, CLONE);
			await sql(db, 'update imports set lease_until = 0');
			await runAll(app);
			expect(await leftovers(db)).toBe(0);
			expect(await ask(db, store.bySlug, { slug: 'again' })).toBeUndefined();
		});
	});
});

/** As the server does the jobs of clones, and of what imports have left. */
const WORKS: Record<string, Work> = {
	[studies.CLONE]: {
		does: (app, payload) => studies.runClone(app, payload as studies.Making),
		givenUp: (app, payload) => studies.giveUpClone(app, payload as studies.Making)
	},
	'imports.sweep': { does: (app, payload) => importing.sweep(app, String(payload['importId'])) }
};

/** Runs the jobs that are due. */
async function runAll(app: App): Promise<void> {
	while (await runNext(app, WORKS));
}
