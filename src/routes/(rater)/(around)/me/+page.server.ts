import type { RequestEvent } from '@sveltejs/kit';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { action } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { page } from '#lib/server/web/pages.ts';
import * as sessionCookie from '#lib/server/web/session-cookie.ts';

export const load = page(async ({ app, actor }) => ({
	own: await accounts.ownAccount(app, actor)
}));

const changePassword = action(
	{ present: field.text, password: field.text },
	({ app, actor }, values) => accounts.changePassword(app, actor, values),
	(ended: number) => ({ done: 'password', ended }),
	{ of: 'password' }
);

/** Each answer names the form that it is for, as `of`, and what is said then by a word of the catalogue. */
export const actions = {
	name: action(
		{ name: field.text },
		({ app, actor }, values) => accounts.rename(app, actor, values),
		() => 'name',
		{ of: 'name', keep: 'entered' }
	),

	reminders: action(
		{ reminded: field.ticked },
		({ app, actor }, { reminded }) => accounts.chooseReminders(app, actor, reminded),
		(_, { reminded }) => (reminded ? 'remindersOn' : 'remindersOff'),
		{ of: 'reminders' }
	),

	password: async (event: RequestEvent) => {
		const answer = await changePassword(event);
		if ('done' in answer) await sessionCookie.remember(event, event.locals.actor!.id);
		return answer;
	},

	sessions: action(
		{},
		({ app, actor }) => accounts.endOtherSessions(app, actor),
		(ended) => ({ done: 'sessions', ended }),
		{ of: 'sessions' }
	)
};
