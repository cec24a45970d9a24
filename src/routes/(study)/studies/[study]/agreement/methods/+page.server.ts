import * as watching from '#lib/server/services/watching/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => ({
	facts: await watching.methods(app, actor, slug)
}));
