import { LANGUAGES, type Language } from '#lib/domain/language.ts';
import type { Words } from '#lib/domain/mail-words.ts';
import * as mailing from '#lib/server/services/mailing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { outcomeWords } from './words.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const chosen = url.searchParams.getAll('member').map(forms.id);
	const page = pageNumber(url);
	return {
		isOn: mailing.isOn(app),
		chosen: chosen.length > 0,
		...(await mailing.toRemind(app, actor, slug, { chosen, page }))
	};
});

/** The words for this time, by language; none for a language that the form has no fields of. */
type Entered = { [Part in 'subject' | 'body' as `${Part}_${Language}`]: string };

const WORDS = {
	...{ subject_en: field.text, body_en: field.lines },
	...{ subject_de: field.text, body_de: field.lines }
};

function wordsOf(entered: Entered): Partial<Record<Language, Words>> {
	const written = LANGUAGES.map((language) => {
		const words = { subject: entered[`subject_${language}`], body: entered[`body_${language}`] };
		return [language, words] as const;
	});
	return Object.fromEntries(written.filter(([, { subject, body }]) => subject + body !== ''));
}

export const actions = {
	send: studyAction(
		{ member: field.ids, ...WORDS },
		({ app, actor, slug }, { member, ...entered }) =>
			mailing.remind(app, actor, slug, { memberIds: member, words: wordsOf(entered) }),
		outcomeWords,
		{ of: 'send', keep: 'entered' }
	),

	byItself: studyAction(
		{ remindsItself: field.ticked, silentDays: field.text, remindEveryDays: field.text },
		({ app, actor, slug }, values) => mailing.setReminders(app, actor, slug, values),
		(_, { remindsItself }) =>
			remindsItself
				? 'Primum sends reminders automatically from now on.'
				: 'Primum sends no reminders automatically.',
		{ of: 'byItself', keep: 'settings' }
	)
};
