import { isOn } from '#lib/server/services/mailing/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { part } from '../part.ts';

export const load = studyPage(async ({ app, actor, slug, params }) => {
	const member = await people.look(app, actor, slug, forms.id(params.member ?? ''));
	return { member, mail: isOn(app), now: app.now() };
});

const { remove: _ofTheList, ...ofOne } = part;

export const actions = {
	...ofOne,

	change: studyAction(
		{
			name: field.text,
			email: field.text,
			specialties: field.many,
			role: field.text,
			adjudicates: field.ticked,
			loadCap: field.text
		},
		({ app, actor, slug, params }, given) =>
			people.change(app, actor, slug, forms.id(params.member ?? ''), given),
		({ name }) => `${name} is changed.`,
		{ of: 'change', keep: 'values' }
	)
};
