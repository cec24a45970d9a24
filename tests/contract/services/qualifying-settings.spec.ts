import { describe, expect, it } from 'vitest';
import { TERMINAL } from '#lib/server/app.ts';
import * as caseService from '#lib/server/services/cases/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import { anAssignment, aSave, ask, scored } from '../support.ts';
import { aStudyToQualifyFor, block, rateGold, take } from './qualifying-support.ts';

onEach(({ fresh }) => {
	describe('the settings', () => {
		it('change nothing when they are saved again', async () => {
			const db = await fresh();
			const { app, study, actor, configure } = await aStudyToQualifyFor(db);
			await configure();
			const before = await ask(db, trail.ofStudy, { studyId: study.id, limit: 50 });
			await configure();
			await configure({ cases: ['Card003', 'Card002'], passMark: '80', tries: '2' });
			expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 50 })).toEqual(before);
			expect((await block(app, actor)).cases).toHaveLength(2);
		});

		it('refuse a case without a whole key, one that is rated, one there is not, and none', async () => {
			const db = await fresh();
			const { app, study, coordinator, rater, gold, configure } = await aStudyToQualifyFor(db);
			await expect(configure({ cases: ['Card001'] })).rejects.toMatchObject({
				kind: 'invalid',
				message:
					'Card001 cannot be a qualification case: not each of its actions has a reference score.'
			});
			await expect(configure({ cases: ['Card999'] })).rejects.toMatchObject({ kind: 'missing' });
			await expect(configure({ cases: [] })).rejects.toMatchObject({ kind: 'invalid' });
			const far = Array.from({ length: 501 }, (_, n) => `Card${n}`);
			await expect(configure({ cases: far })).rejects.toThrow('at most 500 cases');
			const rated = await anAssignment(db, study, gold[0]!, rater);
			const save = aSave(gold[0]!.actions[0]!.id, 0, scored(5));
			await rating.saveRating(app, rater.actor, rated.id, save);
			await expect(configure()).rejects.toMatchObject({
				message: 'Card002 cannot be a qualification case: raters have rated it already.'
			});
			expect(await qualifying.settings(app, coordinator, study.slug)).toMatchObject({
				cases: [{ externalId: 'Card003' }],
				notOffered: { withoutKey: 1, rated: 1 }
			});
			await expect(
				qualifying.configure(app, rater.actor, study.slug, { required: false, cases: [] })
			).rejects.toMatchObject({ kind: 'forbidden' });
		});

		it('take a case back while it is unrated, and keep one that was rated', async () => {
			const db = await fresh();
			const { app, study, coordinator, actor, configure } = await aStudyToQualifyFor(db);
			await configure();
			const [first] = (await block(app, actor)).cases;
			await rateGold(app, actor, first!.assignmentId, 0);
			await rating.submitCase(app, actor, first!.assignmentId);
			await expect(configure({ cases: ['Card003'] })).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining('Card002 was rated for qualification already')
			});
			await configure({ cases: ['Card002'] });
			// What is complete now is graded at once.
			expect(await block(app, actor)).toMatchObject({
				standing: { kind: 'passed', agreed: 5, of: 5 },
				cases: [{ externalId: 'Card002' }]
			});
			const listed = await caseService.list(app, coordinator, study.slug);
			expect(listed.cases.rows.map(({ externalId, gold }) => [externalId, gold])).toEqual([
				['Card001', false],
				['Card002', true],
				['Card003', false]
			]);
		});

		it('switch off: everything opens, and the gold cases stay apart', async () => {
			const db = await fresh();
			const { app, study, coordinator, actor, assignment, configure } =
				await aStudyToQualifyFor(db);
			await configure();
			const [first] = (await block(app, actor)).cases;
			await rateGold(app, actor, first!.assignmentId, 0);
			await configure({ required: false });
			expect((await rating.myCases(app, actor))[0]).toMatchObject({
				cases: [{ externalId: 'Card001' }],
				qualification: null
			});
			expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({ state: 'assigned' });
			expect((await watching.coverage(app, coordinator, study.slug)).cases.of).toBe(1);
			await configure();
			await take(app, actor, 0);
			expect((await block(app, actor)).standing).toMatchObject({ kind: 'passed' });
		});
	});

	describe('who has to qualify', () => {
		it('is whoever joins later, but neither a coordinator nor a rater from a file', async () => {
			const db = await fresh();
			const { app, study, coordinator, configure } = await aStudyToQualifyFor(db);
			await configure();
			for (const role of ['rater', 'coordinator'] as const) {
				const email = `${role}-of-${study.slug}@primum.test`;
				await people.add(app, TERMINAL, study.slug, { email, name: `A late ${role}`, role });
			}
			const csv = 'case,action,rater,round,score,cannot_rate\nCard001,1,From a file,1,7,\n';
			await importing.importRatings(app, coordinator, study.slug, Buffer.from(csv));
			const all = await people.list(app, coordinator, study.slug);
			const standings = new Map(all.map(({ name, standing }) => [name, standing.kind]));
			expect(standings.get('A late rater')).toBe('to-take');
			expect(standings.get('A late coordinator')).toBe('not-required');
			expect(standings.get('From a file')).toBe('not-required');
			const gold = await Promise.all(
				all.map(async ({ name, memberId }) => [
					name,
					(await ask(db, assignments.goldOfMember, { memberId })).length
				])
			);
			expect(new Map(gold as [string, number][])).toEqual(
				new Map(all.map(({ name, standing }) => [name, standing.kind === 'to-take' ? 2 : 0]))
			);
			const late = all.find(({ name }) => name === 'A late rater')!;
			await people.remove(app, coordinator, study.slug, late.memberId);
			const qualified = all.find(({ standing }) => standing.kind === 'to-take')!;
			await qualifying.accept(app, coordinator, study.slug, qualified.memberId, {
				reason: 'Known.'
			});
			const file = all.find(({ name }) => name === 'From a file')!;
			await expect(
				qualifying.accept(app, coordinator, study.slug, file.memberId, { reason: 'Known.' })
			).rejects.toMatchObject({ kind: 'invalid' });
			const onGold = 'case,action,rater,round,score,cannot_rate\nCard002,1,From a file,1,7,\n';
			await expect(
				importing.importRatings(app, coordinator, study.slug, Buffer.from(onGold))
			).rejects.toMatchObject({
				problems: [{ field: 'case', message: expect.stringContaining('qualification case') }]
			});
		});
	});
});
