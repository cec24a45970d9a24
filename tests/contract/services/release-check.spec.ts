/** The check list of a release: each trouble is found in a study that has it, and its figures are those of the release. */
import { describe, expect, it } from 'vitest';
import { NO_CHOICES, type ReleaseChoices } from '#lib/domain/release-choices.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { update } from '#lib/server/db/rows.ts';
import * as caring from '#lib/server/services/cases/index.ts';
import * as errands from '#lib/server/services/errands/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import { onEach } from '../databases.ts';
import { aMember, aSave, DAY, scored, write } from '../support.ts';
import { json, lines } from './releasing-support.ts';
import { aRatedRound, FIRST_ROUND, type Scores } from './rounds-support.ts';

const AGREED: readonly Scores[] = [
	[
		[7, 7, 8],
		[1, 1, 1]
	],
	[
		[9, 9, 9],
		[5, 5, 5]
	]
];

/** A study that was rated, and its check list under some choices. */
async function aStudyToCheck(db: Database, first: readonly Scores[] = FIRST_ROUND) {
	const at = await aRatedRound(db, first);
	const { app, slug, coordinator } = at;
	const check = (choices: Partial<ReleaseChoices> = {}) =>
		releasing.check(app, coordinator.actor, slug, { ...NO_CHOICES, ...choices });
	const list = async (choices: Partial<ReleaseChoices> = {}) => (await check(choices)).items;
	/** The counts and files of the release that is made of the same choices. */
	const make = async (choices: Partial<ReleaseChoices> = {}) => {
		const { number } = await releasing.create(app, coordinator.actor, slug, choices);
		const files = await releasing.files(app, coordinator.actor, slug, number);
		return { files, counts: json(files, 'manifest.json').counts };
	};
	const rule = (action: { id: number }, by: { id: number }, score: 1 | 5 | 9, reason = 'So.') =>
		write(db, (tx) =>
			adjudications.rule(tx, {
				...{ actionId: action.id, userId: by.id, score, reason },
				createdAt: app.now()
			})
		);
	/** Before the study is looked at: nothing tells a panel of it. */
	const holdOut = ({ id }: { id: number }) =>
		write(db, (tx) => update(tx, tx.t.cases, { id }, { heldOut: true }));
	return { ...at, check, list, make, rule, holdOut };
}

const statesOf = (items: releasing.ReleaseCheck['items']) =>
	Object.fromEntries(Object.entries(items).map(([name, { state }]) => [name, state]));

