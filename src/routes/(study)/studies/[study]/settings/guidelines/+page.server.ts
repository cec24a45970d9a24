import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { seenVersion, versionWords } from '../version-words.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { guidelines, wordsVersion } = await studies.settings(app, actor, slug);
	return { guidelines, version: wordsVersion };
});

export const actions = {
	save: studyAction(
		{ guidelines: field.lines, note: field.text, shown: field.json },
		({ app, actor, slug }, { shown, ...words }) =>
			studies.changeWords(app, actor, slug, words, seenVersion(shown)),
		versionWords,
		{ of: 'settings', keep: 'values' }
	)
};
