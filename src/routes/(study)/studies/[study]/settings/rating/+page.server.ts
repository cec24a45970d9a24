import { Refusal } from '#lib/domain/refusal.ts';
import { settingsChangeSchema } from '#lib/domain/study.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { SAVED } from '../saved.ts';
import { kChangeInWords } from './k-words.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const study = await studies.settings(app, actor, slug);
	const { ratersPerCase, showReference, notice } = study;
	return { settings: { ratersPerCase, showReference, notice } };
});

export const actions = {
	save: studyAction(
		{
			ratersPerCase: field.text,
			showReference: field.ticked,
			notice: field.lines,
			shown: field.json,
			confirmed: field.text
		},
		async ({ app, actor, slug }, { confirmed, shown, ...values }) => {
			const { ratersPerCase } = settingsChangeSchema
				.required()
				.pick({ ratersPerCase: true })
				.parse(values);
			const change = await watching.kChange(app, actor, slug, ratersPerCase);
			if (change !== null && confirmed !== String(ratersPerCase)) {
				throw new Refusal('conflict', kChangeInWords(change));
			}
			await studies.changeSettings(app, actor, slug, values, shown);
		},
		() => SAVED,
		{ of: 'settings', keep: 'values' }
	)
};
