/** `primum members pause`, `resume`, `leave` and `return`: whether somebody takes part in a study just now. */
import type { Command } from 'commander';
import { z } from 'zod';
import { slugSchema } from '#lib/domain/study.ts';
import { reasonSchema } from '#lib/domain/reason-schema.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';
import { withApp } from '../data.ts';
import { memberIdOf } from '../people.ts';
import { does, type Common } from '../verb.ts';

const ofMember = z.object({ study: slugSchema, email: z.string() });
type OfMember = z.output<typeof ofMember> & Common;

export function register(members: Command): void {
	pause(members);
	resume(members);
	leave(members);
	takeBack(members);
}

const verb = (members: Command, name: string, says: string) =>
	members
		.command(name)
		.description(says)
		.requiredOption('--study <slug>', 'the study')
		.requiredOption('--email <address>', 'the address of the member');

/** Does something to the one member named, and says what in a sentence. */
async function done(
	given: OfMember,
	does: (app: App, memberId: number) => Promise<unknown>,
	says: string
) {
	const { study, email } = given;
	await withApp(given, async (app) => does(app, await memberIdOf(app, study, email)));
	return { json: { study, email }, text: `${email} ${says}` };
}

function pause(members: Command): void {
	const command = verb(members, 'pause', 'give a rater no more work and no reminders for a while')
		.requiredOption('--reason <words>', 'why; it stays on record')
		.option(
			'--until <day>',
			'the day the pause ends, e.g. 2026-12-31; without one it is resumed',
			''
		);
	const schema = ofMember.extend({ until: z.string(), reason: reasonSchema });
	does(command, schema, (given) => {
		const { study, until, reason } = given;
		return done(
			given,
			(app, id) => people.pause(app, TERMINAL, study, { members: [id], until, reason }),
			until === '' ? `is paused in "${study}".` : `is paused in "${study}" until ${until}.`
		);
	});
}

function resume(members: Command): void {
	does(verb(members, 'resume', 'end the pause of a rater'), ofMember, (given) =>
		done(
			given,
			(app, id) => people.resume(app, TERMINAL, given.study, id),
			`is no longer paused in "${given.study}".`
		)
	);
}

function leave(members: Command): void {
	const command = verb(members, 'leave', 'let a member leave; open cases go back to the plan')
		.requiredOption('--reason <words>', 'why; it stays on record')
		.option('--leave-out', 'what was rated of cases that are not signed counts no more', false);
	const schema = ofMember.extend({ reason: reasonSchema, leaveOut: z.boolean() });
	does(command, schema, (given) => {
		const { study, reason, leaveOut } = given;
		return done(
			given,
			(app, id) => people.leave(app, TERMINAL, study, { members: [id], counts: !leaveOut, reason }),
			`has left "${study}". What was rated stays on record; open cases are back in the plan.`
		);
	});
}

function takeBack(members: Command): void {
	does(verb(members, 'return', 'take back a member who has left'), ofMember, (given) =>
		done(
			given,
			(app, id) => people.takeBack(app, TERMINAL, given.study, id),
			`is in "${given.study}" again. Give the person work by a plan or by hand.`
		)
	);
}
