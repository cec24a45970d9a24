import { describe, expect, it } from 'vitest';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	everything,
	refusals,
	scored,
	START,
	write
} from '../support.ts';

/** Of each action what its three raters say, in their order; by the median within 2: 8, open, 9, 2, open. */
const SCORES = [
	[7, 8, 8],
	[3, 5, 6],
	[8, 9, 9],
	[1, 2, 3],
	[1, 1, 9]
];

const NOTHING = { labels: 0, tiers: 0, scores: 0, opens: 0, settles: 0 };

/** One case that all three have signed, in a study that goes by the median within 2. */
async function aSignedStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 3, consensusRule: 'median', band: 2 });
	const coordinator = await aMember(db, study, 'coordinator');
	const observer = await aMember(db, study, 'observer');
	const item = await aCase(db, study, { actions: SCORES.length });
	const raters = [];
	for (const at of [0, 1, 2]) {
		const rater = await aMember(db, study, 'rater');
		const assignment = await anAssignment(db, study, item, rater);
		for (const [place, { id }] of item.actions.entries()) {
			const value = scored(SCORES[place]![at]!);
			await rating.saveRating(app, rater.actor, assignment.id, aSave(id, 0, value));
		}
		await rating.submitCase(app, rater.actor, assignment.id);
		raters.push({ ...rater, assignment });
	}
	const look = (view: Parameters<typeof agreeing.whatIf>[3] = {}) =>
		agreeing.whatIf(app, coordinator.actor, study.slug, view);
	return { app, study, slug: study.slug, coordinator, observer, item, raters, look };
}

const by = (found: agreeing.WhatIf, rule: string, band?: number) =>
	found.rules.find(
		({ settings }) => settings.rule === rule && (band === undefined || settings.band === band)
	);

