import { isOn } from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { part } from './part.ts';
import { viewOf } from './view.ts';

/** People that one question is about, at most. */
const MOST_CHOSEN = 50;

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const view = viewOf(url);
	const ids = url.searchParams.getAll('member').slice(0, MOST_CHOSEN).map(forms.id);
	const [list, chosen] = await Promise.all([
		people.overview(app, actor, slug, view),
		ids.length === 0 ? [] : people.choose(app, actor, slug, ids)
	]);
	return { list, view, chosen, mail: isOn(app) };
});

export const actions = part;
