import { redirect } from '@sveltejs/kit';
import * as cases from '#lib/server/services/cases/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { WRITTEN, writtenIn } from '../writing/written-fields.ts';

export const load = studyPage(async ({ app, actor, slug }) => ({
	offered: await cases.offered(app, actor, slug)
}));

export const actions = {
	write: studyAction(
		WRITTEN,
		({ app, actor, slug }, values) => cases.write(app, actor, slug, writtenIn(values)),
		({ externalId }) => redirect(303, `${encodeURIComponent(externalId)}?written`),
		{ keep: 'values' }
	)
};
