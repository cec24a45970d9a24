import { describe, expect, it } from 'vitest';
import { smallKit } from '#lib/formats/fixture.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as importing from '#lib/server/services/importing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as cases from '#lib/server/store/cases.ts';
import { onEach } from '../databases.ts';
import { aLook, anAssignment, aSave, ask, scored, write, taking } from '../support.ts';
import { aStudyToQualifyFor, block, KEY, rateGold, take } from './qualifying-support.ts';

onEach(({ fresh }) => {
	describe('gold cases', () => {
		it('enter no figure, plan, table or release', async () => {
			const db = await fresh();
			const { app, study, coordinator, rater, actor, ordinary, assignment, configure } =
				await aStudyToQualifyFor(db);
			const { slug } = study;
			await configure();
			await take(app, actor, 2);
			for (const { id } of ordinary.actions) {
				const save = aSave(id, 0, scored(7));
				await rating.saveRating(app, actor, assignment.id, { ...save, activeMs: 9_000 });
			}
			await rating.submitCase(app, actor, assignment.id);
			const [first] = (await block(app, actor)).cases;

			expect(await watching.coverage(app, coordinator, slug)).toMatchObject({
				shown: {
					rows: { rows: [{ externalId: 'Card001', places: [{ percent: 100 }] }], of: 1 }
				},
				raters: { active: 1, of: 1 },
				ratings: { done: 3, wanted: 3 },
				cases: { done: 1, of: 1 }
			});
			expect(await assigning.planPage(app, coordinator, slug, aLook())).toMatchObject({
				places: { filled: 1, of: 1, empty: 0 },
				loads: { rows: [{ actions: 3, cases: 1 }] }
			});
			await expect(
				assigning.assignByHand(app, coordinator, slug, {
					externalId: 'Card002',
					memberId: rater.memberId
				})
			).rejects.toMatchObject({ kind: 'invalid' });
			await expect(
				assigning.move(app, coordinator, slug, taking(first!.assignmentId))
			).rejects.toMatchObject({ kind: 'invalid' });
			await expect(
				rating.reopenCase(app, coordinator, slug, first!.assignmentId, 'Look again.')
			).rejects.toMatchObject({ kind: 'invalid' });
			expect((await agreeing.agreement(app, coordinator, slug)).cases).toMatchObject({
				rows: [{ externalId: 'Card001' }],
				of: 1
			});
			expect((await disagreeing.disagreements(app, coordinator, slug)).rated).toBe(3);
			expect((await releasing.check(app, coordinator, slug)).holds).toMatchObject({
				cases: 1,
				actions: 3,
				ratings: 3
			});
			const csv = await releasing.exportStudy(app, coordinator, slug, 'csv');
			for (const bytes of csv.values()) {
				expect(new TextDecoder().decode(bytes)).not.toContain('Card002');
			}
			await releasing.create(app, coordinator, slug, {});
			const files = await releasing.files(app, coordinator, slug, 1);
			expect([...files.keys()].filter((path) => path.includes('Card00'))).toEqual([
				'kit/dataset/perturbations/Card001.json',
				'kit/dataset/rubrics/Card001.json'
			]);
			const { manifest } = await releasing.show(app, coordinator, slug, 1);
			expect(manifest.counts).toMatchObject({ cases: 1, ratings: 3, qualificationCases: 2 });
			expect(new TextDecoder().decode(files.get('README.md'))).toContain(
				'Left out: 2 qualification cases'
			);
			expect((await rating.myCases(app, actor))[0]!.paceSeconds).toBeNull();
		});

		it('leave in the kit as they came, although they and others are rated', async () => {
			const db = await fresh();
			const { app, study, coordinator, rater, actor } = await aStudyToQualifyFor(db);
			const { slug } = study;
			await importing.importCases(app, coordinator, slug, await importing.read(smallKit()));
			await qualifying.configure(app, coordinator, slug, { required: true, cases: ['Card900'] });
			await take(app, actor, 1);
			const other = await ask(db, cases.byExternalId, { studyId: study.id, externalId: 'ID901' });
			const assignment = await anAssignment(db, study, other!, rater);
			for (const { id } of (await rating.openCase(app, actor, assignment.id)).actions) {
				await rating.saveRating(app, actor, assignment.id, aSave(id, 0, scored(7)));
			}
			await rating.submitCase(app, actor, assignment.id);
			const kit = await releasing.exportStudy(app, coordinator, slug, 'kit');
			for (const [path, bytes] of smallKit()) {
				if (path.includes('Card900')) expect(kit.get(path), path).toEqual(bytes);
			}
			const again = importing.importCases(app, coordinator, slug, await importing.read(smallKit()));
			expect(await again).toMatchObject({ applied: false, cases: { changed: 0 } });
		});

		it('tell nobody their reference scores before the rater has qualified', async () => {
			const db = await fresh();
			const { app, actor, gold, configure } = await aStudyToQualifyFor(db);
			const canary = 'The recommendation with the key in it.';
			await write(db, (tx) => cases.updateCase(tx, gold[0]!.id, { reference: canary }));
			await configure({ tries: 3 });
			const pages = async () => {
				const mine = (await block(app, actor)).cases;
				const opened = await Promise.all(
					mine.map(({ assignmentId }) => rating.openCase(app, actor, assignmentId))
				);
				return { opened, text: JSON.stringify([await rating.myCases(app, actor), opened]) };
			};
			const blind = async () => {
				const { opened, text } = await pages();
				expect(text).not.toContain(canary);
				expect(text).not.toMatch(/referenceScore|"key":\{/);
				expect(opened.every(({ qualification }) => qualification!.key === null)).toBe(true);
			};
			await blind();
			const [first] = (await block(app, actor)).cases;
			await rateGold(app, actor, first!.assignmentId, 4);
			await rating.submitCase(app, actor, first!.assignmentId);
			await blind();
			await take(app, actor, 4);
			await blind();
			await take(app, actor, 0);
			const { opened, text } = await pages();
			expect(text).toContain(canary);
			expect(opened.map(({ qualification }) => Object.values(qualification!.key!))).toEqual([
				KEY,
				[7, 7, 3, 3, 3]
			]);
		});
	});
});
