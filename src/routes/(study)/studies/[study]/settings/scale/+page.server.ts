import { POINTS, SCORES } from '#lib/domain/scale.ts';
import { pointIn } from '#lib/domain/study-words.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { seenVersion, versionWords } from '../version-words.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const { scaleWords, wordsVersion } = await studies.settings(app, actor, slug);
	return {
		points: POINTS.map(({ score, zone }) => ({ score, zone, ...pointIn(scaleWords, score) })),
		isOwn: scaleWords !== null,
		version: wordsVersion
	};
});

const NAMES = SCORES.flatMap((score) => [`label${score}`, `meaning${score}`] as const);
type Names = (typeof NAMES)[number];
const TEXTS = Object.fromEntries(NAMES.map((name) => [name, field.text])) as Record<
	Names,
	typeof field.text
>;

export const actions = {
	save: studyAction(
		{ ...TEXTS, note: field.text, shown: field.json },
		({ app, actor, slug }, { note, shown, ...texts }) => {
			const scaleWords = Object.fromEntries(
				SCORES.map((score) => [
					score,
					{ label: texts[`label${score}`], meaning: texts[`meaning${score}`] }
				])
			);
			return studies.changeWords(app, actor, slug, { scaleWords, note }, seenVersion(shown));
		},
		versionWords,
		{ of: 'settings', keep: 'values' }
	),

	reset: studyAction(
		{},
		({ app, actor, slug }) =>
			studies.changeWords(app, actor, slug, {
				scaleWords: null,
				note: 'Primum’s own words again.'
			}),
		({ isNew }) => (isNew ? 'Primum’s own words are back.' : 'Nothing was changed.'),
		{ of: 'reset' }
	)
};
