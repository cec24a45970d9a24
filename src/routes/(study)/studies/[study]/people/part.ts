/** The forms by which somebody pauses, comes back, leaves and is taken back: of the list and of one person's page. */
import * as people from '#lib/server/services/people/index.ts';
import * as qualifying from '#lib/server/services/qualifying/index.ts';
import { studyAction } from '#lib/server/web/actions.ts';
import * as field from '#lib/server/web/fields.ts';
import { namesOf } from './asking.ts';

/** What takes it back, beside what is said: for one person. */
const undoOf = (verb: 'resume' | 'takeBack', [member, ...others]: readonly number[]) =>
	member === undefined || others.length > 0 ? null : { verb, member };

export const part = {
	pause: studyAction(
		{ member: field.ids, until: field.text, reason: field.text },
		({ app, actor, slug }, { member, ...how }) =>
			people.pause(app, actor, slug, { members: member, ...how }),
		(names, { member }) => ({
			done: `Paused: ${namesOf(names)}. They get no new work and no reminders.`,
			undo: undoOf('resume', member)
		}),
		{ of: 'pause', keep: 'values' }
	),

	resume: studyAction(
		{ member: field.id },
		({ app, actor, slug }, { member }) => people.resume(app, actor, slug, member),
		(name) => `${name} is no longer paused.`
	),

	leave: studyAction(
		{ member: field.ids, counts: field.oneOf(['yes', 'no']), reason: field.text },
		({ app, actor, slug }, { member, counts, reason }) =>
			people.leave(app, actor, slug, { members: member, counts: counts === 'yes', reason }),
		(names, { member }) => ({
			done: `Left: ${namesOf(names)}. What they rated stays; their open work went back to the plan.`,
			undo: undoOf('takeBack', member)
		}),
		{ of: 'leave', keep: 'values' }
	),

	takeBack: studyAction(
		{ member: field.id },
		({ app, actor, slug }, { member }) => people.takeBack(app, actor, slug, member),
		(name) => `${name} is back in the study. Plan again to give out work.`
	),

	invite: studyAction(
		{ member: field.id, how: field.oneOf(['mail', 'link']) },
		({ app, actor, slug }, { member, how }) => people.inviteAgain(app, actor, slug, member, how),
		({ name, letter }) =>
			letter === null
				? {
						done: `The invitation of ${name} goes out again. The old link no longer works.`
					}
				: { done: `A new link for ${name}. The old one no longer works.`, letter }
	),

	remove: studyAction(
		{ member: field.id },
		({ app, actor, slug }, { member }) => people.remove(app, actor, slug, member),
		() => 'The person is no longer a member. The account stays.'
	),

	accept: studyAction(
		{ member: field.id, reason: field.text },
		({ app, actor, slug }, { member, reason }) =>
			qualifying.accept(app, actor, slug, member, { reason }),
		() => 'The rater is accepted: the cases of the study are open.',
		{ of: 'accept' }
	)
};
