/** What the trail says of whoever looks at figures. */
import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { MINUTE } from '../support.ts';
import { aRatedCase, told, type Story } from './trail-support.ts';

export const OF_FIGURES = {
	'raters.named': async (db) => {
		const { app, slug, studyId, coordinator } = await aRatedCase(db);
		app.pass(MINUTE);
		await agreeing.showNames(app, coordinator, slug);
		return told(coordinator.id, { what: 'raters.named', studyId, subject: `study:${slug}` });
	}
} satisfies Record<string, Story>;
