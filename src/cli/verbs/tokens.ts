/** `primum tokens`: by which programs are let in to a study. */
import { z } from 'zod';
import { LONGEST_DAYS, OFFERED_DAYS, TOKEN_SCOPES } from '#lib/domain/api-token.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import { withApp } from '../data.ts';
import { moment as inMinutes, table } from '../text.ts';
import { list, moment, slug, study } from '../values.ts';
import { argument, option, verb } from '../verb.ts';

const listAll = verb({
	name: 'tokens list',
	says: 'list the tokens of a study; what they are is shown to nobody',
	about:
		'Lists the tokens of a study with owner, scope, last letters and last use. The tokens themselves are stored nowhere.',
	takes: { study },
	examples: [
		{ run: 'primum tokens list --study demo', does: 'a line a token' },
		{ run: 'primum tokens list --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum tokens list --study nowhere' },
	answer: z.object({
		study: slug,
		tokens: list(
			z.object({
				...{ id: z.int(), name: z.string(), scope: z.string(), hint: z.string() },
				...{ state: z.enum(['live', 'expired', 'revoked']), owner: z.string() },
				...{ ownerDisabled: z.boolean(), createdAt: moment, expiresAt: moment.nullable() },
				...{ lastUsedAt: moment.nullable(), revokedAt: moment.nullable() }
			})
		)
	}),
	work: async (given) => {
		const { study } = given;
		const found = await withApp(given, (app) => tokens.list(app, TERMINAL, study));
		const all = found.map(({ owner, ...token }) => ({
			...{ ...token, owner: owner.name, ownerDisabled: owner.disabled }
		}));
		const rows = all.map((token) => [
			...[String(token.id), token.name, `...${token.hint}`, token.scope, token.owner, token.state],
			token.expiresAt === null ? '' : inMinutes(token.expiresAt),
			token.lastUsedAt === null ? 'never' : inMinutes(token.lastUsedAt)
		]);
		const header = ['id', 'name', 'ends in', 'may', 'owner', '', 'until', 'last used'];
		return { json: { study, tokens: all }, text: table(header, rows) };
	}
});

const add = verb({
	name: 'tokens add',
	says: 'make a token in the name of somebody who runs or observes the study',
	about:
		'Makes a token, which is printed this once. It is for one study and may never do more than its owner may at that ' +
		'moment (docs/http.md).',
	takes: {
		study,
		email: option('address', 'whose token it is', z.string()),
		name: option('words', 'what it is for', z.string()),
		scope: option('scope', 'what it may do beside reading', z.enum(TOKEN_SCOPES).default('read')),
		days: option(
			'number',
			`how long it lives: ${OFFERED_DAYS.join(', ')}; a year at most`,
			z.coerce
				.number<string>('give a number of days')
				.int('give whole days')
				.min(1, 'at least one day')
				.max(LONGEST_DAYS, 'a year at most')
				.default(90)
		)
	},
	examples: [
		{
			run: 'primum tokens add --study demo --email coordinator@demo.example --name "Nightly fetch"',
			does: 'one that reads, for 90 days'
		},
		{
			run: 'primum tokens add --study demo --email coordinator@demo.example --name Import --scope import --days 30 --json',
			does: 'one that imports, told to a program'
		}
	],
	refused: {
		when: 'there is no such study, or the person neither runs nor observes it',
		run: 'primum tokens add --study demo --email rater1@demo.example --name "Nightly fetch"'
	},
	answer: z.object({
		...{ study: slug, id: z.int(), name: z.string(), scope: z.string(), expiresAt: moment },
		...{ owner: z.string(), token: z.string() }
	}),
	work: async (given) => {
		const { study, email, name, scope, days } = given;
		const made = await withApp(given, (app) =>
			tokens.make(app, TERMINAL, study, { name, scope, days }, email)
		);
		const { secret, ...rest } = made;
		return {
			json: { study, ...rest, owner: email, token: secret },
			text: `The token "${made.name}" is made, until ${inMinutes(made.expiresAt)}. It is shown this once:\n${secret}`
		};
	}
});

const revoke = verb({
	name: 'tokens revoke',
	says: 'end a token: the next request with it is refused',
	about:
		'Ends a token. The next request with it is refused, and so is a job that it asked for and that has not begun.',
	takes: {
		id: argument(
			'id',
			'its number, as `primum tokens list` has it',
			z.coerce
				.number<string>('give the number of a token, as `primum tokens list` has it')
				.int('give the number of a token')
		),
		study
	},
	examples: [
		{ run: 'primum tokens revoke 1 --study demo', does: 'the first that was made' },
		{
			run:
				'primum tokens add --study demo --email coordinator@demo.example --name Trial && ' +
				'primum tokens revoke 2 --study demo --json',
			does: 'one that was only tried'
		}
	],
	refused: {
		when: 'there is no such token, or it is revoked already',
		run: 'primum tokens revoke 99 --study demo'
	},
	answer: z.object({ study: slug, id: z.int(), name: z.string(), revoked: z.boolean() }),
	work: async (given) => {
		const { study } = given;
		const name = await withApp(given, (app) => tokens.revoke(app, TERMINAL, study, given.id));
		return {
			json: { study, id: given.id, name, revoked: true },
			text: `The token "${name}" is revoked: nobody comes in with it any more.`
		};
	}
});

export const verbs = [listAll, add, revoke];
