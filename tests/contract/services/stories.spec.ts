/** What became of an action: flagged, reworded, rated anew, asked again, ruled on twice, and released. */
import { describe, expect, it } from 'vitest';
import type { RatingValue } from '#lib/domain/rating.ts';
import type { Score } from '#lib/domain/scale.ts';
import { verifyRelease } from '#lib/formats/verify.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { insert, update } from '#lib/server/db/rows.ts';
import * as cases from '#lib/server/services/cases/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as stories from '#lib/server/services/stories/index.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as referrals from '#lib/server/store/referrals.ts';
import { onEach } from '../databases.ts';
import { aMember, aSave, ask, everyRow, HOUR, refusals, scored, START, write } from '../support.ts';
import * as caseStore from '#lib/server/store/cases.ts';
import { lines } from './releasing-support.ts';
import { aRatedRound } from './rounds-support.ts';

const CASE = 'Card001';
const ADJUDICATORS = ['Dr Quill', 'Dr Vane'];

/**
 * Three rate two actions, one of them flags the first. It is reworded, rated anew, and apart; the second round does not
 * settle it, and an adjudicator does, who then thinks better of it. An hour lies between each two events.
 */
async function aStory(db: Database) {
	const desk = await aRatedRound(db, [
		[
			[1, 5, 9],
			[7, 7, 8]
		]
	]);
	const { app, slug, coordinator, raters, items, having } = desk;
	const item = items[0]!;
	const { actor } = coordinator;
	const [judge, other] = [
		await aMember(db, desk.study, 'adjudicator', { name: ADJUDICATORS[0] }),
		await aMember(db, desk.study, 'adjudicator', { name: ADJUDICATORS[1] })
	];
	const present = async (number: number) =>
		(await ask(db, caseStore.actions, { caseId: item.id })).find((one) => one.number === number)!;
	const first = (await present(1)).text;
	const wording = { externalId: CASE, slug };
	const version = async () => (await cases.show(app, actor, slug, CASE)).version;

	// What one has signed is opened again, flagged, and signed.
	const third = await having(raters[2]!, item);
	await rating.reopenCase(app, actor, slug, third.id, 'A second look.');
	app.pass(HOUR);
	const flagged: RatingValue = { ...scored(9, 'Which dose?'), flags: ['ambiguous-wording'] };
	const save = aSave((await present(1)).id, 1, flagged);
	await rating.saveRating(app, raters[2]!.actor, third.id, save);
	await rating.submitCase(app, raters[2]!.actor, third.id);

	app.pass(HOUR);
	await cases.changeAction(
		app,
		actor,
		{ ...wording, seen: await version() },
		{
			...{ number: 1, text: 'Give 5 mg.', category: (await present(1)).category },
			...{ meaning: 'reword' as const, reason: 'The dose was missing.' }
		}
	);
	app.pass(HOUR);
	for (const [at, score] of [2, 5, 8].entries()) {
		const { id } = await having(raters[at]!, item);
		const { actions } = await rating.openCase(app, raters[at]!.actor, id);
		const one = actions.find(({ number }) => number === 1)!;
		await rating.saveRating(app, raters[at]!.actor, id, aSave(one.id, one.version, scored(score)));
		await rating.submitCase(app, raters[at]!.actor, id);
	}
	await desk.close();

	app.pass(HOUR);
	const actionId = (await present(1)).id;
	const send = (to: 'round' | 'adjudication', note: string) =>
		write(db, (tx) =>
			insert(tx, tx.t.referrals, {
				actionId,
				to,
				note,
				userId: coordinator.id,
				createdAt: app.now()
			})
		);
	await send('round', 'Think again.');
	app.pass(HOUR);
	await write(db, (tx) => referrals.settle(tx, actionId, app.now()));
	await desk.openNext({ chosen: 'hand', actionIds: [actionId] });
	app.pass(HOUR);
	for (const [at, score] of [2, 5, 7].entries()) await desk.rateAgain(at, item, [score]);
	await desk.close();

	app.pass(HOUR);
	await send('adjudication', '');
	app.pass(HOUR);
	const rule = (userId: number, score: Score, reason: string) =>
		write(db, function* (tx) {
			yield* adjudications.rule(tx, { actionId, userId, score, reason, createdAt: app.now() });
			yield* referrals.settle(tx, actionId, app.now());
		});
	await rule(judge.id, 4, 'Risky at that dose.');
	app.pass(HOUR);
	await rule(judge.id, 5, 'On reflection, even.');
	return { ...desk, item, judge, other, actionId, first, rule };
}

