import { Refusal } from '#lib/domain/refusal.ts';
import { dayOf, dueSchema } from '#lib/domain/round.ts';
import { studySettingsSchema } from '#lib/domain/study.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/services/studies/index.ts';
import * as watching from '#lib/server/services/watching/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { STUDY_FIELDS } from '../../../study-fields.ts';
import type { StudyValues } from '../../../study-values.ts';
import { kChangeInWords } from './k-words.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const [study, round, qualification] = await Promise.all([
		studies.settings(app, actor, slug),
		rounds.present(app, actor, slug),
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
		qualification,
		round: { number: round.number, due: dayOf(round.dueAt), lockedAt: round.lockedAt }
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

	due: studyAction(
		{ due: field.text },
		({ app, actor, slug }, values) => rounds.setDue(app, actor, slug, dueSchema.parse(values).due),
		(_, { due }) => (due === '' ? 'There is no due date now.' : 'The due date is saved.'),
		{ of: 'round' }
	),

	lock: studyAction(
		{ locked: field.oneOf(['no', 'yes']) },
		({ app, actor, slug }, { locked }) => rounds.setLocked(app, actor, slug, locked === 'yes'),
		(_, { locked }) => (locked === 'yes' ? 'The ratings are locked.' : 'The round is open again.'),
		{ of: 'round' }
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
