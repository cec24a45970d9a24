/** A study with a release and its leaderboard, in a database that is migrated: for pages of leaderboards. */
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as releasing from '#lib/server/services/releasing/index.ts';
import * as releases from '#lib/server/store/releases.ts';
import { aBoard, type Wishes } from './boards.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	ask,
	aSave,
	aStudy,
	scored,
	START,
	write
} from './contract/support.ts';

/** Final scores of the actions of a case, from the one that is essential to the one that may kill. */
const SCORES = [9, 8, 7, 7, 5, 3, 2, 1] as const;

export type BoardWishes = Omit<Partial<Wishes>, 'releaseId' | 'cases'> & {
	slug?: string;
	name?: string;
	/** By specialty, how many cases it has. */
	specialties?: Readonly<Record<string, number>>;
};

/** The study, whoever runs and rates it, and its board. */
export async function aStudyWithBoard(db: Database, wishes: BoardWishes = {}) {
	const { slug, name, specialties = { Card: 2, Endo: 1 }, ...ofBoard } = wishes;
	const app = anApp(db);
	const named = { ...(slug !== undefined && { slug }), ...(name !== undefined && { name }) };
	const study = await aStudy(db, { ...named, ratersPerCase: 1 });
	const coordinator = await aMember(db, study, 'coordinator');
	const rater = await aMember(db, study, 'rater', { specialties: Object.keys(specialties) });
	const cases: NonNullable<Wishes['cases']>[number][] = [];
	for (const [specialty, count] of Object.entries(specialties)) {
		for (let at = 1; at <= count; at += 1) {
			const externalId = `${specialty}${String(at).padStart(3, '0')}`;
			const item = await aCase(db, study, {
				...{ externalId, specialty, actions: SCORES.length },
				presentation: `A patient of ${externalId} asks what to do.`
			});
			const { id } = await anAssignment(db, study, item, rater);
			for (const [index, action] of item.actions.entries()) {
				const save = aSave(action.id, 0, scored(SCORES[index]!));
				await rating.saveRating(app, rater.actor, id, save);
			}
			await rating.submitCase(app, rater.actor, id);
			cases.push({ id: externalId, specialty, actions: item.actions.map((one) => one.number) });
		}
	}
	const { number } = await releasing.create(app, coordinator.actor, study.slug, { note: 'First.' });
	const head = (await ask(db, releases.byNumber, { studyId: study.id, number }))!;
	const { boardId } = await write(db, (tx) =>
		aBoard(tx, { at: START, ...ofBoard, releaseId: head.id, cases })
	);
	return { app, study, coordinator, rater, boardId, release: number, cases };
}
