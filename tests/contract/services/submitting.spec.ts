import { expect, it } from 'vitest';
import { ZodError } from 'zod';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import { SIGNATURE_MEANINGS } from '#lib/domain/study.ts';
import { TERMINAL, type Actor } from '#lib/server/app.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as trail from '#lib/server/store/trail.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aDesk,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	MINUTE,
	refusals,
	scored,
	START,
	type TestApp
} from '../support.ts';

async function rateAll(app: TestApp, actor: Actor, assignmentId: number, ids: number[]) {
	for (const id of ids) await rating.saveRating(app, actor, assignmentId, aSave(id, 0, scored(7)));
}

onEach(({ fresh }) => {
	it('submits a case once all is answered, under the signature', async () => {
		const db = await fresh();
		const { app, actor, study, assignment, ids } = await aDesk(db, 4);
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			kind: 'invalid',
			message: expect.stringMatching(/^4 of 4 actions are not rated yet\./)
		});
		await rateAll(app, actor, assignment.id, ids.slice(0, 3));
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			message: expect.stringMatching(/^1 of 4 actions is not rated yet\./)
		});
		const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' };
		const lastSave = aSave(ids[3]!, 0, unable);
		const last = await rating.saveRating(app, actor, assignment.id, lastSave);
		app.pass(MINUTE);
		expect(await rating.submitCase(app, actor, assignment.id)).toEqual({
			submittedAt: START + MINUTE
		});
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			state: 'submitted',
			signature: { name: actor.name, at: START + MINUTE, meaning: SIGNATURE_MEANINGS.en }
		});
		await expect(rating.submitCase(app, actor, assignment.id)).rejects.toMatchObject({
			kind: 'conflict'
		});
		const late = aSave(ids[0]!, 1, scored(1));
		await expect(rating.saveRating(app, actor, assignment.id, late)).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('submitted')
		});
		// An answer that was lost on its way is asked for again, and is still the same.
		expect(await rating.saveRating(app, actor, assignment.id, lastSave)).toEqual(last);
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toMatchObject([
			{
				what: 'assignment.submitted',
				userId: actor.id,
				new: { state: 'submitted', signedName: actor.name, signedMeaning: SIGNATURE_MEANINGS.en }
			}
		]);
	});

	it('is signed with the words that were shown, and with no others', async () => {
		const db = await fresh();
		const { app, actor, study, assignment, ids } = await aDesk(db);
		await rateAll(app, actor, assignment.id, ids);
		const { signatureMeaning } = await rating.openCase(app, actor, assignment.id, 'de');
		expect(signatureMeaning).toBe(SIGNATURE_MEANINGS.de);
		const submit = (submission: unknown) =>
			rating.submitCase(app, actor, assignment.id, submission);
		await expect(submit({ meaning: 'I copied them.' })).rejects.toMatchObject({
			kind: 'invalid',
			code: 'signature-unknown'
		});
		await expect(submit({ meaning: 7 })).rejects.toThrow(ZodError);
		expect((await rating.openCase(app, actor, assignment.id)).state).toBe('in-progress');
		await submit({ meaning: signatureMeaning });
		// Whoever reads it in another language still reads what was signed.
		expect(await rating.openCase(app, actor, assignment.id, 'en')).toMatchObject({
			signature: { meaning: SIGNATURE_MEANINGS.de },
			signatureMeaning: SIGNATURE_MEANINGS.en
		});
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 })).toMatchObject([
			{ what: 'assignment.submitted', new: { signedMeaning: SIGNATURE_MEANINGS.de } }
		]);
	});

	it('is submitted once, however often at the same time', async () => {
		const db = await fresh();
		const { app, actor, study, assignment, ids } = await aDesk(db);
		await rateAll(app, actor, assignment.id, ids);
		const outcomes = await Promise.allSettled(
			Array.from({ length: 5 }, () => rating.submitCase(app, actor, assignment.id))
		);
		expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toHaveLength(1);
	});

	it('is opened again by a coordinator with a reason, which voids the signature', async () => {
		const db = await fresh();
		const { app, actor, coordinator, study, assignment, ids } = await aDesk(db);
		const reopen = (by: Actor, reason: string, slug = study.slug) =>
			rating.reopenCase(app, by, slug, assignment.id, reason);
		await expect(reopen(coordinator, 'early')).rejects.toMatchObject({ kind: 'conflict' });
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		await expect(reopen(coordinator, '  ')).rejects.toThrow('say why the case is opened again');
		await expect(reopen(actor, 'mine')).rejects.toMatchObject({ kind: 'forbidden' });
		const other = await aStudy(db);
		const stranger = (await aMember(db, other, 'coordinator')).actor;
		await expect(reopen(stranger, 'theirs')).rejects.toMatchObject({ kind: 'missing' });
		await expect(reopen(stranger, 'theirs', other.slug)).rejects.toMatchObject({ kind: 'missing' });

		await reopen(coordinator, ' asked for ');
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open).toMatchObject({ state: 'reopened', signature: null });
		expect(open.actions.map(({ value }) => value.score)).toEqual([7, 7, 7]);
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'assignment.reopened',
			userId: coordinator.id,
			old: { state: 'submitted', signedName: actor.name, submittedAt: START },
			new: { state: 'reopened' },
			reason: 'asked for'
		});
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, scored(1)));
		expect((await rating.openCase(app, actor, assignment.id)).state).toBe('reopened');
		await rating.submitCase(app, actor, assignment.id);
	});

	it('is taken back by its rater, who then signs it anew; by nobody else', async () => {
		const db = await fresh();
		const { app, actor, coordinator, study, assignment, ids } = await aDesk(db);
		const takeBack = (by: Actor) => rating.takeBack(app, by, assignment.id);
		await expect(takeBack(actor)).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('is not submitted')
		});
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		const colleague = (await aMember(db, study, 'rater')).actor;
		expect(
			await refusals(
				takeBack(colleague),
				takeBack(coordinator),
				takeBack(TERMINAL),
				rating.takeBack(app, actor, assignment.id + 1_000)
			)
		).toEqual(['missing', 'missing', 'missing', 'missing']);
		expect((await rating.openCase(app, actor, assignment.id)).state).toBe('submitted');

		app.pass(MINUTE);
		await takeBack(actor);
		const open = await rating.openCase(app, actor, assignment.id);
		expect(open).toMatchObject({ state: 'reopened', signature: null });
		expect(open.actions.map(({ value }) => value.score)).toEqual([7, 7, 7]);
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'assignment.reopened',
			userId: actor.id,
			old: { state: 'submitted', signedName: actor.name, submittedAt: START },
			reason: 'Taken back by the rater.'
		});
		await rating.saveRating(app, actor, assignment.id, aSave(ids[0]!, 1, scored(2)));
		await rating.submitCase(app, actor, assignment.id);
		expect((await rating.openCase(app, actor, assignment.id)).signature).toMatchObject({
			at: START + MINUTE
		});
	});

	it('keeps a comment on the case, which only its rater writes and nothing overwrites unseen', async () => {
		const db = await fresh();
		const { app, actor, coordinator, study, assignment, ids } = await aDesk(db);
		const comment = (before: string, text: string, by = actor) =>
			rating.commentCase(app, by, assignment.id, { before, text });
		const stored = async () => (await rating.openCase(app, actor, assignment.id)).comment;
		expect(await comment('', 'First.')).toEqual({ text: 'First.' });
		expect((await ask(db, trail.ofStudy, { studyId: study.id, limit: 1 }))[0]).toMatchObject({
			what: 'assignment.commented',
			userId: actor.id,
			old: { comment: '' },
			new: { comment: 'First.' }
		});
		// From another tab, which has not seen the first.
		await expect(comment('', 'Other.')).rejects.toMatchObject({
			kind: 'conflict',
			detail: { text: 'First.' }
		});
		// The same again, because the answer was lost.
		expect(await comment('', 'First.')).toEqual({ text: 'First.' });
		expect(await ask(db, trail.ofStudy, { studyId: study.id, limit: 10 })).toHaveLength(1);

		const colleague = (await aMember(db, study, 'rater')).actor;
		expect(
			await refusals(
				comment('First.', 'Not mine.', colleague),
				comment('First.', 'Not mine.', coordinator),
				comment('First.', 'First.', colleague)
			)
		).toEqual(['missing', 'missing', 'missing']);
		await expect(comment('First.', 'x'.repeat(4_001))).rejects.toMatchObject({
			issues: [{ path: ['text'], message: 'at most 4,000 characters' }]
		});
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		await expect(comment('First.', 'Late.')).rejects.toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('submitted')
		});
		expect(await stored()).toBe('First.');
		await rating.takeBack(app, actor, assignment.id);
		await comment('First.', '');
		expect(await stored()).toBe('');
	});

	it('shows the reference only after submission, where the study says so', async () => {
		const db = await fresh();
		const app = anApp(db);
		for (const showReference of [true, false]) {
			const study = await aStudy(db, { showReference });
			const rater = await aMember(db, study, 'rater');
			const item = await aCase(db, study, { reference: 'The answer.' });
			const { id } = await anAssignment(db, study, item, rater);
			expect((await rating.openCase(app, rater.actor, id)).reference).toBeNull();
			const ids = item.actions.map((action) => action.id);
			await rateAll(app, rater.actor, id, ids);
			await rating.submitCase(app, rater.actor, id);
			const { reference } = await rating.openCase(app, rater.actor, id);
			expect(reference).toBe(showReference ? 'The answer.' : null);
		}
	});

	it('leads to the next open case of the rater', async () => {
		const db = await fresh();
		const { app, actor, study, rater, assignment, ids } = await aDesk(db);
		const next = await anAssignment(db, study, await aCase(db, study), rater);
		const foreign = await aMember(db, study, 'rater');
		await anAssignment(db, study, await aCase(db, study), foreign);
		expect(await rating.openCase(app, actor, assignment.id)).toMatchObject({
			place: { index: 1, of: 2 },
			nextAssignmentId: next.id
		});
		await rateAll(app, actor, assignment.id, ids);
		await rating.submitCase(app, actor, assignment.id);
		expect(await rating.openCase(app, actor, next.id)).toMatchObject({
			place: { index: 2, of: 2 },
			nextAssignmentId: null
		});
	});
});
