import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import * as disagreeing from '#lib/server/services/disagreeing/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import type { Assignment } from '#lib/server/store/assignments.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
import * as members from '#lib/server/store/members.ts';
import * as studies from '#lib/server/store/studies.ts';
import type { Database } from '#lib/server/db/connect.ts';
import { onEach } from '../databases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aPerson,
	aSave,
	aStudy,
	refusals,
	scored,
	START,
	write,
	type Person
} from '../support.ts';
import { aRatedRound } from './rounds-support.ts';

type Desk = Person & { assignment: Assignment };

/** A study of three raters and one case that is assigned to all of them. */
async function aPanel(db: Database, actions: number) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 3 });
	const coordinator = await aMember(db, study, 'coordinator');
	const item = await aCase(db, study, { actions });
	const desks: Desk[] = [];
	for (const name of ['Ada', 'Bo', 'Cy']) {
		const rater = await aMember(db, study, 'rater', { name });
		desks.push({ ...rater, assignment: await anAssignment(db, study, item, rater) });
	}
	/** Gives the ratings of one action in the order of the raters; null for none. */
	const rate = async (number: number, values: (RatingValue | null)[]) => {
		const { id } = item.actions.find((action) => action.number === number)!;
		for (const [at, value] of values.entries()) {
			if (value === null) continue;
			const { actor, assignment } = desks[at]!;
			await rating.saveRating(app, actor, assignment.id, aSave(id, 0, value));
		}
	};
	return { app, study, slug: study.slug, coordinator: coordinator.actor, item, desks, rate };
}

/** How many there are of each kind where there is nothing. */
const NONE = {
	...{ all: 0, unresolved: 0, 'harm-benefit': 0, apart: 0, few: 0 },
	...{ 'rulings-apart': 0, 'ruling-waits': 0 },
	...{ discordant: 0, wording: 0, flagged: 0, 'cannot-rate': 0, commented: 0 }
};

const unable: RatingValue = { ...EMPTY_RATING, cannotRate: 'not-enough-information' };

