import * as accounts from '#lib/server/services/accounts/index.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';

export const load = studyPage(async ({ app, actor, slug }) => {
	const members = await people.list(app, actor, slug);
	return { members, specialties: await accounts.knownSpecialties(app) };
});

export const actions = {
	add: studyAction(
		{
			email: field.text,
			name: field.text,
			role: field.oneOf(['rater', 'coordinator']),
			specialties: field.text
		},
		({ app, actor, slug }, { specialties, ...person }) =>
			people.add(app, actor, slug, { ...person, specialties: forms.list(specialties) }),
		({ link }, { name, email, role }) => {
			const who = name.trim() || email.trim();
			const account = link === null ? ' The person signs in with the account there is.' : '';
			return { done: `${who} is a ${role} of this study now.${account}`, link, who };
		},
		{ keep: 'values' }
	),

	accept: studyAction(
		{ member: field.id, reason: field.text },
		({ app, actor, slug }, { member, reason }) =>
			qualifying.accept(app, actor, slug, member, { reason }),
		() => 'The rater is accepted: the cases of the study are open.'
	),

	remove: studyAction(
		{ member: field.id },
		({ app, actor, slug }, { member }) => people.remove(app, actor, slug, member),
		() => 'The person is no longer a member. The account stays.'
	)
};