const NOTHING = {
	...{ round: null, by: null, score: null, cannot_rate: null, flags: [], comment: null },
	...{ text: null, to: null, basis: null, scores: [], superseded: null, reason: null, at: null }
};

/** What the story of the first action says, field by field; times in hours after the first. */
function expected(first: string, names: (name: string) => string) {
	const at = (hours: number) => new Date(START + hours * HOUR).toISOString();
	const rated = (wording: number, round: number, hour: number, scores: readonly number[]) =>
		scores
			.map((score, place) => ({
				...{
					wording,
					event: 'rated',
					round,
					by: names(`Rater ${['One', 'Two', 'Three'][place]!}`)
				},
				...{ score, comment: wording === 1 || round === 2 ? 'So.' : null, at: at(hour) }
			}))
			.toSorted((a, b) => (a.by < b.by ? -1 : 1));
	const flagged = rated(1, 1, 0, [1, 5, 9]).map((one) =>
		one.score === 9
			? { ...one, comment: 'Which dose?', flags: ['ambiguous-wording'], at: at(1) }
			: one
	);
	const judge = names(ADJUDICATORS[0]!);
	const ruled = { wording: 2, event: 'ruled', by: judge };
	const events = [
		{ wording: 1, event: 'worded', text: first },
		...flagged,
		{ wording: 2, event: 'worded', text: 'Give 5 mg.', reason: 'The dose was missing.', at: at(2) },
		...rated(2, 1, 3, [2, 5, 8]),
		{ wording: 2, event: 'referred', to: 'round', reason: 'Think again.', at: at(4) },
		{ wording: 2, event: 'asked', round: 2, at: at(5) },
		...rated(2, 2, 6, [2, 5, 7]),
		{ wording: 2, event: 'referred', to: 'adjudication', at: at(7) },
		{ ...ruled, score: 4, reason: 'Risky at that dose.', superseded: true, at: at(8) },
		{ ...ruled, score: 5, reason: 'On reflection, even.', superseded: false, at: at(9) },
		{
			...{ wording: 2, event: 'final', score: 5, basis: 'adjudicated', scores: [2, 5, 7] },
			reason: 'On reflection, even.'
		}
	];
	return events.map((event, place) => ({
		...{ ...NOTHING, case: CASE, action: 1, step: place + 1 },
		...event
	}));
}

