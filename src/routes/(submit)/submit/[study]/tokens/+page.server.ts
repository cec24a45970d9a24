import * as submitting from '#lib/server/services/submitting/index.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { loadTokens, tokenActions } from '#lib/server/web/tokens.ts';

export const load = async (event: Parameters<typeof loadTokens>[0]) => {
	const [found, names] = await Promise.all([loadTokens(event), named(event)]);
	return { ...found, ...names };
};

const named = studyPage(async ({ app, actor, slug }) => ({
	submitter: await submitting.submitter(app, actor, slug)
}));

export const actions = tokenActions;
