/** A study in which cases change hands. */
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	everyRow,
	scored,
	type Person
} from '../support.ts';

/** One case of eight actions that wants two raters, of whom Ada has it, and three others. */
export async function aMovingStudy(db: Database) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase: 2 });
	const coordinator = (await aMember(db, study, 'coordinator', { name: 'Cora' })).actor;
	const [ada, ben, cyn, dan] = [
		await aMember(db, study, 'rater', { name: 'Ada' }),
		await aMember(db, study, 'rater', { name: 'Ben' }),
		await aMember(db, study, 'rater', { name: 'Cyn' }),
		await aMember(db, study, 'rater', { name: 'Dan' })
	];
	const item = await aCase(db, study, { actions: 8, externalId: 'Card001' });
	const hers = await anAssignment(db, study, item, ada);

	/** Rates the first actions of a case; with all of them, it can be signed. */
	async function rate(who: Person, assignmentId: number, count: number, score = 7) {
		for (const { id } of item.actions.slice(0, count)) {
			await rating.saveRating(app, who.actor, assignmentId, aSave(id, 0, scored(score)));
		}
	}

	/** The places of the case that are taken. */
	const held = async () =>
		(await everyRow(db, (t) => t.assignments)).filter(
			({ caseId, repeat, releasedAt }) => caseId === item.id && repeat === 0 && releasedAt === null
		);

	const stored = async (id: number) =>
		(await everyRow(db, (t) => t.assignments)).find((one) => one.id === id);

	return {
		...{ app, db, study, slug: study.slug, coordinator, ada, ben, cyn, dan, item, hers },
		...{ rate, held, stored }
	};
}
