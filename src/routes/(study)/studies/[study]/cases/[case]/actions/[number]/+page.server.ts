import * as stories from '#lib/server/services/stories/index.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => ({
	story: await stories.show(app, actor, slug, params.case!, forms.id(params.number!))
}));
