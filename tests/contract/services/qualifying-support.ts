/** A study by which raters can qualify, and short ways through its gold cases. */
import type { Score } from '#lib/domain/scale.ts';
import type { Actor } from '#lib/server/app.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';
import * as cases from '#lib/server/store/cases.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	ask,
	aStudy,
	scored,
	write,
	type TestApp
} from '../support.ts';

/** The key of Card002. */
export const KEY = [8, 2, 5, 9, 1];

async function aKeyedCase(db: Database, study: { id: number }, externalId: string, key = KEY) {
	const item = await aCase(db, study, { externalId, actions: key.length });
	await write(db, function* (tx) {
		for (const [index, { id }] of item.actions.entries()) {
			yield* cases.updateAction(tx, id, { referenceScore: key[index] as Score });
		}
	});
	return item;
}

/** A study with an ordinary case that a rater has, and two cases with a key. */
export async function aStudyToQualifyFor(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 1, showReference: true });
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	const rater = await aMember(db, study, 'rater');
	const ordinary = await aCase(db, study, { externalId: 'Card001' });
	const assignment = await anAssignment(db, study, ordinary, rater);
	const gold = [
		await aKeyedCase(db, study, 'Card002'),
		await aKeyedCase(db, study, 'Card003', [7, 7, 3, 3, 3])
	];
	const configure = (given: Partial<Parameters<typeof qualifying.configure>[3]> = {}) =>
		qualifying.configure(app, coordinator, study.slug, {
			required: true,
			cases: ['Card002', 'Card003'],
			...given
		});
	return {
		app,
		study,
		coordinator,
		rater,
		actor: rater.actor,
		ordinary,
		assignment,
		gold,
		configure
	};
}

/** The rater's block of qualification on My cases. */
export async function block(app: TestApp, actor: Actor) {
	return (await rating.myCases(app, actor))[0]!.qualification!;
}

/** Rates the rater's open gold cases, each action `off` points from its key, and submits them. */
export async function take(app: TestApp, actor: Actor, off: number) {
	const { cases: mine } = await block(app, actor);
	for (const { assignmentId } of mine.filter(({ state }) => state !== 'submitted')) {
		await rateGold(app, actor, assignmentId, off);
		await rating.submitCase(app, actor, assignmentId);
	}
}

/** Rates every action of one gold case, `off` points from its key toward the middle. */
export async function rateGold(app: TestApp, actor: Actor, assignmentId: number, off: number) {
	const found = await ask(app.db, assignments.withOwner, { id: assignmentId });
	const key = new Map(
		(await ask(app.db, cases.actions, { caseId: found!.assignment.caseId })).map((action) => [
			action.id,
			action.referenceScore!
		])
	);
	for (const { id, version } of (await rating.openCase(app, actor, assignmentId)).actions) {
		const reference = key.get(id)!;
		const score = reference <= 5 ? reference + off : reference - off;
		await rating.saveRating(app, actor, assignmentId, aSave(id, version, scored(score)));
	}
}

/** Where a coordinator sees a rater stand. */
export const standingOf = async (
	app: TestApp,
	coordinator: Actor,
	slug: string,
	memberId: number
) =>
	(await people.list(app, coordinator, slug)).find((member) => member.memberId === memberId)!
		.standing;
