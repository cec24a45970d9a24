/** `primum users`: the accounts of the installation. */
import type { Command } from 'commander';
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import * as invitations from '#lib/server/services/accounts/index.ts';
import { configOf, withApp, withNewApp } from '../data.ts';
import { byAddress } from '../people.ts';
import { table } from '../text.ts';
import { does } from '../verb.ts';

const oneUser = z.object({ email: z.string() });

export function register(program: Command): void {
	const users = program.command('users').description('accounts of this installation');
	add(users);
	list(users);
	setDisabled(users, 'disable', true);
	setDisabled(users, 'enable', false);
	reset(users);
}

function add(users: Command): void {
	const command = users
		.command('add')
		.description('add an account; prints a one-time link by which the person chooses a password')
		.requiredOption('--email <address>', 'the address to sign in with')
		.requiredOption('--name <name>', 'the name, as it signs')
		.option('--admin', 'may manage people, studies and releases')
		.option('--specialty <code...>', 'specialties the person can rate, such as Card');
	const schema = z.object({
		email: z.string(),
		name: z.string(),
		admin: z.boolean().default(false),
		specialty: z.array(z.string()).default([])
	});
	does(command, schema, async (given) => {
		const { email, name, admin, specialty } = given;
		const person = { email, name, isAdmin: admin, specialties: specialty };
		const added = await withNewApp(configOf(given), (app) => accounts.add(app, TERMINAL, person));
		return {
			json: { ...added, email, name },
			text: `${name} can choose a password here, once, within 14 days:\n${added.link}`
		};
	});
}

function list(users: Command): void {
	const command = users.command('list').description('list the accounts');
	does(command, z.object({}), async (given) => {
		const all = await withApp(given, (app) => accounts.list(app, TERMINAL));
		const rows = all.map(({ name, email, isAdmin, specialties, state }) => [
			name,
			email ?? '',
			isAdmin ? 'administrator' : '',
			specialties.join(' '),
			state
		]);
		return {
			json: { users: all },
			text: table(['name', 'e-mail', '', 'specialties', 'state'], rows)
		};
	});
}

function setDisabled(users: Command, verb: string, disabled: boolean): void {
	const command = users
		.command(verb)
		.description(disabled ? 'shut an account; its sessions end at once' : 'open an account again')
		.argument('<email>', 'the address of the account');
	does(command, oneUser, (given) =>
		withApp(given, async (app) => {
			const person = await find(app, given.email);
			await accounts.setDisabled(app, TERMINAL, person.id, disabled);
			return {
				json: { id: person.id, email: person.email, disabled },
				text: `${person.name} is ${disabled ? 'disabled' : 'enabled'}.`
			};
		})
	);
}

function reset(users: Command): void {
	const command = users
		.command('reset')
		.description('print a one-time link by which the person chooses a new password')
		.argument('<email>', 'the address of the account');
	does(command, oneUser, (given) =>
		withApp(given, async (app) => {
			const person = await find(app, given.email);
			const link = await invitations.resetLink(app, TERMINAL, person.id);
			return {
				json: { id: person.id, email: person.email, link },
				text: `${person.name} can choose a new password here, once, within 14 days:\n${link}`
			};
		})
	);
}

async function find(app: App, email: string): Promise<accounts.Person> {
	const found = byAddress(await accounts.list(app, TERMINAL), email);
	if (found === undefined) {
		throw new Refusal(
			'missing',
			`There is no account for ${email}. \`primum users list\` shows all.`
		);
	}
	return found;
}
