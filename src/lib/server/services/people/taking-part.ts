/** People who pause, come back, leave and are taken back. */
import { z } from 'zod';
import { Refusal } from '#lib/domain/refusal.ts';
import { reasonSchema } from '#lib/domain/reason-schema.ts';
import { wrongField } from '#lib/domain/wrong-field.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf, memberIn } from '../../auth/guards.ts';
import * as links from '../../auth/links.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as store from '../../store/members.ts';
import type { Study } from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { giveBack } from '../assigning/index.ts';
import { giveGoldCases } from '../qualifying/index.ts';

/** A page of people at most. */
const chosen = z.array(z.number().int()).min(1, 'choose somebody').max(200, 'at most 200 at once');

const pauseSchema = z.object({
	members: chosen,
	until: z.union(
		[z.literal('').transform(() => null), z.iso.date().transform((day) => Date.parse(day))],
		'write a date as year-month-day, 2026-12-31'
	),
	reason: reasonSchema
});

const leaveSchema = z.object({ members: chosen, counts: z.boolean(), reason: reasonSchema });

/** Does something to each of some members, in one change. */
function each(
	app: App,
	actor: Actor,
	slug: string,
	ids: readonly number[],
	does: (tx: Change, study: Study, member: store.NamedMember) => Steps<void>
): Promise<string[]> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const names: string[] = [];
		for (const id of new Set(ids)) {
			const member = yield* memberIn(tx, study.id, id);
			yield* does(tx, study, member);
			names.push(member.name);
		}
		return names;
	});
}

function assertHere({ name, leftAt }: store.NamedMember): void {
	if (leftAt !== null) throw new Refusal('conflict', `${name} has left the study already.`);
}

/**
 * Pauses raters: no plan gives them anything, and nobody reminds them, until a day or until they are resumed. Their
 * open work stays theirs.
 *
 * @returns their names
 * @throws Refusal ('invalid') for whoever does not rate, ('conflict') for whoever has left, ('missing'); ZodError for
 *   bad input, such as a day that is not to come
 */
export async function pause(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof pauseSchema>
): Promise<string[]> {
	const { members, until, reason: why } = pauseSchema.parse(input);
	return each(app, actor, slug, members, function* (tx, { id: studyId }, member) {
		assertHere(member);
		if (member.role !== 'rater') {
			const { name, role } = member;
			throw new Refusal('invalid', `${name} is ${role} here, and has no work to pause from.`);
		}
		if (until !== null && until <= tx.by.at) {
			throw wrongField('until', 'a pause ends on a day to come; leave the day empty for no end');
		}
		const change = { pausedAt: tx.by.at, pausedUntil: until, pauseReason: why };
		yield* store.update(tx, member.id, change);
		const subject = `member:${member.id}` as const;
		const told = { studyId, subject, new: { until }, reason: why };
		yield* trail.record(tx, { what: 'member.paused', ...told });
	});
}

const NO_PAUSE = { pausedAt: null, pausedUntil: null, pauseReason: null };

/**
 * Ends the pause of a member.
 *
 * @throws Refusal ('conflict') where there is none, ('missing')
 */
export async function resume(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<string> {
	const [name] = await each(app, actor, slug, [memberId], function* (tx, study, member) {
		if (member.pausedAt === null) {
			throw new Refusal('conflict', `${member.name} is not paused.`);
		}
		yield* store.update(tx, member.id, NO_PAUSE);
		const subject = `member:${member.id}` as const;
		yield* trail.record(tx, { studyId: study.id, what: 'member.resumed', subject });
	});
	return name!;
}

/**
 * Lets members leave: what they rated stays, and their open work goes back to the plan.
 *
 * @param input `counts`: whether what was rated of cases that are not signed still counts
 * @returns their names
 * @throws Refusal ('forbidden') for oneself, so that a study always has somebody who runs it, ('conflict') for
 *   whoever has left already, ('missing'); ZodError for bad input
 */
export async function leave(
	app: App,
	actor: Actor,
	slug: string,
	input: z.input<typeof leaveSchema>
): Promise<string[]> {
	const { members, counts, reason: why } = leaveSchema.parse(input);
	return each(app, actor, slug, members, function* (tx, { id: studyId }, member) {
		assertHere(member);
		if (member.userId === actor.id) {
			throw new Refusal('forbidden', 'Somebody else who runs the study has to let you leave.');
		}
		const { id: memberId } = member;
		const givenBack = yield* giveBack(tx, { studyId, memberId }, { reason: why, counts });
		yield* store.update(tx, memberId, { leftAt: tx.by.at, leaveReason: why, ...NO_PAUSE });
		// An invitation of this study leads nowhere any more; one of another is not for this study to end.
		const isElsewhere = yield* store.isElsewhere(tx, member.userId, actor.id);
		if (!member.joined && !isElsewhere) yield* links.revoke(tx, member.userId);
		yield* trail.record(tx, {
			...{ studyId, what: 'member.left', subject: `member:${memberId}` },
			...{ new: { givenBack, counts }, reason: why }
		});
	});
}

/**
 * Takes somebody who left back into the study, as what the person was. The work that was given back stays with the
 * plan.
 *
 * @throws Refusal ('conflict') for whoever has not left, ('missing')
 */
export async function takeBack(
	app: App,
	actor: Actor,
	slug: string,
	memberId: number
): Promise<string> {
	const [name] = await each(app, actor, slug, [memberId], function* (tx, study, member) {
		if (member.leftAt === null) {
			throw new Refusal('conflict', `${member.name} has not left the study.`);
		}
		yield* store.update(tx, member.id, { leftAt: null, leaveReason: null });
		const subject = `member:${member.id}` as const;
		yield* trail.record(tx, { studyId: study.id, what: 'member.returned', subject });
		yield* giveGoldCases(tx, study.id);
	});
	return name!;
}
