import { expect, it } from 'vitest';
import { EMPTY_RATING, type RatingValue } from '#lib/domain/rating.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import type { Assignment } from '#lib/server/store/assignments.ts';
import * as adjudications from '#lib/server/store/adjudications.ts';
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

		const found = await watching.disagreements(app, coordinator, slug);
		expect(found.rated).toBe(7);
		expect(found.cases).toEqual({ of: 0, some: [] });
		expect(found.counts).toEqual({
			all: 5,
			discordant: 2,
			flagged: 2,
			'cannot-rate': 1,
			commented: 2
		});
		expect(found.actions.rows.map(({ number, concerns }) => [number, concerns])).toEqual([
			[3, ['discordant', 'flagged', 'commented']],
			[2, ['discordant']],
			[6, ['flagged']],
			[5, ['cannot-rate']],
			[7, ['commented']]
		]);
		const names = desks.map(({ name }) => name);
		const says = (at: number, value: RatingValue) => ({
			rater: names[at],
			value,
			submitted: false
		});
		expect(found.actions.rows[0]).toEqual({
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
			concerns: ['discordant', 'flagged', 'commented'],
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
			(await watching.disagreements(app, coordinator, slug)).actions.rows.map(
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
		const found = await watching.disagreements(app, coordinator, slug);
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
		expect(await watching.disagreements(app, other.coordinator, other.slug)).toEqual({
			filter: { concern: null, specialty: null },
			actions: { rows: [], page: 1, pages: 1, of: 0 },
			counts: { all: 0, discordant: 0, flagged: 0, 'cannot-rate': 0, commented: 0 },
			specialties: [],
			cases: { of: 0, some: [] },
			concerning: 0,
			rated: 0
		});
	});

	it('is kept from raters, adjudicators and strangers', async () => {
		const db = await fresh();
		const { app, study, slug, desks } = await aPanel(db, 1);
		const blinded = await aMember(db, study, 'rater', { isAdmin: true });
		const adjudicator = await aMember(db, study, 'adjudicator');
		const stranger = await aPerson(db);
		expect(
			await refusals(
				watching.disagreements(app, desks[0]!.actor, slug),
				watching.disagreements(app, blinded.actor, slug),
				watching.disagreements(app, adjudicator.actor, slug),
				watching.disagreements(app, stranger.actor, slug)
			)
		).toEqual(['forbidden', 'forbidden', 'forbidden', 'missing']);
	});
});
