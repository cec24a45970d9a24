import * as studies from '#lib/server/services/studies/index.ts';
import { action } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { page, pageNumber } from '#lib/server/web/pages.ts';

export const load = page(async ({ app, actor, url }) => {
	const archived = url.searchParams.get('show') === 'archived';
	const find = url.searchParams.get('q') ?? '';
	const list = await studies.listPage(app, actor, { archived, find, page: pageNumber(url) });
	return { list, view: { archived, find } };
});

export const actions = {
	stop: action(
		{ study: field.text },
		({ app, actor }, { study }) => studies.stopClone(app, actor, study),
		() => 'The cloning was stopped. Nothing of the new study is left.'
	)
};
