/** Sending what stays open to the next round or to adjudication, and calling it back. */
import { describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as cases from '#lib/server/services/cases/index.ts';
import * as referring from '#lib/server/services/referring/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach } from '../databases.ts';
import {
	aMember,
	anAssignment,
	aPerson,
	everyRow,
	everything,
	refusals,
	START,
	write
} from '../support.ts';
import { aRatedRound, rate } from './rounds-support.ts';

/** A rated, signed first round that is still open, and a judge. Card001 has three actions, Derm002 two. */
async function aDisagreement(db: Database) {
	const at = await aRatedRound(db);
	const judge = await aMember(db, at.study, 'adjudicator', { name: 'Jo Judge' });
	const id = (item: 0 | 1, number: number) =>
		at.items[item]!.actions.find((action) => action.number === number)!.id;
	const { app, slug } = at;
	const send = (to: 'round' | 'adjudication', actionIds: number[], more = {}) =>
		referring.refer(app, at.coordinator.actor, slug, { to, actionIds, ...more });
	const callBack = (...actionIds: number[]) =>
		referring.callBack(app, at.coordinator.actor, slug, { actionIds });
	const waiting = async () =>
		(await referring.waiting(app, at.coordinator.actor, slug)).map(
			({ externalId, number, to }) => `${externalId} #${number}: ${to}`
		);
	const rule = (actionId: number) =>
		write(db, (tx) =>
			adjudications.rule(tx, {
				...{ actionId, userId: judge.id, score: 2, reason: 'So.', createdAt: START }
			})
		);
	const exclude = (...actionIds: number[]) =>
		cases.withdrawActions(app, at.coordinator.actor, slug, { actionIds, reason: 'Twice.' });
	return { ...at, judge, id, send, callBack, waiting, rule, exclude };
}

onEach(({ fresh }) => {
	describe('sending', () => {
		it('leaves out what cannot go, says why, and sends the rest', async () => {
			const at = await aDisagreement(await fresh());
			const { id } = at;
			await at.send('round', [id(0, 2)]);
			await at.rule(id(0, 3));
			const late = await aMember(at.db, at.study, 'rater');
			await anAssignment(at.db, at.study, at.items[1]!, late);
			const ids = [id(0, 1), id(0, 1), id(0, 2), id(0, 3), id(1, 2), 999_999];
			expect(await at.send('adjudication', ids)).toEqual({
				to: 'adjudication',
				done: [id(0, 1)],
				leftOut: [
					{ why: 'sent-round', of: 1, some: ['Card001 #2'] },
					{ why: 'ruled', of: 1, some: ['Card001 #3'] },
					{ why: 'unsigned', of: 1, some: ['Derm002 #2'] },
					{ why: 'gone', of: 1, some: [] }
				]
			});
			expect(await at.waiting()).toEqual(['Card001 #2: round', 'Card001 #1: adjudication']);
			// A round takes what somebody may still change; and once the round is closed, so does adjudication.
			await at.send('round', [id(1, 2)]);
			await at.callBack(id(1, 2));
			await at.close();
			expect((await at.send('adjudication', [id(1, 2)])).leftOut).toEqual([]);
		});

		it('keeps for whom and with which note, and shows it with the action', async () => {
			const at = await aDisagreement(await fresh());
			const { memberId } = at.judge;
			await at.send('adjudication', [at.id(0, 1)], { memberId, note: ' Mind the dose. ' });
			const [action] = await referring.waiting(at.app, at.coordinator.actor, at.slug);
			expect(action).toEqual({
				...{ actionId: at.id(0, 1), externalId: 'Card001', number: 1, to: 'adjudication' },
				...{ at: START, member: 'Jo Judge', note: 'Mind the dose.' }
			});
			const look = await disagreeing.disagreements(at.app, at.coordinator.actor, at.slug);
			const sent = { to: 'adjudication', at: START, member: 'Jo Judge', note: 'Mind the dose.' };
			expect(look.actions.rows.find(({ actionId }) => actionId === at.id(0, 1))!.sent).toEqual(
				sent
			);
			expect(look.places).toMatchObject({ round: 0, adjudication: 1 });
			const observer = await aMember(at.db, at.study, 'observer');
			const bare = await disagreeing.disagreements(at.app, observer.actor, at.slug);
			expect(bare.actions.rows.find(({ actionId }) => actionId === at.id(0, 1))!.sent).toEqual({
				...{ ...sent, member: null, note: '' }
			});
		});

		it('shows what was sent though nothing is open in it any more', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('round', [at.id(0, 2)]);
			const { actions } = await disagreeing.disagreements(at.app, at.coordinator.actor, at.slug, {
				sent: 'round'
			});
			expect(actions.rows.map(({ number, why }) => [number, why])).toEqual([[2, null]]);
		});

		it('refuses what nobody could rule on, and changes nothing', async () => {
			const db = await fresh();
			const at = await aRatedRound(db);
			const { actions } = at.items[0]!;
			const actionIds = [actions[0]!.id];
			const send = (more: object) =>
				referring.refer(at.app, at.coordinator.actor, at.slug, {
					...{ to: 'adjudication', actionIds, ...more }
				});
			const before = await everything(db);
			await expect(send({})).rejects.toThrow('Nobody adjudicates in this study.');
			const gone = await aMember(db, at.study, 'adjudicator');
			await expect(send({ memberId: gone.memberId + 1000 })).rejects.toThrow(
				'This person does not adjudicate in the study any more.'
			);
			await expect(send({ note: 'x'.repeat(1001) })).rejects.toThrow('at most 1,000 characters');
			await expect(send({ actionIds: [] })).rejects.toThrow('Choose at least one action.');
			const written = (await everything(db)).filter((row) => !before.includes(row));
			expect(written.filter((row) => /^(referrals|auditEvents)/.test(row))).toEqual([]);
		});

		it('leaves out what whoever would rule has rated', async () => {
			const at = await aDisagreement(await fresh());
			const assignment = await anAssignment(at.db, at.study, at.items[0]!, at.judge);
			await rate(at.app, at.judge, assignment, [5, 5, 5]);
			await expect(at.send('adjudication', [at.id(0, 1)])).rejects.toThrow(
				'Nothing was sent. 1 action is left out, rated by everybody who would rule on it: Card001 #1.'
			);
			const other = await aMember(at.db, at.study, 'adjudicator');
			expect((await at.send('adjudication', [at.id(0, 1)])).done).toEqual([at.id(0, 1)]);
			await at.callBack(at.id(0, 1));
			const { memberId } = other;
			expect((await at.send('adjudication', [at.id(0, 1)], { memberId })).done).toHaveLength(1);
		});

		it('is for those who run the study, and not in an archived one', async () => {
			const at = await aDisagreement(await fresh());
			const others = [
				at.raters[0]!,
				at.judge,
				await aMember(at.db, at.study, 'observer'),
				await aPerson(at.db)
			];
			const actionIds = [at.id(0, 1)];
			for (const { actor } of others) {
				const kinds = await refusals(
					referring.refer(at.app, actor, at.slug, { to: 'round', actionIds }),
					referring.callBack(at.app, actor, at.slug, { actionIds }),
					referring.waiting(at.app, actor, at.slug),
					referring.named(at.app, actor, at.slug, actionIds),
					cases.withdrawActions(at.app, actor, at.slug, { actionIds, reason: 'So.' }),
					disagreeing.disagreementIds(at.app, actor, at.slug, {})
				);
				expect(new Set(kinds)).toEqual(
					new Set([actor === others[3]!.actor ? 'missing' : 'forbidden'])
				);
			}
			expect(await at.waiting()).toEqual([]);
		});
	});

	describe('at the same moment', () => {
		it('one of two who send the same action elsewhere wins, and the other is told', async () => {
			const at = await aDisagreement(await fresh());
			const actionIds = [at.id(0, 1)];
			const outcomes = await Promise.allSettled([
				referring.refer(at.app, at.coordinator.actor, at.slug, { to: 'round', actionIds }),
				referring.refer(at.app, at.colleague.actor, at.slug, { to: 'adjudication', actionIds })
			]);
			const refused = outcomes.filter((one) => one.status === 'rejected');
			expect(refused).toHaveLength(1);
			expect(String(refused[0]!.reason)).toMatch(
				/sent to (the next round|adjudication) already: Card001 #1|Somebody else has just sent/
			);
			expect(await at.waiting()).toHaveLength(1);
			expect(await everyRow(at.db, (t) => t.referrals)).toHaveLength(1);
		});

		it('one of two who call back wins; a second press of the same button changes nothing', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('round', [at.id(0, 1)]);
			await expect(at.send('round', [at.id(0, 1)])).rejects.toMatchObject({
				kind: 'conflict',
				message:
					'Nothing was sent. 1 action is left out, sent to the next round already: Card001 #1.'
			});
			const outcomes = await Promise.allSettled([
				at.callBack(at.id(0, 1)),
				at.callBack(at.id(0, 1))
			]);
			expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
			expect(await at.waiting()).toEqual([]);
		});
	});

	describe('calling back', () => {
		it('is there until somebody has ruled', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('adjudication', [at.id(0, 1), at.id(1, 2)]);
			await at.rule(at.id(0, 1));
			expect(await at.callBack(at.id(0, 1), at.id(1, 2), at.id(0, 2))).toEqual({
				done: [at.id(1, 2)],
				leftOut: [
					{ why: 'being-ruled', of: 1, some: ['Card001 #1'] },
					{ why: 'sent-nowhere', of: 1, some: ['Card001 #2'] }
				]
			});
			expect((await at.send('round', [at.id(1, 2)])).done).toEqual([at.id(1, 2)]);
		});
	});

	describe('the next round', () => {
		it('asks what was sent to it, which has then arrived, and nothing that waits for a ruling', async () => {
			const at = await aDisagreement(await fresh());
			const { id } = at;
			await at.send('round', [id(0, 3), id(1, 2)]);
			await at.send('adjudication', [id(0, 1)]);
			await at.close();
			const choice = { chosen: 'sent' } as const;
			const look = await rounds.previewNext(at.app, at.coordinator.actor, at.slug, choice);
			expect(look).toMatchObject({ actions: 2, cases: 2, assignments: 6, atAdjudication: 0 });
			expect(await at.openNext(choice)).toMatchObject({ number: 2, actions: 2, cases: 2 });
			const asked = (await everyRow(at.db, (t) => t.roundActions)).map(({ actionId }) => actionId);
			expect(asked.sort((a, b) => a - b)).toEqual([id(0, 3), id(1, 2)].sort((a, b) => a - b));
			expect(await at.waiting()).toEqual(['Card001 #1: adjudication']);
			expect(await refusals(at.callBack(id(0, 3)))).toEqual(['conflict']);
		});

		it('settles by the rule too, and leaves out what an adjudicator is to rule on', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('round', [at.id(0, 1), at.id(0, 2)]);
			await at.send('adjudication', [at.id(1, 2)]);
			await at.close();
			expect(await at.openNext()).toMatchObject({ actions: 1, atAdjudication: 1 });
			expect(await at.waiting()).toEqual(['Card001 #2: round', 'Derm002 #2: adjudication']);
		});

		it('is not opened with nothing, or with nothing but what is to be ruled on', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('adjudication', [at.id(1, 2)]);
			await at.close();
			await expect(at.openNext({ chosen: 'sent' })).rejects.toThrow(
				'Nothing is sent to the next round any more.'
			);
			const byHand = { chosen: 'hand', actionIds: [at.id(1, 2)] } as const;
			await expect(at.openNext(byHand)).rejects.toThrow(
				'All of these actions wait for an adjudicator.'
			);
		});
	});

	describe('excluding', () => {
		it('takes out many, and leaves the last one of a case', async () => {
			const at = await aDisagreement(await fresh());
			const { id } = at;
			expect(await at.exclude(id(0, 1), id(1, 1), id(1, 2), 999_999)).toEqual({
				done: [id(0, 1), id(1, 1)],
				leftOut: [
					{ why: 'gone', of: 1, some: [] },
					{ why: 'last', of: 1, some: ['Derm002 #2'] }
				]
			});
			const withdrawn = (await everyRow(at.db, (t) => t.actions)).filter(
				({ withdrawnAt }) => withdrawnAt !== null
			);
			expect(withdrawn.map(({ id: one, withdrawReason }) => [one, withdrawReason])).toEqual([
				[id(0, 1), 'Twice.'],
				[id(1, 1), 'Twice.']
			]);
			await expect(at.exclude(id(1, 2))).rejects.toThrow(
				'Nothing was excluded. 1 action is left out, the only one left in its case: withdraw the case instead: Derm002 #2.'
			);
		});

		it('makes what was sent wait no more, as withdrawing its case does, until it is brought back', async () => {
			const at = await aDisagreement(await fresh());
			const { actor } = at.coordinator;
			const placesOf = async () => (await disagreeing.disagreements(at.app, actor, at.slug)).places;
			await at.send('round', [at.id(0, 1), at.id(1, 2)]);
			await at.exclude(at.id(0, 1));
			const derm = { slug: at.slug, externalId: 'Derm002' };
			await cases.withdraw(at.app, actor, derm, { reason: 'Twice.' });
			expect(await at.waiting()).toEqual([]);
			expect(await placesOf()).toMatchObject({ round: 0 });
			await expect(at.callBack(at.id(0, 1))).rejects.toThrow('no longer in the study');
			await cases.restore(at.app, actor, derm);
			const card = { slug: at.slug, externalId: 'Card001' };
			await cases.restoreAction(at.app, actor, card, { number: 1 });
			expect(await at.waiting()).toEqual(['Card001 #1: round', 'Derm002 #2: round']);
			expect(await placesOf()).toMatchObject({ round: 2 });
		});

		it('knows nothing of a wording that took the place of the one that was sent', async () => {
			const at = await aDisagreement(await fresh());
			await at.send('round', [at.id(0, 1)]);
			const card = { slug: at.slug, externalId: 'Card001' };
			const edit = { number: 1, text: 'Another', meaning: 'reword', reason: 'Unclear.' } as const;
			await cases.changeAction(at.app, at.coordinator.actor, card, edit);
			expect(await at.waiting()).toEqual([]);
			const { places } = await disagreeing.disagreements(at.app, at.coordinator.actor, at.slug);
			expect(places).toMatchObject({ round: 0 });
			const now = (await everyRow(at.db, (t) => t.actions)).find(({ text }) => text === 'Another')!;
			expect((await at.send('round', [now.id])).done).toEqual([now.id]);
		});
	});
});
