import { Refusal } from '#lib/domain/refusal.ts';
import { studySettingsSchema } from '#lib/domain/study.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { STUDY_FIELDS } from '../../../study-fields.ts';
import type { StudyValues } from '../../../study-values.ts';
import { kChangeInWords } from './k-words.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const [study, qualification] = await Promise.all([
		studies.settings(app, actor, slug),
		qualifying.settings(app, actor, slug)
	]);
	const { name, ratersPerCase, consensusRule, band, showReference, guidelines } = study;
	const settings: StudyValues = {
		name,
		slug,
		ratersPerCase,
		consensusRule,
		band,
		showReference,
		guidelines
	};
	return {
		settings,
		notice: study.notice,
		qualification
	};
});

/** Each answer names the form that it is for, as `of`. */
export const actions = {
	settings: studyAction(
		{ ...STUDY_FIELDS, confirmed: field.text },
		async ({ app, actor, slug }, { confirmed, ...values }) => {
			const { ratersPerCase } = studySettingsSchema.omit({ slug: true }).parse(values);
			const change = await watching.kChange(app, actor, slug, ratersPerCase);
			if (change !== null && confirmed !== String(ratersPerCase)) {
				throw new Refusal('conflict', kChangeInWords(change));
			}
			await studies.changeSettings(app, actor, slug, values);
		},
		() => 'The settings are saved.',
		{ of: 'settings', keep: 'values' }
	),

	qualification: studyAction(
		{
			required: field.ticked,
			passMark: field.text,
			tries: field.text,
			case: field.many,
			others: field.list
		},
		({ app, actor, slug }, { case: ticked, others, ...values }) =>
			qualifying.configure(app, actor, slug, { ...values, cases: [...ticked, ...others] }),
		(_, { required }) =>
			required
				? 'Raters must qualify before they begin a case of the study.'
				: 'No qualification is required.',
		{ of: 'qualification', keep: 'qualification' }
	),

	notice: studyAction(
		{ notice: field.text },
		({ app, actor, slug }, { notice }) => studies.setNotice(app, actor, slug, notice),
		(_, { notice }) =>
			notice.trim() === '' ? 'Raters see no message now.' : 'Raters see the message now.',
		{ of: 'notice', keep: 'entered' }
	)
};
