/** `primum members`: who takes part in a study. */
import { Option, type Command } from 'commander';
import { z } from 'zod';
import { isPaused } from '#lib/domain/participation.ts';
import { acceptanceSchema } from '#lib/domain/qualification-schema.ts';
import { ROLES, slugSchema } from '#lib/domain/study.ts';
import { TERMINAL } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { withApp } from '../data.ts';
import { memberIdOf } from '../people.ts';
import { moment, table } from '../text.ts';
import { does } from '../verb.ts';
import { register as takingPart } from './members-taking-part.ts';

const ofStudy = z.object({ study: slugSchema });

export function register(program: Command): void {
	const members = program.command('members').description('who takes part in a study');
	add(members);
	list(members);
	accept(members);
	takingPart(members);
}

function add(members: Command): void {
	const command = members
		.command('add')
		.description('add someone to a study; a new person gets an account and a one-time link')
		.requiredOption('--study <slug>', 'the study')
		.requiredOption('--email <address>', 'the address of the account')
		.option('--name <name>', 'the name, for someone without an account')
		.addOption(
			new Option(
				'--role <role>',
				'what the person does in the study; an observer sees pseudonyms only'
			)
				.choices(ROLES)
				.makeOptionMandatory()
		)
		.option('--specialty <code...>', 'specialties, for someone without an account');
	const schema = ofStudy.extend({
		email: z.string(),
		name: z.string().default(''),
		role: z.enum(ROLES),
		specialty: z.array(z.string()).default([])
	});
	does(command, schema, async (given) => {
		const { study, email, name, role, specialty } = given;
		const member = { email, name, role, specialties: specialty };
		const { link } = await withApp(given, (app) => people.add(app, TERMINAL, study, member));
		const added = `${name || email} is ${role} in "${study}".`;
		return {
			json: { study, email, role, link },
			text:
				link === null ? added : `${added} A password is chosen here, once, within 14 days:\n${link}`
		};
	});
}

function list(members: Command): void {
	const command = members
		.command('list')
		.description('list the members of a study, with their load')
		.requiredOption('--study <slug>', 'the study');
	does(command, ofStudy, async (given) => {
		const all = await withApp(given, (app) => people.list(app, TERMINAL, given.study));
		const rows = all.map((member) => [
			member.name,
			member.email ?? '',
			member.role,
			member.specialties.join(' '),
			String(member.cases),
			String(member.rated),
			String(member.actions),
			partIn(member)
		]);
		const header = [
			...['name', 'e-mail', 'role', 'specialties', 'cases', 'rated', 'of actions'],
			'takes part'
		];
		return { json: { study: given.study, members: all }, text: table(header, rows) };
	});
}

function partIn({ leftAt, pausedAt, pausedUntil }: people.StudyMember): string {
	if (leftAt !== null) return 'has left';
	if (!isPaused({ pausedAt, pausedUntil }, Date.now())) return 'yes';
	return pausedUntil === null ? 'paused' : `paused until ${moment(pausedUntil).slice(0, 10)}`;
}

function accept(members: Command): void {
	const command = members
		.command('accept')
		.description('let a rater who has not qualified rate the cases of the study')
		.requiredOption('--study <slug>', 'the study')
		.requiredOption('--email <address>', 'the address of the rater')
		.requiredOption('--reason <words>', 'why; it stays on record');
	const schema = ofStudy.extend({ email: z.string(), ...acceptanceSchema.shape });
	does(command, schema, async (given) => {
		const { study, email, reason } = given;
		await withApp(given, async (app) => {
			const memberId = await memberIdOf(app, study, email);
			await qualifying.accept(app, TERMINAL, study, memberId, { reason });
		});
		return {
			json: { study, email, reason },
			text: `${email} may rate the cases of "${study}". The reason is on record.`
		};
	});
}
