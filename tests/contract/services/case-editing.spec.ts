import { describe, expect, it } from 'vitest';
import * as caring from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as cases from '#lib/server/store/cases.ts';
import { onEach } from '../databases.ts';
import { ask, aSave, everyRow, MINUTE, scored, type TestApp } from '../support.ts';
import type { Actor } from '#lib/server/app.ts';
import { aStudyToCareFor, CASE } from './caring-support.ts';
import { refusal } from './importing-support.ts';

const TYPO = 'A typo.';

/** Rates every action that has no answer yet, and signs. */
async function rateAgain(app: TestApp, actor: Actor, assignmentId: number) {
	const { actions } = await rating.openCase(app, actor, assignmentId);
	const left = actions.filter(({ value }) => value.score === null);
	for (const { id, version } of left) {
		await rating.saveRating(app, actor, assignmentId, aSave(id, version, scored(5)));
	}
	await rating.submitCase(app, actor, assignmentId);
	return left.length;
}

onEach(({ fresh }) => {
	describe('a mend', () => {
		it('replaces the text of a rated action; ratings, signatures and figures stay', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, asked, colleague } = at;
			const before = await at.leaves();
			const { version } = await at.show();
			app.pass(MINUTE);
			const edit = {
				number: 1,
				text: 'Order an ECG at once',
				meaning: 'mend',
				reason: TYPO
			} as const;
			expect(await caring.changeAction(app, actor, asked(version), edit)).toEqual({
				...{ how: 'mended', again: false }
			});
			const after = await at.leaves();
			expect(after.agreement).toBe(before.agreement);
			expect(after.files['ratings.csv']).toBe(before.files['ratings.csv']);
			expect(after.files['actions.csv']).toContain('Order an ECG at once');
			expect(await at.open()).toMatchObject({ state: 'submitted', signature: {} });
			const { history, ...shown } = await at.show();
			expect(shown.actions.find(({ number }) => number === 1)).toMatchObject({ wording: 1 });
			expect(history).toMatchObject([
				{ ...{ what: 'action.mended', who: actor.name, reason: TYPO }, new: { text: edit.text } }
			]);
			// Who saw the older text is told who changed it, and changes nothing.
			const late = await refusal(caring.changeAction(app, colleague, asked(version), edit));
			expect(late.message).toContain(`${CASE} was changed by ${actor.name} on 2 November`);
		});

		it('replaces a presentation, in the kit too, and no rater signs again', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked } = at;
			const { presentation } = await at.show();
			const edit = { presentation: `${presentation} Mended.`, meaning: 'mend' } as const;
			const { kind, message } = await refusal(caring.changeTexts(app, actor, asked(), edit));
			expect([kind, message]).toEqual(['invalid', expect.stringContaining('Say why')]);
			await caring.changeTexts(app, actor, asked(), { ...edit, reason: TYPO });
			expect(await at.open(1)).toMatchObject({
				state: 'submitted',
				...{ presentation: edit.presentation }
			});
			const kit = await releasing.exportStudy(app, actor, slug, 'kit');
			expect(new TextDecoder().decode(kit.get(`dataset/rubrics/${CASE}.json`))).toContain(
				'Mended.'
			);
			expect(await at.needs()).not.toContainEqual(expect.objectContaining({ kind: 'reworded' }));
		});
	});

	describe('a new wording', () => {
		it('of one action reopens for three, keeps the old ratings with the old, and stands in Needs you', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db);
			const { app, actor, asked, actions, raters } = at;
			const edit = { number: 2, text: 'Another treatment', reason: 'It meant another.' };
			// What is meant must be said.
			const unsaid = await refusal(caring.changeAction(app, actor, asked(), edit));
			expect(unsaid.message).toContain('Somebody has rated this text.');
			await caring.changeAction(app, actor, asked(), { ...edit, meaning: 'reword' });
			const found = await everyRow(db, (t) => t.actions);
			const rows = found.filter(({ caseId, number }) => caseId === at.item.id && number === 2);
			expect(rows).toMatchObject([
				{ id: actions[1]!.id, wording: 1, supersededAt: expect.any(Number) },
				{ wording: 2, text: 'Another treatment', supersededAt: null }
			]);
			const old = (await everyRow(db, (t) => t.ratings)).filter(
				({ actionId }) => actionId === actions[1]!.id
			);
			expect(old.map(({ score }) => score)).toEqual([9, 8, 2]);
			expect(await at.needs()).toContainEqual(
				expect.objectContaining({ kind: 'reworded', count: 3 })
			);
			for (const [place, rater] of raters.entries()) {
				expect(await at.open(place)).toMatchObject({ state: 'reopened', signature: null });
				const [{ cases: mine } = { cases: [] }] = await rating.myCases(app, rater.actor);
				expect(mine).toMatchObject([{ externalId: CASE, state: 'reopened', rated: 5, actions: 6 }]);
				expect(await rateAgain(app, rater.actor, rater.assignment.id)).toBe(1);
			}
			expect(await at.needs()).not.toContainEqual(expect.objectContaining({ kind: 'reworded' }));
			const reasons = (await everyRow(db, (t) => t.auditEvents)).flatMap(({ what, reason }) =>
				what === 'assignment.reopened' ? [reason] : []
			);
			expect(reasons).toEqual(Array(3).fill('Action 2 was reworded. It meant another.'));
		});

		it('of the presentation has every action rated again', async () => {
			const db = await fresh();
			const at = await aStudyToCareFor(db, 2);
			const { app, actor, asked, raters } = at;
			const edit = {
				presentation: 'Somebody else.',
				meaning: 'reword',
				reason: 'Mixed up.'
			} as const;
			expect(await caring.changeTexts(app, actor, asked(), edit)).toEqual({
				how: 'reworded',
				again: true
			});
			const item = await ask(db, cases.byId, { id: at.item.id });
			expect(item).toMatchObject({ wording: 2, version: 1, presentation: 'Somebody else.' });
			expect((await at.coverage()).ratings.done).toBe(0);
			// The third had not signed, and goes on with a case that asks everything once more.
			expect(await at.open(2)).toMatchObject({ state: 'in-progress' });
			for (const { actor: who, assignment } of raters) {
				expect(await rateAgain(app, who, assignment.id)).toBe(6);
			}
			expect((await at.coverage()).ratings.done).toBe(18);
			expect(await everyRow(db, (t) => t.ratings)).toHaveLength(36);
		});

		it('is refused where the signatures are in a closed round, with what to do', async () => {
			const at = await aStudyToCareFor(await fresh());
			const { app, actor, slug, asked, actions } = at;
			const lock = () => rounds.setLocked(app, actor, slug, true);
			const reword = () =>
				refusal(
					caring.changeAction(app, actor, asked(), {
						...{ number: 2, text: 'Another', meaning: 'reword', reason: 'So.' }
					})
				);
			await lock();
			expect(await reword()).toMatchObject({
				kind: 'conflict',
				message: expect.stringContaining(
					'round 1 is closed. Open it again on the page Rounds first.'
				)
			});
			await rounds.openNext(app, actor, slug, {
				...{ actionIds: [actions[1]!.id], chosen: 'hand', dueAt: null }
			});
			expect((await reword()).message).toContain('stays so because round 2 rests on it');
			// A mend may still be made, in whatever round the ratings are.
			const mend = { number: 2, text: 'Mended', meaning: 'mend', reason: TYPO } as const;
			expect(await caring.changeAction(app, actor, asked(), mend)).toEqual({
				how: 'mended',
				again: false
			});
		});
	});

	it('what nobody has rated is simply changed, without a reason', async () => {
		const at = await aStudyToCareFor(await fresh());
		const { app, actor, asked } = at;
		const other = asked(0, 'Derm902');
		const edit = { presentation: 'A rash.', question: ' ', specialty: 'Onc' };
		expect(await caring.changeTexts(app, actor, other, edit)).toEqual({
			how: 'changed',
			again: false
		});
		expect(await at.show('Derm902')).toMatchObject({
			...{ presentation: 'A rash.', question: null, specialty: 'Onc', version: 1 },
			history: [{ what: 'case.changed', reason: null }]
		});
		const again = await refusal(caring.changeTexts(app, actor, asked(1, 'Derm902'), edit));
		expect(again.message).toBe('Nothing differs from what is there already.');
		await expect(
			caring.changeTexts(app, actor, asked(1, 'Derm902'), { presentation: ' ' })
		).rejects.toThrow('the presentation is empty');
	});

	it('of two coordinators who edit at the same moment one wins, and the other is told', async () => {
		const at = await aStudyToCareFor(await fresh());
		const { app, actor, colleague, asked } = at;
		const { version } = await at.show();
		const edit = (who: Actor, text: string) =>
			caring.changeAction(app, who, asked(version), {
				...{ number: 1, text, meaning: 'mend', reason: TYPO }
			});
		const outcomes = await Promise.allSettled([edit(actor, 'One'), edit(colleague, 'Two')]);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
		const lost = outcomes.find((one) => one.status === 'rejected')!;
		expect(lost.reason).toMatchObject({
			kind: 'conflict',
			message: expect.stringContaining('while you had it open')
		});
		expect((await at.show()).history).toHaveLength(1);
	});

	it('is for coordinators only', async () => {
		const at = await aStudyToCareFor(await fresh());
		const { app, raters, asked } = at;
		const edit = { number: 1, text: 'Mine', meaning: 'mend', reason: 'So.' } as const;
		const refused = await refusal(caring.changeAction(app, raters[0]!.actor, asked(), edit));
		expect(refused.kind).toBe('forbidden');
	});
});