onEach(({ fresh }) => {
	describe('what if', () => {
		it('counts what every rule and band would change', async () => {
			const { look } = await aSignedStudy(await fresh());
			const found = await look();
			expect(found).toMatchObject({
				asOf: START,
				now: { rule: 'median', band: 2, ratersPerCase: 3 },
				actions: 5,
				ruled: 0,
				chosen: null
			});
			expect(found.rules).toHaveLength(12);
			expect(by(found, 'median', 2)).toMatchObject({ final: 3, unresolved: 2, effects: NOTHING });
			// Within 1: 1 2 3 is open too. Within 3: 3 5 6 ends at 5.
			expect(by(found, 'median', 1)!.effects).toEqual({ ...NOTHING, opens: 1 });
			expect(by(found, 'median', 3)!.effects).toEqual({ ...NOTHING, settles: 1 });
			// 8 9 9 is an 8 because one did not give a 9.
			expect(by(found, 'noharm-strict', 2)!.effects).toEqual({ ...NOTHING, tiers: 1, scores: 1 });
			// Rounded means are 8, 5, 9, 2 and 4.
			expect(by(found, 'mean-rounded')).toMatchObject({
				final: 5,
				effects: { ...NOTHING, settles: 2 }
			});
			// Majorities: beneficial 8, uncertain 5.5 toward 5, beneficial 9, harmful 2, harmful 1.
			expect(by(found, 'majority-label')!.effects).toEqual({ ...NOTHING, settles: 2 });
			expect(
				found.byRaters.map(({ settings, unresolved }) => [settings.ratersPerCase, unresolved])
			).toEqual([
				[1, 2],
				[2, 2],
				[3, 2],
				[4, 5],
				[5, 5]
			]);
		});

		it('is what a release by the other rule would hold', async () => {
			const { app, slug, coordinator, look } = await aSignedStudy(await fresh());
			const { actor } = coordinator;
			const expected = by(await look(), 'mean-rounded')!;
			await studies.changeSettings(app, actor, slug, { consensusRule: 'mean-rounded' });
			const { final, unresolved } = (await releasing.check(app, actor, slug)).holds;
			expect({ final, unresolved }).toEqual({
				final: expected.final,
				unresolved: expected.unresolved
			});
			expect(by(await look(), 'mean-rounded')!.effects).toEqual(NOTHING);
			expect(by(await look(), 'median', 2)!.effects).toEqual({ ...NOTHING, opens: 2 });
		});

		it('lists the actions of one combination before and after, the gravest first', async () => {
			const { look, item } = await aSignedStudy(await fresh());
			const { chosen } = await look({ rule: 'noharm-strict', band: '3' });
			expect(chosen).toMatchObject({
				settings: { rule: 'noharm-strict', band: 3, ratersPerCase: 3 },
				effects: { tiers: 1, scores: 1, settles: 1 },
				show: null
			});
			const [third, second] = [item.actions[2]!, item.actions[1]!];
			expect(chosen!.turned).toMatchObject({ page: 1, pages: 1, of: 2 });
			expect(chosen!.turned.rows).toEqual([
				{
					externalId: item.externalId,
					specialty: expect.any(String),
					number: 3,
					text: third.text,
					category: third.category,
					scores: [8, 9, 9],
					before: 9,
					after: 8,
					effects: ['tiers', 'scores']
				},
				expect.objectContaining({
					number: 2,
					text: second.text,
					before: null,
					after: 5,
					effects: ['settles']
				})
			]);
			const some = await look({ rule: 'noharm-strict', band: '3', show: 'settles', page: 7 });
			expect(some.chosen!.turned.rows.map(({ number }) => number)).toEqual([2]);
		});

		it('leaves out each rater in turn, and one rating of every action', async () => {
			const { look } = await aSignedStudy(await fresh());
			const { oneRating, raters } = await look();
			/*
			 * Of pairs that are left, by the median toward 5 with two wanted. 7 8 8 (8): without the 7 it is 8, without an 8
			 * it is 7. 3 5 6 (open): 5 6 is 5, 3 6 open, 3 5 is 4. 8 9 9 (9): 9, 8, 8. 1 2 3 (2): 2 3 is 3, 1 3 is 2, 1 2
			 * is 2. 1 1 9 (open): without a 1 open, without the 9 it is 1.
			 */
			expect(oneRating.actions).toBe(5);
			expect(oneRating.effects.scores).toBeCloseTo(2 / 3 + 2 / 3 + 1 / 3, 12);
			expect(oneRating.effects.tiers).toBeCloseTo(2 / 3 + 2 / 3 + 1 / 3, 12);
			expect(oneRating.effects.settles).toBeCloseTo(2 / 3 + 1 / 3, 12);
			expect(oneRating.effects).toMatchObject({ labels: 0, opens: 0 });
			expect(raters.of).toBe(3);
			expect(raters.some.map(({ rater: _, ...rest }) => rest)).toEqual([
				// The third: 7, 4, 8, 2 and 1 are left of the five.
				{ scored: 5, effects: { ...NOTHING, tiers: 2, scores: 2, settles: 2 } },
				// The first: 8, 5, 9, 3, open.
				{ scored: 5, effects: { ...NOTHING, tiers: 1, scores: 1, settles: 1 } },
				// The second: 7, open, 8, 2, open.
				{ scored: 5, effects: { ...NOTHING, tiers: 2, scores: 2 } }
			]);
		});

		it('leaves alone what a ruling has settled, and what is not signed', async () => {
			const db = await fresh();
			const { app, slug, item, raters, look, study, coordinator } = await aSignedStudy(db);
			const judge = await aMember(db, study, 'adjudicator');
			const ruled = { actionId: item.actions[1]!.id, userId: judge.id, score: 6 as const };
			await write(db, (tx) =>
				adjudications.rule(tx, { ...ruled, reason: 'Guideline.', createdAt: app.now() })
			);
			const found = await look();
			expect(found.ruled).toBe(1);
			expect(by(found, 'median', 3)).toMatchObject({ final: 4, effects: NOTHING });
			expect(found.oneRating.actions).toBe(4);
			const { assignment } = raters[0]!;
			await rating.reopenCase(app, coordinator.actor, slug, assignment.id, 'A slip.');
			expect(by(await look(), 'median', 2)).toMatchObject({ final: 1, unresolved: 4 });
			// And is again what it was once it is signed again: nothing is counted twice, or left over.
			await rating.submitCase(app, raters[0]!.actor, assignment.id);
			const { asOf: _now, ...again } = await look();
			const { asOf: _then, ...before } = found;
			expect(again).toEqual(before);
		});

		it('shows observers figures, texts of actions and pseudonyms; nobody else', async () => {
			const db = await fresh();
			const { app, slug, study, observer, raters } = await aSignedStudy(db);
			const seen = await agreeing.whatIf(app, observer.actor, slug, { rule: 'mean-rounded' });
			expect(seen.chosen!.turned.rows).toHaveLength(2);
			const names = seen.raters.some.map(({ rater }) => rater);
			expect(names.toSorted()).toEqual(['R01', 'R02', 'R03']);
			const judge = await aMember(db, study, 'adjudicator');
			expect(
				await refusals(
					agreeing.whatIf(app, raters[0]!.actor, slug),
					agreeing.whatIf(app, judge.actor, slug)
				)
			).toEqual(['forbidden', 'forbidden']);
		});

		it('saves nothing', async () => {
			const db = await fresh();
			const { look } = await aSignedStudy(db);
			const before = await everything(db);
			await look({ rule: 'median', band: '4', k: '2' });
			expect(await everything(db)).toEqual(before);
		});
	});
});
