/** What the trail says of the words of a study. */
import * as studies from '#lib/server/services/studies/index.ts';
import { MINUTE } from '../support.ts';
import { aCaseAtHand, told, type Story } from './trail-support.ts';

export const OF_WORDS = {
	'study.words': async (db) => {
		const { app, studyId, slug, coordinator } = await aCaseAtHand(db);
		app.pass(MINUTE);
		await studies.changeWords(app, coordinator, slug, {
			guidelines: '# Rate alone',
			note: ' Doses\nadded. '
		});
		return told(coordinator.id, {
			what: 'study.words',
			...{ studyId, subject: `study:${slug}` },
			old: { version: 1 },
			new: { version: 2, note: 'Doses added.' }
		});
	}
} satisfies Record<string, Story>;
