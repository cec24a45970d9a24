/** What every page with tokens on it has: the list, the form that makes one, and the press that revokes one. */
import { TOKEN_SCOPES } from '#lib/domain/api-token.ts';
import { LIVES } from '#lib/domain/token-lives.ts';
import * as tokens from '../services/tokens/index.ts';
import { studyAction } from './actions.ts';
import * as field from './fields.ts';
import * as forms from './forms.ts';
import { studyPage } from './pages.ts';

/** The load of `components/tokens/TokenDesk.svelte`. */
export const loadTokens = studyPage(async ({ app, actor, slug, url }) => ({
	tokens: await tokens.list(app, actor, slug),
	/** Which one it is asked about whether to revoke it: read with the list, so that both are of one moment. */
	revoke: forms.id(url.searchParams.get('revoke') ?? ''),
	origin: app.origin
}));

/** Its forms. */
export const tokenActions = {
	make: studyAction(
		{
			name: field.text,
			scope: field.oneOf(TOKEN_SCOPES),
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
