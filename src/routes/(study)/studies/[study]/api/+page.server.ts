import { OFFERED_SCOPES } from '#lib/domain/api-token.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import * as forms from '#lib/server/web/forms.ts';
import { studyPage } from '#lib/server/web/pages.ts';
import { LIVES } from './lives.ts';

export const load = studyPage(async ({ app, actor, slug, url }) => ({
	tokens: await tokens.list(app, actor, slug),
	/** Which one it is asked about whether to revoke it: read with the list, so that both are of one moment. */
	revoke: forms.id(url.searchParams.get('revoke') ?? ''),
	origin: app.origin
}));

export const actions = {
	make: studyAction(
		{
			name: field.text,
			scope: field.oneOf(OFFERED_SCOPES),
			life: field.oneOf(LIVES),
			until: field.text
		},
		({ app, actor, slug }, { life, ...given }) => {
			const days = life === 'date' ? null : Number(life);
			return tokens.make(app, actor, slug, { ...given, days });
		},
		({ name, secret }) => ({ done: `The token "${name}" is made.`, secret }),
		{ of: 'make', keep: 'values' }
	),

	revoke: studyAction(
		{ token: field.id },
		({ app, actor, slug }, { token }) => tokens.revoke(app, actor, slug, token),
		(name) => `The token "${name}" is revoked: nobody comes in with it any more.`,
		{ of: 'revoke' }
	)
};
