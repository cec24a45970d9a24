/** `primum members pause`, `resume`, `leave` and `return`: whether somebody takes part in a study just now. */
import { z } from 'zod';
import { reasonSchema } from '#lib/domain/reason-schema.ts';
import { TERMINAL, type App } from '#lib/server/app.ts';
import * as people from '#lib/server/services/people/index.ts';
import { withApp } from '../data.ts';
import { memberIdOf } from '../people.ts';
import { slug, study } from '../values.ts';
import { flag, option, verb, type Common } from '../verb.ts';

const ofMember = {
	study,
	email: option('address', 'the address of the member', z.string())
};
const reason = option('words', 'why; it stays on record', reasonSchema);
const answer = z.object({ study: slug, email: z.string() });

/** Does something to the one member named, and says what in a sentence. */
async function done(
	given: Common & { study: string; email: string },
	does: (app: App, memberId: number) => Promise<unknown>,
	says: string
) {
	const { study, email } = given;
	await withApp(given, async (app) => does(app, await memberIdOf(app, study, email)));
	return { json: { study, email }, text: `${email} ${says}` };
}

const pause = verb({
	name: 'members pause',
	says: 'give a rater no more work and no reminders for a while',
	about:
		'Pauses a rater: no new case is given, and no reminder is sent. The rater can still go on with what is open.',
	takes: {
		...ofMember,
		until: option(
			'day',
			'the day the pause ends, e.g. 2026-12-31; without one it is resumed',
			z.string().default('')
		),
		reason
	},
	examples: [
		{
			run: 'primum members pause --study demo --email rater1@demo.example --until 2099-12-31 --reason "On leave"',
			does: 'until a day'
		},
		{
			run: 'primum members pause --study demo --email rater2@demo.example --reason "On call"',
			does: 'until members resume'
		}
	],
	refused: {
		when: 'nobody in the study has the address, or the day has passed',
		run: 'primum members pause --study demo --email rater1@demo.example --until 2001-01-01 --reason "On leave"'
	},
	answer,
	work: (given) => {
		const { study, until, reason } = given;
		return done(
			given,
			(app, id) => people.pause(app, TERMINAL, study, { members: [id], until, reason }),
			until === '' ? `is paused in "${study}".` : `is paused in "${study}" until ${until}.`
		);
	}
});

const resume = verb({
	name: 'members resume',
	says: 'end the pause of a rater',
	about: 'Ends a pause. The rater is in the next plan again, and is reminded as the others are.',
	takes: ofMember,
	examples: [
		{
			run:
				'primum members pause --study demo --email rater1@demo.example --reason "On leave" && ' +
				'primum members resume --study demo --email rater1@demo.example',
			does: 'paused, and back'
		},
		{
			run:
				'primum members pause --study demo --email rater2@demo.example --until 2099-12-31 --reason "On leave" && ' +
				'primum members resume --study demo --email rater2@demo.example --json',
			does: 'back before the day that was set'
		}
	],
	refused: {
		when: 'nobody in the study has the address, or the person is not paused',
		run: 'primum members resume --study demo --email eve@hospital.example'
	},
	answer,
	work: (given) =>
		done(
			given,
			(app, id) => people.resume(app, TERMINAL, given.study, id),
			`is no longer paused in "${given.study}".`
		)
});

const leave = verb({
	name: 'members leave',
	says: 'let a member leave; open cases go back to the plan',
	about:
		'Lets a member leave. What was rated stays on record and, unless it is left out, counts; open cases go back to the plan.',
	takes: {
		...ofMember,
		reason,
		leaveOut: flag('what was rated of cases that are not signed counts no more')
	},
	examples: [
		{
			run: 'primum members leave --study demo --email rater1@demo.example --reason "Has moved"',
			does: 'what was rated counts'
		},
		{
			run: 'primum members leave --study demo --email rater2@demo.example --reason "By mistake" --leave-out',
			does: 'what is not signed counts no more'
		}
	],
	refused: {
		when: 'nobody in the study has the address, or the person has left already',
		run: 'primum members leave --study demo --email eve@hospital.example --reason "Has moved"'
	},
	answer,
	work: (given) => {
		const { study, reason, leaveOut } = given;
		return done(
			given,
			(app, id) => people.leave(app, TERMINAL, study, { members: [id], counts: !leaveOut, reason }),
			`has left "${study}". What was rated stays on record; open cases are back in the plan.`
		);
	}
});

const takeBack = verb({
	name: 'members return',
	says: 'take back a member who has left',
	about: 'Takes back somebody who has left. Cases are given by a plan or by hand, as to anybody.',
	takes: ofMember,
	examples: [
		{
			run:
				'primum members leave --study demo --email rater1@demo.example --reason "Has moved" && ' +
				'primum members return --study demo --email rater1@demo.example',
			does: 'gone, and back'
		},
		{
			run:
				'primum members leave --study demo --email rater2@demo.example --reason "By mistake" && ' +
				'primum members return --study demo --email rater2@demo.example --json',
			does: 'the same, told to a program'
		}
	],
	refused: {
		when: 'nobody in the study has the address, or the person has not left',
		run: 'primum members return --study demo --email rater1@demo.example'
	},
	answer,
	work: (given) =>
		done(
			given,
			(app, id) => people.takeBack(app, TERMINAL, given.study, id),
			`is in "${given.study}" again. Give the person work by a plan or by hand.`
		)
});

export const verbs = [pause, resume, leave, takeBack];
