import * as cases from '#lib/server/services/cases/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => ({
	case: await cases.show(app, actor, slug, params.case!)
}));
