import * as agreeing from '#lib/server/services/agreeing/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => ({
	facts: await agreeing.methods(app, actor, slug)
}));
