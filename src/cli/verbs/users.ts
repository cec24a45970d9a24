/** `primum users`: the accounts of the installation. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as accounts from '#lib/server/services/accounts/index.ts';
import { configOf, withApp, withNewApp } from '../data.ts';
import { byAddress } from '../people.ts';
import { table } from '../text.ts';
import { list } from '../values.ts';
import { argument, flag, option, options, verb } from '../verb.ts';

const ofUser = { email: argument('address', 'the address of the account', z.string()) };
const oneUser = { id: z.int(), email: z.string().nullable() };

const add = verb({
	name: 'users add',
	says: 'add an account',
	about:
		'Adds an account and prints a link by which the person chooses a password, once, within 14 days. Whoever only takes ' +
		'part in a study is added with members add.',
	takes: {
		email: option('address', 'the address to sign in with', z.string()),
		name: option('name', 'the name, as it signs', z.string()),
		admin: flag('may manage people, studies and releases'),
		specialty: options(
			'code',
			'specialties the person can rate, such as Card',
			z.array(z.string()).default([])
		)
	},
	examples: [
		{
			run: 'primum users add --email ada@hospital.example --name "Ada Quist" --admin',
			does: 'an administrator'
		},
		{
			run: 'primum users add --email ben@hospital.example --name "Ben Okri" --specialty Card GI --json',
			does: 'somebody who can rate, told to a program'
		}
	],
	refused: {
		when: 'the address has an account, or is none',
		run: 'primum users add --email coordinator@demo.example --name "Ada Quist"'
	},
	answer: z.object({ id: z.int(), email: z.string(), name: z.string(), link: z.string() }),
	work: async (given) => {
		const { email, name, admin, specialty } = given;
		const person = { email, name, isAdmin: admin, specialties: specialty };
		const added = await withNewApp(configOf(given), (app) => accounts.add(app, TERMINAL, person));
		return {
			json: { ...added, email, name },
			text: `${name} can choose a password here, once, within 14 days:\n${added.link}`
		};
	}
});

const listAll = verb({
	name: 'users list',
	says: 'list the accounts',
	about:
		'Lists everybody who is known to the installation, raters without a sign-in too. It says who is an administrator, and ' +
		'whose account is open, invited or disabled.',
	takes: {},
	examples: [
		{ run: 'primum users list', does: 'a line an account' },
		{ run: 'primum users list --json', does: 'for a program' }
	],
	refused: { when: 'there is no installation', run: 'primum users list --data nowhere' },
	answer: z.object({
		users: list(
			z.object({
				...{ id: z.int(), name: z.string(), email: z.string().nullable(), isAdmin: z.boolean() },
				specialties: list(z.string()),
				state: z.enum(['active', 'invited', 'disabled', 'no sign-in'])
			})
		)
	}),
	work: async (given) => {
		const all = await withApp(given, (app) => accounts.list(app, TERMINAL));
		const rows = all.map(({ name, email, isAdmin, specialties, state }) => [
			...[name, email ?? '', isAdmin ? 'administrator' : '', specialties.join(' '), state]
		]);
		return {
			json: { users: all },
			text: table(['name', 'e-mail', '', 'specialties', 'state'], rows)
		};
	}
});

const setDisabled = (
	disabled: boolean,
	told: Pick<Parameters<typeof verb>[0], 'name' | 'says' | 'about' | 'examples' | 'refused'>
) =>
	verb({
		...told,
		takes: ofUser,
		answer: z.object({ ...oneUser, disabled: z.boolean() }),
		work: (given) =>
			withApp(given, async (app) => {
				const person = await find(app, given.email);
				await accounts.setDisabled(app, TERMINAL, person.id, disabled);
				return {
					json: { id: person.id, email: person.email, disabled },
					text: `${person.name} is ${disabled ? 'disabled' : 'enabled'}.`
				};
			})
	});

const disable = setDisabled(true, {
	name: 'users disable',
	says: 'shut an account; its sessions end at once',
	about:
		'Shuts an account: the person is signed out everywhere, and tokens in that name let nobody in. Nothing that was rated ' +
		'is lost, and users enable opens it again.',
	examples: [
		{ run: 'primum users disable rater1@demo.example', does: 'at once' },
		{ run: 'primum users disable rater2@demo.example --json', does: 'told to a program' }
	],
	refused: {
		when: 'there is no such account',
		run: 'primum users disable eve@hospital.example'
	}
});

const enable = setDisabled(false, {
	name: 'users enable',
	says: 'open an account again',
	about: 'Opens an account that was shut. The password is what it was.',
	examples: [
		{
			run: 'primum users disable rater1@demo.example && primum users enable rater1@demo.example',
			does: 'shut, and open again'
		},
		{
			run: 'primum users disable rater2@demo.example && primum users enable rater2@demo.example --json',
			does: 'the same, told to a program'
		}
	],
	refused: { when: 'there is no such account', run: 'primum users enable eve@hospital.example' }
});

const reset = verb({
	name: 'users reset',
	says: 'print a one-time link by which the person chooses a new password',
	about:
		'Prints a link by which the person chooses a new password, once, within 14 days. Until then the old one holds.',
	takes: ofUser,
	examples: [
		{ run: 'primum users reset rater1@demo.example', does: 'a link to hand over' },
		{ run: 'primum users reset rater2@demo.example --json', does: 'told to a program' }
	],
	refused: { when: 'there is no such account', run: 'primum users reset eve@hospital.example' },
	answer: z.object({ ...oneUser, link: z.string() }),
	work: (given) =>
		withApp(given, async (app) => {
			const person = await find(app, given.email);
			const link = await accounts.resetLink(app, TERMINAL, person.id);
			return {
				json: { id: person.id, email: person.email, link },
				text: `${person.name} can choose a new password here, once, within 14 days:\n${link}`
			};
		})
});

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

export const verbs = [add, listAll, disable, enable, reset];
