/** `primum tokens`: by which programs are let in to a study. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { LONGEST_DAYS, OFFERED_DAYS, TOKEN_SCOPES } from '#lib/domain/api-token.ts';
import { slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as tokens from '#lib/server/services/tokens/index.ts';
import { withApp } from '../data.ts';
import { moment, table } from '../text.ts';
import { does } from '../verb.ts';

const ofStudy = z.object({ study: slugSchema });

export function register(program: Command): void {
	const verbs = program
		.command('tokens')
		.description('by which programs are let in to a study over HTTP');
	list(verbs);
	add(verbs);
	revoke(verbs);
}

function list(verbs: Command): void {
	const command = verbs
		.command('list')
		.description('list the tokens of a study; what they are is shown to nobody')
		.requiredOption('--study <slug>', 'the study');
	does(command, ofStudy, async (given) => {
		const { study } = given;
		const found = await withApp(given, (app) => tokens.list(app, TERMINAL, study));
		const all = found.map(({ owner, ...token }) => ({
			...{ ...token, owner: owner.name, ownerDisabled: owner.disabled }
		}));
		const rows = all.map((token) => [
			String(token.id),
			token.name,
			`...${token.hint}`,
			token.scope,
			token.owner,
			token.state,
			token.expiresAt === null ? '' : moment(token.expiresAt),
			token.lastUsedAt === null ? 'never' : moment(token.lastUsedAt)
		]);
		const header = ['id', 'name', 'ends in', 'may', 'owner', '', 'until', 'last used'];
		return { json: { study, tokens: all }, text: table(header, rows) };
	});
}

function add(verbs: Command): void {
	const command = verbs
		.command('add')
		.description('make a token in the name of somebody who runs or observes the study')
		.requiredOption('--study <slug>', 'the study')
		.requiredOption('--email <address>', 'whose token it is: it may never do more than they may')
		.requiredOption('--name <words>', 'what it is for')
		.addOption(
			new Option('--scope <scope>', 'what it may do beside reading')
				.choices(TOKEN_SCOPES)
				.default('read')
		)
		.option(
			'--days <number>',
			`how long it lives: ${OFFERED_DAYS.join(', ')}; a year at most`,
			'90'
		);
	const schema = ofStudy.extend({
		email: z.string(),
		name: z.string(),
		scope: z.enum(TOKEN_SCOPES).default('read'),
		days: z.coerce
			.number<string>('give a number of days')
			.int('give whole days')
			.min(1, 'at least one day')
			.max(LONGEST_DAYS, 'a year at most')
	});
	does(command, schema, async (given) => {
		const { study, email, name, scope, days } = given;
		const made = await withApp(given, (app) =>
			tokens.make(app, TERMINAL, study, { name, scope, days }, email)
		);
		const { secret, ...rest } = made;
		return {
			json: { study, ...rest, owner: email, token: secret },
			text: `The token "${made.name}" is made, until ${moment(made.expiresAt)}. It is shown this once:\n${secret}`
		};
	});
}

function revoke(verbs: Command): void {
	const command = verbs
		.command('revoke')
		.description('end a token: the next request with it is refused')
		.argument('<id>', 'its number, as `primum tokens list` has it')
		.requiredOption('--study <slug>', 'the study');
	const id = z.coerce
		.number<string>('give the number of a token, as `primum tokens list` has it')
		.int('give the number of a token');
	does(command, ofStudy.extend({ id }), async (given) => {
		const { study } = given;
		const name = await withApp(given, (app) => tokens.revoke(app, TERMINAL, study, given.id));
		return {
			json: { study, id: given.id, name, revoked: true },
			text: `The token "${name}" is revoked: nobody comes in with it any more.`
		};
	});
}
