/** What the trail says of a study as a whole: cloned, archived, brought back, deleted. */
import * as studies from '#lib/server/services/studies/index.ts';
import * as store from '#lib/server/store/studies.ts';
import { aCase, aMember, anApp, ask, aStudy, MINUTE } from '../support.ts';
import { asked, told, type Story } from './trail-support.ts';

/** A study with a case and its coordinator, in which nothing was given to anybody. */
async function aStudyAtRest(db: Parameters<Story>[0]) {
	const app = anApp(db);
	const study = await aStudy(db);
	await aCase(db, study);
	const coordinator = asked((await aMember(db, study, 'coordinator')).actor);
	app.pass(MINUTE);
	const { slug, id: studyId, name } = study;
	return { app, slug, studyId, name, coordinator, subject: `study:${slug}` as const };
}

export const OF_CARE = {
	'study.cloned': async (db) => {
		const { app, slug, coordinator } = await aStudyAtRest(db);
		await studies.clone(app, coordinator, slug, { slug: 'again', name: 'Again' });
		const clone = await ask(db, store.bySlug, { slug: 'again' });
		return told(coordinator.id, {
			what: 'study.cloned',
			studyId: clone!.id,
			subject: 'study:again',
			new: { from: slug, people: 1, cases: 1, settings: true }
		});
	},

	'study.archived': async (db) => {
		const { app, slug, studyId, subject, coordinator } = await aStudyAtRest(db);
		await studies.archive(app, coordinator, slug);
		return told(coordinator.id, { what: 'study.archived', studyId, subject });
	},

	'study.unarchived': async (db) => {
		const { app, slug, studyId, subject, coordinator } = await aStudyAtRest(db);
		app.pass(-MINUTE);
		await studies.archive(app, coordinator, slug);
		app.pass(MINUTE);
		await studies.unarchive(app, coordinator, slug);
		return told(coordinator.id, { what: 'study.unarchived', studyId, subject });
	},

	'study.deleted': async (db) => {
		const { app, slug, studyId, name, subject, coordinator } = await aStudyAtRest(db);
		await studies.remove(app, coordinator, slug, name);
		const old = { name, cases: 1, people: 1 };
		return told(coordinator.id, { what: 'study.deleted', studyId, subject, old });
	}
} satisfies Record<string, Story>;