onEach(({ fresh }) => {
	describe('a release', () => {
		it('tells what became of an action, field by field', async () => {
			const db = await fresh();
			const { app, slug, coordinator, first } = await aStory(db);
			const options = { includeComments: true, includeTimes: true };
			await releasing.create(app, coordinator.actor, slug, options);
			const files = await releasing.files(app, coordinator.actor, slug, 1);
			expect(verifyRelease(files).problems).toEqual([]);
			const told = lines(files, 'tables/stories.jsonl');
			const users = new Map((await everyRow(db, (t) => t.users)).map((one) => [one.id, one.name]));
			const people = (await everyRow(db, (t) => t.members)).map(
				({ userId, pseudonym }) => [users.get(userId)!, pseudonym] as const
			);
			const names = new Map(people);
			expect(names.get(ADJUDICATORS[0]!)).toBe('A1');
			expect(names.get(ADJUDICATORS[1]!)).toBeNull();
			expect(told.filter(({ action }) => action === 1)).toEqual(
				expected(first, (name) => names.get(name)!)
			);
			// Worded once and rated in one round: ratings and final scores say all of it.
			expect(told.filter(({ action }) => action === 2)).toEqual([]);
		});

		it('leaves comments, notes and times out unless they are released, and never a ruling’s reason', async () => {
			const { app, slug, coordinator } = await aStory(await fresh());
			await releasing.create(app, coordinator.actor, slug, {});
			const files = await releasing.files(app, coordinator.actor, slug, 1);
			const told = lines(files, 'tables/stories.jsonl');
			expect(new Set(told.map(({ at }) => at))).toEqual(new Set([null]));
			expect(new Set(told.map(({ comment }) => comment))).toEqual(new Set([null]));
			const reasons = told.flatMap(({ event, reason }) =>
				reason === null ? [] : [[event, reason]]
			);
			expect(reasons).toEqual([
				['ruled', 'Risky at that dose.'],
				['ruled', 'On reflection, even.'],
				['final', 'On reflection, even.']
			]);
			const everything = JSON.stringify(told);
			for (const name of [...ADJUDICATORS, 'Rater One', 'Ada Stone']) {
				expect(everything).not.toContain(name);
			}
			expect(told.filter(({ event }) => event === 'rated')).toHaveLength(9);
		});

		it('is the same again, and keeps the names of adjudicators when another rules', async () => {
			const db = await fresh();
			const { app, slug, coordinator, other, rule } = await aStory(db);
			const make = (note: string) => releasing.create(app, coordinator.actor, slug, { note });
			const stories = async (number: number) =>
				lines(await releasing.files(app, coordinator.actor, slug, number), 'tables/stories.jsonl');
			await make('one');
			app.pass(HOUR);
			await make('two');
			expect(await stories(2)).toEqual(await stories(1));
			await rule(other.id, 6, 'I see it otherwise.');
			await make('three');
			const rulings = (await stories(3)).filter(({ event }) => event === 'ruled');
			expect(rulings.map(({ by, score }) => [by, score])).toEqual([
				['A1', 4],
				['A1', 5],
				['A2', 6]
			]);
		});

		it('tells nothing of a ruling while another is waited for', async () => {
			const db = await fresh();
			const { app, slug, coordinator, study, item, other } = await aStory(db);
			await write(db, (tx) => update(tx, tx.t.studies, { id: study.id }, { rulingsWanted: 2 }));
			const { id: actionId } = item.actions[1]!;
			const by = (userId: number, score: Score) =>
				write(db, (tx) =>
					adjudications.rule(tx, { actionId, userId, score, reason: 'Mine.', createdAt: START })
				);
			await by(other.id, 6);
			const rulings = async (number: number) => {
				await releasing.create(app, coordinator.actor, slug, { note: String(number) });
				const files = await releasing.files(app, coordinator.actor, slug, number);
				return lines(files, 'tables/stories.jsonl')
					.filter(({ event, action }) => event === 'ruled' && action === 2)
					.map(({ score }) => score);
			};
			expect(await rulings(1)).toEqual([]);
			await by(coordinator.id, 5);
			expect(await rulings(2)).toEqual([6, 5]);
		});
	});

	describe('the story on a page', () => {
		it('tells those who run the study the same, with where answers went', async () => {
			const { app, slug, coordinator, raters, first } = await aStory(await fresh());
			const { actor } = coordinator;
			const story = await stories.show(app, actor, slug, CASE, 1);
			expect(story).toMatchObject({ number: 1, text: 'Give 5 mg.', withdrawn: false });
			expect(story.events.map(({ kind, wording }) => `${kind} ${wording}`)).toEqual([
				...['worded 1', 'rated 1', 'worded 2', 'rated 2', 'referred 2', 'asked 2', 'rated 2'],
				...['referred 2', 'ruled 2', 'ruled 2', 'final 2']
			]);
			expect(story.events[0]).toMatchObject({ text: first });
			const again = story.events[6]!;
			expect('given' in again && again.given.map(({ move, score }) => [score, move])).toEqual(
				expect.arrayContaining([
					[2, 'kept'],
					[5, 'kept'],
					[7, 'toward']
				])
			);
			expect(story.events.at(-1)).toMatchObject({ score: 5, basis: 'adjudicated' });
			const none = (number: number, externalId = CASE) =>
				stories.show(app, actor, slug, externalId, number);
			expect(
				await refusals(
					none(9),
					none(1, 'Card999'),
					stories.show(app, raters[0]!.actor, slug, CASE, 1)
				)
			).toEqual(['missing', 'missing', 'forbidden']);
		});
	});
});
