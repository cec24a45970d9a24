import * as watching from '#lib/server/services/watching/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { askedIn } from './asked.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const asked = askedIn(url);
	return { asked, coverage: await watching.coverage(app, actor, slug, asked) };
});
