import * as mailing from '#lib/server/services/mailing/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { pageNumber, studyPage } from '#lib/server/web/pages.ts';
import { askedFor } from './asked.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => {
	const asked = askedFor(url);
	const look = url.searchParams.get('look');
	const [found, shown] = await Promise.all([
		mailing.list(app, actor, slug, { ...asked, page: pageNumber(url) }),
		look === null ? null : mailing.show(app, actor, slug, forms.id(look))
	]);
	return { ...found, asked, shown, isOn: mailing.isOn(app) };
});

export const actions = {
	again: studyAction(
		{ mail: field.id },
		({ app, actor, slug }, { mail }) => mailing.sendAgain(app, actor, slug, mail),
		() => 'The mail is on its way again, to the person’s current address.'
	),

	allAgain: studyAction(
		{},
		({ app, actor, slug }) => mailing.sendAgain(app, actor, slug, null),
		(sent) =>
			sent === 1 ? 'One mail is on its way again.' : `${sent} mails are on their way again.`
	)
};