onEach(({ fresh }) => {
	it('lists what raters are apart on or have marked, worst first, with who said what', async () => {
		const db = await fresh();
		const { app, slug, coordinator, item, desks, rate } = await aPanel(db, 7);
		await rate(1, [scored(7), scored(7), scored(8)]);
		await rate(2, [scored(4), scored(5), scored(7)]);
		await rate(3, [scored(1, 'Stops the heart.'), scored(9), { ...scored(9), flags: ['other'] }]);
		await rate(4, [scored(1), scored(9), null]);
		await rate(5, [scored(7), unable, null]);
		await rate(6, [null, null, { ...EMPTY_RATING, flags: ['duplicate', 'other'] }]);
		await rate(7, [scored(6, 'Why six.'), null, null]);

		const found = await disagreeing.disagreements(app, coordinator, slug);
		expect(found.rated).toBe(7);
		expect(found.cases).toEqual({ of: 0, some: [] });
		expect(found.counts).toEqual({
			...NONE,
			...{ all: 5, unresolved: 2, 'harm-benefit': 1, apart: 1 },
			...{ flagged: 2, 'cannot-rate': 1, commented: 2 }
		});
		expect(found.places).toEqual({ all: 5, nowhere: 5, round: 0, adjudication: 0 });
		// Scores are still coming in for the fourth, fifth, sixth and seventh.
		expect(found.awaited).toBe(4);
		expect(found.actions.rows.map(({ number, why, concerns }) => [number, why, concerns])).toEqual([
			[3, 'harm-benefit', ['flagged', 'commented']],
			[2, 'apart', []],
			[6, null, ['flagged']],
			[5, null, ['cannot-rate']],
			[7, null, ['commented']]
		]);
		const names = desks.map(({ name }) => name);
		const says = (at: number, value: RatingValue) => ({
			rater: names[at],
			value,
			submitted: false
		});
		expect(found.actions.rows[0]).toEqual({
			actionId: item.actions.find(({ number }) => number === 3)!.id,
			externalId: item.externalId,
			specialty: 'Cardiology',
			number: 3,
			text: 'Action 3',
			category: 'Diagnostic',
			scores: [1, 9, 9],
			spread: { median: 9, range: 8, distance: 128 / 3, concordance: 'discordant' },
			final: {
				score: null,
				basis: 'unresolved',
				provisional: 8,
				reason: 'the panel disagrees: scores from 1 to 9'
			},
			why: 'harm-benefit',
			unable: 0,
			unsettled: null,
			concerns: ['flagged', 'commented'],
			moved: null,
			sent: null,
			opinions: [
				says(0, scored(1, 'Stops the heart.')),
				says(1, scored(9)),
				says(2, { ...scored(9), flags: ['other'] })
			],
			comments: []
		});
		expect(found.actions.rows[3]!.opinions).toEqual([says(0, scored(7)), says(1, unable)]);
	});

	it('leaves out what is taken back, and what was ruled on', async () => {
		const db = await fresh();
		const { app, slug, coordinator, item, desks, rate } = await aPanel(db, 2);
		await rate(1, [scored(1), scored(5), scored(9)]);
		await rate(2, [unable, null, null]);
		const [first, second] = item.actions;
		const listed = async () =>
			(await disagreeing.disagreements(app, coordinator, slug)).actions.rows.map(
				({ number }) => number
			);
		expect(await listed()).toEqual([1, 2]);
		const back = aSave(second!.id, 1, EMPTY_RATING);
		await rating.saveRating(app, desks[0]!.actor, desks[0]!.assignment.id, back);
		await write(db, (tx) =>
			adjudications.rule(tx, {
				actionId: first!.id,
				userId: coordinator.id!,
				score: 2,
				reason: 'The guideline is clear.',
				createdAt: START
			})
		);
		expect(await listed()).toEqual([]);
	});

	it('gives the comments on whole cases, and says whose ratings are signed', async () => {
		const db = await fresh();
		const { app, slug, coordinator, item, desks, rate } = await aPanel(db, 1);
		await rate(1, [scored(1), scored(5), scored(9)]);
		const [ada, bo] = [desks[0]!, desks[1]!];
		for (const { actor, assignment, name } of [bo, ada]) {
			const change = { before: '', text: `From ${name}.` };
			await rating.commentCase(app, actor, assignment.id, change);
		}
		await rating.submitCase(app, ada.actor, ada.assignment.id);
		const found = await disagreeing.disagreements(app, coordinator, slug);
		const comments = [ada, bo].map(({ name }) => ({ rater: name, text: `From ${name}.` }));
		expect(found.cases).toEqual({ of: 2, some: [{ externalId: item.externalId, comments }] });
		expect(found.actions.rows[0]!.comments).toEqual(comments);
		expect(found.actions.rows[0]!.opinions.map(({ submitted }) => submitted)).toEqual([
			true,
			false,
			false
		]);
	});

	it('knows nothing of another study', async () => {
		const db = await fresh();
		const { app, desks, rate } = await aPanel(db, 1);
		await rate(1, [scored(1), scored(5), scored(9)]);
		const { actor, assignment } = desks[0]!;
		await rating.commentCase(app, actor, assignment.id, { before: '', text: 'Here.' });
		const other = await aPanel(db, 1);
		expect(await disagreeing.disagreements(app, other.coordinator, other.slug)).toEqual({
			filter: { show: null, specialty: null, category: null, sent: null, find: '' },
			actions: { rows: [], page: 1, pages: 1, of: 0 },
			counts: NONE,
			places: { all: 0, nowhere: 0, round: 0, adjudication: 0 },
			specialties: [],
			categories: [],
			cases: { of: 0, some: [] },
			concerning: 0,
			rated: 0,
			awaited: 1,
			nextRound: 2,
			at: START
		});
	});

	it('says that scores are too few once everybody has signed, and tells the wording from other flags', async () => {
		const db = await fresh();
		const { app, slug, coordinator, desks, rate } = await aPanel(db, 3);
		const ambiguous: RatingValue = { ...EMPTY_RATING, cannotRate: 'wording-ambiguous' };
		await rate(1, [scored(7), scored(7), ambiguous]);
		await rate(2, [{ ...scored(7), flags: ['ambiguous-wording'] }, scored(7), scored(7)]);
		await rate(3, [unable, unable, unable]);
		for (const { actor, assignment } of desks) await rating.submitCase(app, actor, assignment.id);
		const { actions, counts } = await disagreeing.disagreements(app, coordinator, slug);
		expect(
			actions.rows.map(({ number, why, concerns, unable: of }) => [number, why, concerns, of])
		).toEqual([
			[1, 'few', ['wording', 'cannot-rate'], 1],
			[3, 'few', ['cannot-rate'], 3],
			[2, null, ['wording'], 0]
		]);
		expect(counts).toEqual({
			...NONE,
			...{ all: 3, unresolved: 2, few: 2, wording: 2, 'cannot-rate': 2 }
		});
		const shown = async (sought: disagreeing.SoughtDisagreements) =>
			disagreeing.disagreementIds(app, coordinator, slug, sought);
		const ids = new Map(actions.rows.map(({ number, actionId }) => [number, actionId]));
		expect(await shown({ show: 'unresolved' })).toEqual([ids.get(1), ids.get(3)]);
		expect(await shown({ show: 'wording' })).toEqual([ids.get(1), ids.get(2)]);
		expect(await shown({ find: 'no such case' })).toEqual([]);
		expect(await shown({ category: 'Diagnostic', sent: 'nowhere' })).toHaveLength(3);
		expect(await shown({ sent: 'round' })).toEqual([]);
		expect(await shown({ show: 'nonsense', specialty: 'none', sent: 'x' })).toHaveLength(3);
	});

	it('says how many moved when they were asked again', async () => {
		const db = await fresh();
		const at = await aRatedRound(db);
		await at.close();
		await at.openNext();
		const [card, derm] = at.items;
		for (const [rater, score] of [4, 5, 9].entries()) await at.rateAgain(rater, card!, [score]);
		for (const [rater, score] of [2, 6, 8].entries()) await at.rateAgain(rater, derm!, [score]);
		const { actions } = await disagreeing.disagreements(at.app, at.coordinator.actor, at.slug, {
			show: 'unresolved'
		});
		expect(
			actions.rows.map(({ externalId, scores, why, moved }) => [externalId, scores, why, moved])
		).toEqual([
			['Derm002', [2, 6, 8], 'harm-benefit', { round: 2, raters: 3, moved: 0 }],
			['Card001', [4, 5, 9], 'apart', { round: 2, raters: 3, moved: 1 }]
		]);
	});

	it('says how rulings stand, but not that one waits to whoever rules too', async () => {
		const db = await fresh();
		const at = await aRatedRound(db);
		const action = at.items[0]!.actions[0]!.id;
		await write(db, (tx) => studies.update(tx, at.study, { rulingsWanted: 2 }));
		const [first, second] = [
			await aMember(db, at.study, 'adjudicator'),
			await aMember(db, at.study, 'coordinator')
		];
		await write(db, (tx) => members.update(tx, second.memberId, { adjudicates: true }));
		const rule = ({ id: userId }: Person, score: 2 | 6) =>
			write(db, (tx) =>
				adjudications.rule(tx, { actionId: action, userId, score, reason: 'So.', createdAt: START })
			);
		const seenBy = async ({ actor }: Person) => {
			const { actions } = await disagreeing.disagreements(at.app, actor, at.slug);
			const { why, unsettled } = actions.rows.find(({ actionId }) => actionId === action)!;
			return { why, unsettled };
		};
		await rule(first, 2);
		expect(await seenBy(at.coordinator)).toEqual({
			why: 'ruling-waits',
			unsettled: '1 of 2 wanted rulings'
		});
		expect(await seenBy(second)).toEqual({ why: 'harm-benefit', unsettled: null });
		await rule(second, 6);
		const differ = { why: 'rulings-apart', unsettled: 'adjudicators apart: 2 and 6' };
		expect(await seenBy(at.coordinator)).toEqual(differ);
		expect(await seenBy(second)).toEqual(differ);
	});

	it('is kept from raters, adjudicators and strangers', async () => {
		const db = await fresh();
		const { app, study, slug, desks } = await aPanel(db, 1);
		const blinded = await aMember(db, study, 'rater', { isAdmin: true });
		const adjudicator = await aMember(db, study, 'adjudicator');
		const stranger = await aPerson(db);
		expect(
			await refusals(
				disagreeing.disagreements(app, desks[0]!.actor, slug),
				disagreeing.disagreements(app, blinded.actor, slug),
				disagreeing.disagreements(app, adjudicator.actor, slug),
				disagreeing.disagreements(app, stranger.actor, slug)
			)
		).toEqual(['forbidden', 'forbidden', 'forbidden', 'missing']);
	});
});
