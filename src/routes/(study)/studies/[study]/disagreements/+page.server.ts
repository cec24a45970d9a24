import * as watching from '#lib/server/services/watching/index.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const { searchParams } = url;
	const asked = {
		show: searchParams.get('show'),
		specialty: searchParams.get('specialty'),
		page: pageNumber(url)
	};
	return { disagreements: await watching.disagreements(app, actor, slug, asked) };
});
