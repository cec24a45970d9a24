/** `primum members`: who takes part in a study. */
import { z } from 'zod';
import { isPaused } from '#lib/domain/participation.ts';
import { acceptanceSchema } from '#lib/domain/qualification-schema.ts';
import { ROLES } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { withApp } from '../data.ts';
import { memberIdOf } from '../people.ts';
import { moment as inWords, table } from '../text.ts';
import { count, list, moment, slug, study } from '../values.ts';
import { option, options, verb } from '../verb.ts';
import { verbs as takingPart } from './members-taking-part.ts';

const add = verb({
	name: 'members add',
	says: 'add someone to a study',
	about:
		'Adds someone to a study in a role. A new person gets an account, and a link by which to choose a password, once; ' +
		'the link is printed and nowhere else.',
	takes: {
		study,
		email: option('address', 'the address of the account', z.string()),
		name: option('name', 'the name, for someone without an account', z.string().default('')),
		role: option(
			'role',
			'what the person does in the study; an observer sees pseudonyms only',
			z.enum(ROLES)
		),
		specialty: options(
			'code',
			'specialties, for someone without an account',
			z.array(z.string()).default([])
		)
	},
	examples: [
		{
			run: 'primum members add --study demo --role rater --email ada@hospital.example --name "Ada Quist" --specialty Card GI',
			does: 'a new person, with a link to send'
		},
		{
			run: 'primum members add --study demo --role observer --email admin@demo.example',
			does: 'somebody who has an account'
		}
	],
	refused: {
		when: 'there is no such study, the person is in it already, or has no account and no name',
		run: 'primum members add --study nowhere --role rater --email ada@hospital.example --name Ada'
	},
	answer: z.object({
		...{ study: slug, email: z.string(), role: z.string(), link: z.string().nullable() }
	}),
	work: async (given) => {
		const { study, email, name, role, specialty } = given;
		const member = { email, name, role, specialties: specialty };
		const { link } = await withApp(given, (app) => people.add(app, TERMINAL, study, member));
		const added = `${name || email} is ${role} in "${study}".`;
		return {
			json: { study, email, role, link },
			text:
				link === null ? added : `${added} A password is chosen here, once, within 14 days:\n${link}`
		};
	}
});

const listAll = verb({
	name: 'members list',
	says: 'list the members of a study, with their load',
	about:
		'Lists everybody in a study with the cases they were given and how much of them is rated. It says who is paused ' +
		'and who has left.',
	takes: { study },
	examples: [
		{ run: 'primum members list --study demo', does: 'a line a member' },
		{ run: 'primum members list --study demo --json', does: 'for a program' }
	],
	refused: { when: 'there is no such study', run: 'primum members list --study nowhere' },
	answer: z.object({
		study: slug,
		members: list(
			z.object({
				...{ memberId: z.int(), name: z.string(), email: z.string().nullable(), role: z.string() },
				...{ specialties: list(z.string()), cases: count, rated: count, actions: count },
				...{ canRate: z.boolean(), pausedAt: moment.nullable(), pausedUntil: moment.nullable() },
				...{ leftAt: moment.nullable(), acceptedBecause: z.string().nullable() },
				standing: z.looseObject({ kind: z.string() })
			})
		)
	}),
	work: async (given) => {
		const all = await withApp(given, (app) => people.list(app, TERMINAL, given.study));
		const rows = all.map((member) => [
			...[member.name, member.email ?? '', member.role, member.specialties.join(' ')],
			...[String(member.cases), String(member.rated), String(member.actions), partIn(member)]
		]);
		const header = [
			...['name', 'e-mail', 'role', 'specialties', 'cases', 'rated', 'of actions'],
			'takes part'
		];
		return { json: { study: given.study, members: all }, text: table(header, rows) };
	}
});

function partIn({ leftAt, pausedAt, pausedUntil }: people.StudyMember): string {
	if (leftAt !== null) return 'has left';
	if (!isPaused({ pausedAt, pausedUntil }, Date.now())) return 'yes';
	return pausedUntil === null ? 'paused' : `paused until ${inWords(pausedUntil).slice(0, 10)}`;
}

const accept = verb({
	name: 'members accept',
	says: 'let a rater who has not qualified rate the cases of the study',
	about:
		'Lets a rater rate who has not passed the qualification of the study. The reason stays on record, and the rater ' +
		'need not try again.',
	takes: {
		study,
		email: option('address', 'the address of the rater', z.string()),
		reason: option('words', 'why; it stays on record', acceptanceSchema.shape.reason)
	},
	examples: [
		{
			run:
				'primum import src/lib/server/demo/kit --study pilot --create && ' +
				'primum study qualification --study pilot --cases Card001 && ' +
				'primum members add --study pilot --role rater --email rater1@demo.example && ' +
				'primum members accept --study pilot --email rater1@demo.example --reason "Wrote the key"',
			does: 'of a study in which raters qualify, one who need not'
		},
		{
			run:
				'primum members add --study pilot --role rater --email rater2@demo.example && ' +
				'primum members accept --study pilot --email rater2@demo.example --reason "A colleague" --json',
			does: 'another, told to a program'
		}
	],
	refused: {
		when: 'nobody in the study has the address, or the person does not have to qualify',
		run: 'primum members accept --study demo --email eve@hospital.example --reason "Wrote the key"'
	},
	answer: z.object({ study: slug, email: z.string(), reason: z.string() }),
	work: async (given) => {
		const { study, email, reason } = given;
		await withApp(given, async (app) => {
			const memberId = await memberIdOf(app, study, email);
			await qualifying.accept(app, TERMINAL, study, memberId, { reason });
		});
		return {
			json: { study, email, reason },
			text: `${email} may rate the cases of "${study}". The reason is on record.`
		};
	}
});

export const verbs = [add, listAll, accept, ...takingPart];
