/** A study whose first round is rated by three, signed and closed, so that a second can be opened. */
import type { App } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	scored,
	type PlacedCase
} from '../support.ts';

/** Scores of one case: an action down, a rater across. */
export type Scores = readonly (readonly (number | null)[])[];

/** The band is two points: raters are apart on the first action of Card001 and the second of Derm002. */
export const FIRST_ROUND: readonly Scores[] = [
	[
		[1, 5, 9],
		[7, 7, 8],
		[2, 2, 3]
	],
	[
		[4, 5, 5],
		[2, 6, 8]
	]
];

type Rater = Awaited<ReturnType<typeof aMember>>;
/** Rates what an assignment asks, action by action; null leaves one out. Signs it unless something is left out. */
export async function rate(
	app: App,
	rater: Rater,
	assignment: { id: number; caseId: number },
	scores: readonly (number | null)[],
	{ sign = true } = {}
): Promise<void> {
	const { actions } = await rating.openCase(app, rater.actor, assignment.id);
	const asked = actions.toSorted((a, b) => a.number - b.number);
	for (const [at, { id, version }] of asked.entries()) {
		const score = scores[at];
		if (score === null || score === undefined) continue;
		await rating.saveRating(
			app,
			rater.actor,
			assignment.id,
			aSave(id, version, scored(score, 'So.'))
		);
	}
	if (sign && scores.every((score) => score !== null)) {
		await rating.submitCase(app, rater.actor, assignment.id);
	}
}

/** Cases, raters and scores of the first round; everything is signed that has every score. */
export async function aRatedRound(db: Database, first: readonly Scores[] = FIRST_ROUND) {
	const app = anApp(db);
	const study = await aStudy(db, { consensusRule: 'median', band: 2 });
	const coordinator = await aMember(db, study, 'coordinator', { name: 'Ada Stone' });
	const colleague = await aMember(db, study, 'coordinator', { name: 'Ben Hale' });
	const raters: Rater[] = [];
	for (const name of ['Rater One', 'Rater Two', 'Rater Three']) {
		raters.push(await aMember(db, study, 'rater', { name, passwordHash: 'a hash' }));
	}
	const items: PlacedCase[] = [];
	for (const [at, scores] of first.entries()) {
		const specialty = ['Card', 'Derm'][at % 2]!;
		const externalId = `${specialty}00${at + 1}`;
		const given = { externalId, position: at, specialty, actions: scores.length };
		const item = await aCase(db, study, given);
		items.push(item);
		for (const [rater, person] of raters.entries()) {
			const assignment = await anAssignment(db, study, item, person);
			const theirs = scores.map((row) => row[rater] ?? null);
			await rate(app, person, assignment, theirs);
		}
	}
	const { slug } = study;
	const close = () => rounds.setLocked(app, coordinator.actor, slug, true);
	const openNext = (next: Partial<rounds.NextRound> = {}) =>
		rounds.openNext(app, coordinator.actor, slug, {
			...{ chosen: 'rule', dueAt: null },
			...next
		} as rounds.NextRound);
	/** The newest assignment of a rater in a case. */
	const having = async (rater: Rater, item: { id: number }) =>
		(await ask(db, assignments.ofCase, { caseId: item.id }))
			.filter(({ memberId, repeat }) => memberId === rater.memberId && repeat === 0)
			.at(-1)!;
	const rateAgain = async (at: number, item: PlacedCase, scores: readonly (number | null)[]) =>
		rate(app, raters[at]!, await having(raters[at]!, item), scores);
	const overview = async () => (await rounds.overview(app, coordinator.actor, slug)).rounds;
	return {
		...{ app, db, study, slug, coordinator, colleague, raters, items },
		...{ close, openNext, having, rateAgain, overview }
	};
}
