import type { Actor, App } from '#lib/server/app.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { action } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { page, pageNumber } from '#lib/server/web/pages.ts';

export const load = page(async ({ app, actor, url }) => {
	const search = url.searchParams.get('search') ?? '';
	const [people, specialties, asked] = await Promise.all([
		accounts.page(app, actor, { page: pageNumber(url), search }),
		accounts.knownSpecialties(app),
		askedIn(app, actor, url)
	]);
	return { people, search, own: actor.id, specialties, asked };
});

const ASKS = ['disable', 'reset'] as const;

/** The question of an address before something is done to an account that is open; null where it asks none. */
async function askedIn(app: App, actor: Actor, url: URL) {
	const ask = ASKS.find((one) => one === url.searchParams.get('ask'));
	if (ask === undefined) return null;
	const id = forms.id(url.searchParams.get('user') ?? '');
	const person = await accounts.person(app, actor, id);
	if (person === null || person.state === 'disabled' || person.state === 'no sign-in') return null;
	return ask === 'disable' && id === actor.id ? null : { ask, person };
}

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
			who: 'its owner'
		})
	),

	disable: action(
		{ user: field.id },
		({ app, actor }, { user }) => accounts.setDisabled(app, actor, user, true),
		(_, { user }) => ({
			done: 'The account is disabled and signed out everywhere. Its ratings stay.',
			undo: user
		})
	),

	enable: action(
		{ user: field.id },
		({ app, actor }, { user }) => accounts.setDisabled(app, actor, user, false),
		() => 'The account is open again.'
	)
};
