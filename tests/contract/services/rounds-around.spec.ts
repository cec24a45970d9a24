/** Everything a coordinator sees while a second round is the present one. */
import { expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as members from '#lib/server/store/members.ts';
import * as studies from '#lib/server/store/studies.ts';
import { onEach } from '../databases.ts';
import { aMember, ask, DAY, everyRow, everything, MINUTE, START, write } from '../support.ts';
import { aRatedRound, FIRST_ROUND } from './rounds-support.ts';

/** A third case on which nobody is apart; the third rater was paused when the second round was opened. */
async function aSecondRound(db: Database) {
	const at = await aRatedRound(db, [...FIRST_ROUND, [[7, 7, 7]]]);
	const { app, raters, close, openNext } = at;
	const paused = raters[2]!;
	await close();
	await write(db, (tx) => members.update(tx, paused.memberId, { pausedAt: START }));
	app.pass(DAY);
	await openNext({ dueAt: START + 20 * DAY });
	const resume = () => write(db, (tx) => members.update(tx, paused.memberId, { pausedAt: null }));
	return { ...at, paused, resume };
}

onEach(
	({ fresh }) => {
		it('coverage has the cases that the round asks, with a place for each who was asked', async () => {
			const at = await aSecondRound(await fresh());
			const { app, slug, items, coordinator, rateAgain } = at;
			const look = () => watching.coverage(app, coordinator.actor, slug);
			expect(await look()).toMatchObject({
				...{ round: 2, raters: { active: 0, of: 2 } },
				ratings: { done: 0, wanted: 4, surplus: 0 },
				cases: { done: 0, of: 2 },
				places: { of: 4, empty: 0, 'not-begun': 4 },
				counts: { incomplete: 2, complete: 0, all: 2 },
				bySpecialty: [
					{ of: 2, cases: 1 },
					{ of: 2, cases: 1 }
				]
			});
			await rateAgain(0, items[0]!, [4]);
			await rateAgain(1, items[0]!, [5]);
			const then = await look();
			expect(then).toMatchObject({
				ratings: { done: 2, wanted: 4 },
				cases: { done: 1, of: 2 },
				places: { of: 4, signed: 2, empty: 0 }
			});
			expect(then.needs.kinds.map(({ kind }) => kind)).not.toContain('short');
			await rateAgain(0, items[1]!, [5]);
			await rateAgain(1, items[1]!, [5]);
			expect((await look()).needs.kinds).toMatchObject([{ kind: 'ready' }]);
			const { rows, short } = await watching.assigned(app, coordinator.actor, slug);
			expect([rows.of, short]).toEqual([2, []]);
			expect(rows.rows[0]).toMatchObject({ wanted: 2, actions: 1 });
			// Another k makes no place, and takes none away.
			expect(await watching.kChange(app, coordinator.actor, slug, 2)).toBeNull();
		});

		it('there is nothing to plan; whoever signed and was not asked can be asked too', async () => {
			const at = await aSecondRound(await fresh());
			const { app, db, study, slug, items, coordinator, raters, paused, resume } = at;
			const { actor } = coordinator;
			const before = await everything(db);
			const refused = {
				kind: 'conflict',
				message: expect.stringMatching(/^Round 2 asks those again who signed .* nothing to plan\.$/)
			};
			await expect(assigning.computePlan(app, actor, slug)).rejects.toMatchObject(refused);
			await expect(assigning.planAtOnce(app, actor, slug)).rejects.toMatchObject(refused);
			await expect(assigning.applyPlan(app, actor, slug)).rejects.toMatchObject(refused);
			await expect(assigning.planFile(app, actor, slug)).rejects.toMatchObject(refused);
			expect(await assigning.leftOut(app, actor, slug)).toEqual([]);
			expect(await everything(db)).toEqual(before);

			const stranger = await aMember(db, study, 'rater', { name: 'New Hand' });
			const byHand = (externalId: string, { memberId }: { memberId: number }) =>
				assigning.assignByHand(app, actor, slug, { externalId, memberId });
			await expect(byHand('Card001', stranger)).rejects.toMatchObject({
				kind: 'invalid',
				message:
					'New Hand has not signed Card001 in an earlier round. Round 2 asks only those who have.'
			});
			await expect(byHand('Card003', raters[0]!)).rejects.toMatchObject({
				message: 'Round 2 asks nothing of Card003.'
			});
			await resume();
			const takers = await assigning.takers(app, actor, slug, { externalId: 'Card001', who: '' });
			expect(takers.some.map(({ name, has }) => [name, has])).toEqual([
				['Rater Three', false],
				['Rater One', true],
				['Rater Two', true]
			]);
			const { memberId, name } = paused;
			expect(await assigning.leftOut(app, actor, slug)).toEqual([{ memberId, name, cases: 2 }]);
			expect(await assigning.askToo(app, actor, slug, memberId)).toEqual({ name, cases: 2 });
			await expect(assigning.askToo(app, actor, slug, memberId)).rejects.toMatchObject({
				kind: 'conflict',
				message: 'There is no case of round 2 about which Rater Three could be asked again.'
			});
			expect(await watching.coverage(app, actor, slug)).toMatchObject({ places: { of: 6 } });
			// To nobody but those who signed it can a case go, and they all have it.
			const held = await at.having(paused, items[0]!);
			const shown = await assigning.show(app, actor, slug, held.id);
			expect(shown).toMatchObject({ candidates: { of: 0 } });
			await expect(
				assigning.move(app, actor, slug, {
					...{ assignments: [held.id], to: [stranger.memberId], reason: 'Busy.', counts: false }
				})
			).rejects.toMatchObject({ kind: 'conflict', message: /^A later round asks only those/ });
		});

		it('people, reminders and disagreements are about the second round', async () => {
			const at = await aSecondRound(await fresh());
			const { app, slug, items, coordinator, raters, rateAgain } = at;
			const { actor } = coordinator;
			await rateAgain(0, items[0]!, [4]);
			const { people: list } = await people.overview(app, actor, slug);
			const load = (name: string) => list.rows.find((row) => row.name === name);
			expect(load('Rater One')).toMatchObject({ cases: 2, signed: 1, actions: 2, rated: 1 });
			expect(load('Rater Two')).toMatchObject({ cases: 2, signed: 0, actions: 2, rated: 0 });
			expect(load('Rater Three')).toMatchObject({ cases: 0, signed: 0, care: null });
			const { people: waiting, done } = await mailing.toRemind(app, actor, slug, {
				...{ chosen: [], page: 1 }
			});
			expect(waiting.rows.map(({ name, cases }) => [name, cases]).sort()).toEqual([
				['Rater One', 1],
				['Rater Two', 2]
			]);
			expect(done).toBe(1);
			const { actions } = await disagreeing.disagreements(app, actor, slug);
			const [first, second] = actions.rows;
			// 4, 5 and 9: what the first rater said in the second round stands beside what the others said in the first.
			expect([first, second].map((one) => one!.scores)).toContainEqual([4, 5, 9]);
			expect(first!.opinions.map(({ rater }) => rater).sort()).toEqual(
				raters.map(({ name }) => name).sort()
			);
			const preview = (await releasing.check(app, actor, slug)).holds;
			expect(preview).toMatchObject({ cases: 3, actions: 6, final: 4, unresolved: 2, ratings: 18 });
			await rateAgain(1, items[0]!, [5]);
			expect((await releasing.check(app, actor, slug)).holds).toMatchObject({ final: 4 });
			const { number } = await releasing.create(app, actor, slug, {});
			const files = await releasing.files(app, actor, slug, number);
			const final = Buffer.from(files.get('tables/final.csv')!).toString().split('\n');
			expect(final.find((line) => line.startsWith('Card001,1,'))).toContain('4;5;9');
		});

		it('a mail tells of it in words of its own, which can be copied where none leaves', async () => {
			const at = await aRatedRound(await fresh());
			const { app, db, slug, coordinator, colleague, raters, close } = at;
			await close();
			const next = { chosen: 'rule', dueAt: START + 20 * DAY, tell: true } as const;
			app.mail = { url: 'smtp://127.0.0.1:9', from: 'primum@primum.test' };
			app.pass(MINUTE);
			const choice = { chosen: 'rule' } as const;
			expect(await rounds.previewNext(app, colleague.actor, slug, choice)).toMatchObject({
				told: 3
			});
			expect(await rounds.openNext(app, coordinator.actor, slug, next)).toMatchObject({ told: 3 });
			const mails = await everyRow(db, (t) => t.mails);
			expect(mails.map(({ kind, userId, state }) => [kind, userId, state])).toEqual(
				raters.map(({ id }) => ['next-round', id, 'waiting'])
			);
			expect(await everyRow(db, (t) => t.jobs)).toHaveLength(3);
			const shown = await mailing.show(app, coordinator.actor, slug, mails[0]!.id);
			const { name } = (await ask(db, studies.bySlug, { slug }))!;
			expect(shown.subject).toBe(`${name}: round 2 is open, 2 actions`);
			expect(shown.body).toContain('for you 2 actions in 2 cases, which you have rated before.');
			expect(shown.body).toContain('It would help us to have them by 22 November 2026.');
			app.mail = null;
			const { some, of } = await mailing.lettersOfRound(app, coordinator.actor, slug);
			expect(of).toBe(3);
			expect(some[0]).toMatchObject({
				...{ name: 'Rater One', email: raters[0]!.email, subject: shown.subject },
				text: expect.stringContaining(`Dear Rater One`)
			});
			expect(some[0]!.text).toContain('https://primum.test/cases');
		});

		it('no case is shown a second time in it: it asks again by itself', async () => {
			const at = await aRatedRound(await fresh());
			const { app, db, study, items, raters, close, openNext, having } = at;
			await close();
			await openNext();
			await write(db, (tx) => studies.update(tx, study, { repeatShare: 100, repeatGapDays: 1 }));
			const mine = await having(raters[0]!, items[0]!);
			await at.rateAgain(0, items[0]!, [4]);
			expect((await rating.openCase(app, raters[0]!.actor, mine.id)).state).toBe('submitted');
			const times = await everyRow(db, (t) => t.assignments);
			expect(times.filter(({ repeat }) => repeat > 0)).toEqual([]);
		});
	},
	['SQLite in memory', 'PostgreSQL 18']
);