onEach(({ fresh }) => {
	describe('a check list', () => {
		it('is in order where everything is', async () => {
			const { check, close, make } = await aStudyToCheck(await fresh(), AGREED);
			await close();
			const { items, holds, number, figures, unknown } = await check();
			expect(statesOf(items)).toEqual({
				...{ finals: 'fine', reworded: 'fine', unsigned: 'fine', gone: 'fine', short: 'fine' },
				...{ rounds: 'fine', rulings: 'fine', heldOut: 'fine', comments: 'fine', same: 'fine' }
			});
			expect(items.finals.bases).toEqual({ unanimous: 3, rule: 1, adjudicated: 0, unresolved: 0 });
			expect(items.short).toMatchObject({ actions: 0, wanted: 3, sheets: 6, cannotRate: 0 });
			expect({ number, unknown }).toEqual({ number: 1, unknown: [] });
			expect(holds).toMatchObject({ cases: 2, actions: 4, kit: 4, raters: 3, ones: 1, nines: 1 });
			const { files } = await make();
			const { coefficients } = json(files, 'agreement.json');
			expect(figures.alpha).toMatchObject({
				value: expect.closeTo(coefficients.krippendorff_alpha_ordinal.value, 12)
			});
		});

		it.each<[string, Partial<ReleaseChoices>]>([
			['as it is', {}],
			['with what is unresolved', { unresolved: 'keep' }],
			['with comments', { includeComments: true }],
			['by names', { pseudonyms: false }],
			['of a specialty', { specialties: ['Derm'] }],
			['of a case', { cases: ['Card001'] }],
			['by another rule', { consensus: { rule: 'mean-rounded', band: 2 } }],
			['by a wider band', { consensus: { rule: 'median', band: 8 } }],
			['of what is complete', { completeOnly: true }],
			['of what is open', { part: 'open' }],
			['of what is held out', { part: 'held-out' }],
			['through the first round', { throughRound: 1 }]
		])('says what the release then holds, %s', async (_, choices) => {
			const at = await aStudyToCheck(await fresh(), [...FIRST_ROUND, [[7, 7, null]]]);
			const { coordinator, items, rule, close, openNext, rateAgain, holdOut } = at;
			await holdOut(items[1]!);
			await rule(items[0]!.actions[0]!, coordinator, 5);
			await close();
			at.app.pass(DAY);
			await openNext({ chosen: 'hand', actionIds: [items[1]!.actions[1]!.id] } as never);
			await rateAgain(0, items[1]!, [6]);
			await rateAgain(2, items[1]!, [6]);
			// Nothing of what comes after a round is in a release that ends with it.
			await rule(items[2]!.actions[0]!, coordinator, 9);
			const { holds, figures } = await at.check(choices);
			const { alpha } = figures;
			const { counts, files } = await at.make(choices);
			const { cases, actions, ratings, raters: people, final, unresolved } = holds;
			expect({ cases, actions, ratings, raters: people, final, unresolved }).toEqual({
				...{ cases: counts.cases, actions: counts.actions, ratings: counts.ratings },
				...{ raters: counts.raters, final: counts.final, unresolved: counts.unresolved }
			});
			const finals = lines(files, 'tables/final.jsonl');
			expect(holds.kit).toBe(
				finals.filter(
					({ score, provisional }) =>
						score !== null || (choices.unresolved === 'keep' && provisional !== null)
				).length
			);
			expect(holds.ones).toBe(finals.filter(({ score }) => score === 1).length);
			expect(holds.nines).toBe(finals.filter(({ score }) => score === 9).length);
			const { value } = json(files, 'agreement.json').coefficients.krippendorff_alpha_ordinal;
			if (value === undefined || value === null) expect(alpha).not.toHaveProperty('value');
			else expect(alpha).toMatchObject({ value: expect.closeTo(value, 12) });
		});

		it('counts how final scores came about, and why some are missing', async () => {
			const db = await fresh();
			const at = await aStudyToCheck(db, [
				[
					[1, 5, 9],
					[7, 7, 8],
					[2, 2, 2],
					[4, 5, 9],
					[4, 4, 9]
				],
				[[7, 7, null]]
			]);
			const { items, rule, coordinator, colleague, app, slug } = at;
			const { actions } = items[0]!;
			await studies.changeSettings(app, coordinator.actor, slug, { rulingsWanted: 2 });
			await rule(actions[3]!, coordinator, 5);
			await rule(actions[4]!, coordinator, 5);
			await rule(actions[4]!, colleague, 9);
			const { finals } = await at.list();
			expect(finals).toMatchObject({
				state: 'decide',
				bases: { unanimous: 1, rule: 1, adjudicated: 0, unresolved: 4 },
				open: {
					...{ 'rulings-apart': 1, 'harm-benefit': 1, apart: 0, 'ruling-waits': 1 },
					...{ reworded: 0, unsigned: 1, few: 0 }
				},
				where: [
					{ specialty: 'Cardiology', open: 3, actions: 5 },
					{ specialty: 'Dermatology', open: 1, actions: 1 }
				],
				excluded: 0
			});
			// Another ruling is still wanted, unless it is this one.
			await rule(actions[3]!, colleague, 5);
			expect((await at.list()).finals.bases).toMatchObject({ adjudicated: 1, unresolved: 3 });
		});

		it('counts what was taken out with a reason', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, slug, coordinator, items } = at;
			const actionIds = [items[0]!.actions[0]!.id];
			const reason = 'It is there twice.';
			await caring.withdrawActions(app, coordinator.actor, slug, { actionIds, reason });
			expect((await at.list()).finals).toMatchObject({ state: 'fine', excluded: 1 });
			const derm = await at.list({ specialties: ['Derm'] });
			expect(derm.finals).toMatchObject({ excluded: 0, bases: { unanimous: 2, rule: 0 } });
		});

		it('names who has not signed, with the answers that stay out', async () => {
			const at = await aStudyToCheck(await fresh(), [...AGREED, [[7, 8, null]]]);
			const { raters } = at;
			const { unsigned, finals, short } = await at.list();
			expect(unsigned).toEqual({
				...{ state: 'look', of: 1, answers: 0, round: 1 },
				some: [{ memberId: raters[2]!.memberId, name: 'Rater Three', sheets: 1, answers: 0 }]
			});
			expect(finals.open).toMatchObject({ unsigned: 1, few: 0 });
			expect(short).toMatchObject({ state: 'look', actions: 1 });
			expect((await at.list({ specialties: ['Derm'] })).unsigned).toMatchObject({ of: 0 });
		});

		it('waits for those who are asked anew because of a new wording', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, slug, coordinator, items, raters, having } = at;
			const of = { slug, externalId: items[0]!.externalId };
			const change = { number: 1, text: 'Another action', meaning: 'reword', reason: 'Unclear.' };
			await caring.changeAction(app, coordinator.actor, of, change as never);
			const waiting = await at.list();
			expect(waiting.reworded).toEqual({ state: 'look', actions: 1, given: 0, awaited: 3 });
			expect(waiting.finals.open).toMatchObject({ reworded: 1, unsigned: 1 });
			const sheet = await having(raters[0]!, items[0]!);
			const { actions } = await rating.openCase(app, raters[0]!.actor, sheet.id);
			const [anew] = actions.filter(({ version }) => version === 0);
			await rating.saveRating(app, raters[0]!.actor, sheet.id, aSave(anew!.id, 0, scored(7)));
			expect((await at.list()).reworded).toMatchObject({ actions: 1, given: 1, awaited: 2 });
		});

		it('says who is gone, and whether their ratings count', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, slug, coordinator, raters } = at;
			await people.leave(app, coordinator.actor, slug, {
				...{ members: [raters[1]!.memberId], reason: 'Moved away.', counts: true }
			});
			expect((await at.list()).gone).toEqual({
				...{ state: 'look', of: 1 },
				some: [
					{
						...{ memberId: raters[1]!.memberId, name: 'Rater Two', why: 'left' },
						...{ ratings: 4, leftOut: 0 }
					}
				]
			});
		});

		it('says which round is open, and that the others are closed', async () => {
			const at = await aStudyToCheck(await fresh());
			const { close, openNext, app } = at;
			expect((await at.list()).rounds).toMatchObject({
				state: 'look',
				rounds: [{ lockedAt: null }]
			});
			await close();
			expect((await at.list()).rounds).toEqual({
				state: 'fine',
				rounds: [{ number: 1, lockedAt: app.now(), dueAt: null }]
			});
			await openNext();
			expect((await at.list()).rounds).toMatchObject({
				state: 'look',
				rounds: [{}, { number: 2 }]
			});
			expect((await at.list({ throughRound: 1 })).rounds).toMatchObject({ state: 'fine' });
		});

		it('finds rulings of whoever rated the same case', async () => {
			const at = await aStudyToCheck(await fresh());
			const { items, raters, coordinator, rule } = at;
			await rule(items[0]!.actions[0]!, coordinator, 5);
			expect((await at.list()).rulings).toEqual({
				...{ state: 'fine', actions: 1, adjudicators: 1, own: 0 }
			});
			await rule(items[1]!.actions[1]!, raters[0]!, 5);
			expect((await at.list()).rulings).toEqual({
				...{ state: 'look', actions: 2, adjudicators: 2, own: 1 }
			});
		});

		it('counts the cases that are held out', async () => {
			const at = await aStudyToCheck(await fresh());
			await at.holdOut(at.items[1]!);
			const { there, items } = await at.check();
			expect(there).toMatchObject({ cases: 2, heldOut: 1, rounds: [1] });
			expect(items.heldOut).toEqual({ state: 'fine', cases: 1, of: 2 });
			expect((await at.list({ part: 'open' })).heldOut).toMatchObject({ cases: 0, of: 1 });
		});

		it('finds comments that may name a person, and reasons of rulings that do', async () => {
			const at = await aStudyToCheck(await fresh(), [...AGREED, [[7, 8, null]]]);
			const { app, items, raters, rule, coordinator, having } = at;
			const [rater, item] = [raters[2]!, items[2]!];
			const sheet = await having(rater, item);
			const save = aSave(item.actions[0]!.id, 0, scored(6, 'Ask Dr. Weber, 12.03.2021.'));
			await rating.saveRating(app, rater.actor, sheet.id, save);
			expect((await at.list()).comments).toMatchObject({ comments: 14, read: { of: 0 } });
			await rating.submitCase(app, rater.actor, sheet.id);
			const found = { from: 'comment', number: 1, signs: ['title', 'date'] };
			// What stays inside is to be read where it is chosen to leave.
			expect((await at.list()).comments).toMatchObject({
				...{ state: 'fine', comments: 15, read: { of: 1, some: [found] } }
			});
			const leaving = await at.list({ includeComments: true });
			expect(leaving.comments).toMatchObject({ state: 'look' });
			expect((await at.list({ cases: ['Derm002'] })).comments.read).toMatchObject({ of: 0 });
			await rule(items[0]!.actions[0]!, coordinator, 9, 'As Mrs. Weber said.');
			expect((await at.list()).comments).toMatchObject({ state: 'look', read: { of: 2 } });
		});

		it('knows the release that holds the same, until something changes', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, make, coordinator } = at;
			const [item] = (await at.check()).records;
			expect(item).toMatchObject({ case: 'Card001', action: 1, basis: 'rule', scores: [7, 7, 8] });
			expect((await at.list()).same).toEqual({ state: 'fine', number: null, newest: null });
			await make();
			app.pass(DAY);
			expect((await at.list()).same).toEqual({ state: 'look', number: 1, newest: 1 });
			expect((await at.list({ includeTimes: true })).same).toMatchObject({ number: null });
			await studies.changeSettings(app, coordinator.actor, at.slug, { band: 3 });
			expect((await at.list()).same).toMatchObject({ number: null });
		});

		it('names what was chosen and is not there', async () => {
			const { check } = await aStudyToCheck(await fresh(), AGREED);
			const { unknown, holds } = await check({ cases: ['Nope'], throughRound: 7 });
			expect(unknown).toEqual([
				'There is no case "Nope".',
				'There is no round 7: the newest is round 1.'
			]);
			expect(holds).toMatchObject({ cases: 0, actions: 0, ratings: 0, raters: 0 });
		});

		it('is for those who run the study', async () => {
			const { app, slug, db, study, raters } = await aStudyToCheck(await fresh(), AGREED);
			const observer = await aMember(db, study, 'observer');
			for (const { actor } of [observer, raters[0]!]) {
				await expect(releasing.check(app, actor, slug)).rejects.toMatchObject({
					kind: 'forbidden'
				});
			}
		});
	});

	describe('what a check list was read of', () => {
		it('changes with what a release would hold, and not with what is still being rated', async () => {
			const at = await aStudyToCheck(await fresh(), [...AGREED, [[7, 8, null]]]);
			const { app, slug, coordinator, items, raters, having, rule } = at;
			const seen = async (choices: Partial<ReleaseChoices> = {}) => (await at.check(choices)).seen;
			const before = await seen();
			const derm = await seen({ specialties: ['Derm'] });
			const sheet = await having(raters[2]!, items[2]!);
			const save = aSave(items[2]!.actions[0]!.id, 0, scored(6));
			await rating.saveRating(app, raters[2]!.actor, sheet.id, save);
			expect(await seen()).toBe(before);
			await rating.submitCase(app, raters[2]!.actor, sheet.id);
			const signed = await seen();
			expect(signed).not.toBe(before);
			expect(await seen({ specialties: ['Derm'] })).toBe(derm);
			await rule(items[0]!.actions[0]!, coordinator, 9);
			const ruled = await seen();
			expect(ruled).not.toBe(signed);
			await studies.changeSettings(app, coordinator.actor, slug, { band: 5 });
			expect(await seen()).not.toBe(ruled);
			expect(await releasing.seenNow(app, coordinator.actor, slug, NO_CHOICES)).toBe(await seen());
		});

		it('is what is made: another is refused at the press, and when the job comes to it', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, slug, coordinator, items, rule } = at;
			const { seen } = await at.check();
			await rule(items[0]!.actions[0]!, coordinator, 9);
			const press = releasing.createSoon(app, coordinator.actor, slug, {}, seen);
			await expect(press).rejects.toMatchObject({
				kind: 'conflict',
				message: expect.stringMatching(/^The study changed after the check list was read/)
			});
			expect(await releasing.list(app, coordinator.actor, slug)).toEqual([]);
			const ask = async () => {
				const now = (await at.check()).seen;
				return releasing.createSoon(app, coordinator.actor, slug, {}, now);
			};
			const carryOut = async (id: string) => {
				const never = () => Promise.reject(new Error('Nobody asked for this.'));
				const works = { 'import-cases': never, 'import-ratings': never, score: never };
				await errands.carryOut(app, id, { ...works, release: releasing.carryOut });
				return errands.show(app, coordinator.actor, slug, id);
			};
			const late = await ask();
			await rule(items[1]!.actions[0]!, coordinator, 1);
			expect(await carryOut(late)).toMatchObject({
				state: 'refused',
				refusal: { message: expect.stringMatching(/^The study changed after the check list/) }
			});
			expect(await carryOut(await ask())).toMatchObject({ state: 'done', outcome: { number: 1 } });
		});
	});

	describe('the baselines of a release', () => {
		it('are computed where somebody asks, and kept while it would hold the same', async () => {
			const at = await aStudyToCheck(await fresh(), AGREED);
			const { app, slug, coordinator } = at;
			const { seen } = await at.check();
			const asking = { actor: coordinator.actor, slug, choices: NO_CHOICES, seen };
			expect(await releasing.baselines(app, asking, { computes: false })).toBeNull();
			const found = await releasing.baselines(app, asking, { computes: true });
			expect(Object.keys(found?.figures ?? {})).toEqual([...releasing.ANSWERERS]);
			expect(found?.figures.nothing).toMatchObject({ value: 0, recommended: 0 });
			expect(found?.figures.appropriate).toMatchObject({ value: 1 });
			expect(found?.figures.rater).toMatchObject({ value: 1, recommended: null });
			expect(await releasing.baselines(app, asking, { computes: false })).toBe(found);
		});
	});
});
