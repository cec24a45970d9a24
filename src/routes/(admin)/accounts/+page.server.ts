import * as accounts from '#lib/server/services/accounts/index.ts';
import { action } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { page, pageNumber } from '#lib/server/web/pages.ts';

export const load = page(async ({ app, actor, url }) => {
	const search = url.searchParams.get('search') ?? '';
	const [people, specialties] = await Promise.all([
		accounts.page(app, actor, { page: pageNumber(url), search }),
		accounts.knownSpecialties(app)
	]);
	return { people, search, own: actor.id, specialties };
});

export const actions = {
	add: action(
		{ name: field.text, email: field.text, isAdmin: field.ticked, specialties: field.text },
		({ app, actor }, { specialties, ...person }) =>
			accounts.add(app, actor, { ...person, specialties: forms.list(specialties) }),
		({ link }, { name }) => ({
			done: `${name.trim()} has an account now.`,
			link,
			who: name.trim()
		}),
		{ keep: 'values' }
	),

	reset: action(
		{ user: field.id },
		({ app, actor }, { user }) => accounts.resetLink(app, actor, user),
		(link: string) => ({
			done: 'A new link is made; earlier ones no longer work. The old password stays until it is used.',
			link,
			who: 'the person'
		})
	),

	disable: action(
		{ user: field.id },
		({ app, actor }, { user }) => accounts.setDisabled(app, actor, user, true),
		() => 'The account is disabled and signed out everywhere. Its ratings stay.'
	),

	enable: action(
		{ user: field.id },
		({ app, actor }, { user }) => accounts.setDisabled(app, actor, user, false),
		() => 'The account is open again.'
	)
};
