import { LANGUAGES } from '#lib/domain/language.ts';
import { STUDY_MAIL_KINDS } from '#lib/domain/mail.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const { templates, examples } = await mailing.templates.list(app, actor, slug);
	const [kind, language] = ['kind', 'language'].map((name) => url.searchParams.get(name));
	const template =
		templates.find((one) => one.kind === kind && one.language === language) ??
		templates.find((one) => one.kind === kind) ??
		templates[0]!;
	return {
		isOn: mailing.isOn(app),
		template,
		example: examples[template.language],
		all: templates.map((one) => ({
			...{ kind: one.kind, language: one.language, changed: one.changed }
		}))
	};
});

const WHICH = { kind: field.oneOf(STUDY_MAIL_KINDS), language: field.oneOf(LANGUAGES) };

export const actions = {
	save: studyAction(
		{ ...WHICH, subject: field.text, body: field.lines },
		({ app, actor, slug }, words) => mailing.templates.save(app, actor, slug, words),
		() => 'The words are saved. Mails use them from now on.',
		{ keep: 'entered' }
	),

	reset: studyAction(
		WHICH,
		({ app, actor, slug }, which) => mailing.templates.reset(app, actor, slug, which),
		() => 'Primum’s own words are back.'
	)
};
