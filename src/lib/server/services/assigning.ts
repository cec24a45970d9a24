/** Which rater gets which case: by hand, or k raters of the case's specialty, evenly. */
import { specialtyName } from '#lib/domain/case.ts';
import { planEvenly, type Plan } from '#lib/domain/plan.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import type { Actor, App } from '../app.ts';
import { atomically, run } from '../db/atomically.ts';
import { violation } from '../db/errors.ts';
import * as assignments from '../store/assignments.ts';
import * as cases from '../store/cases.ts';
import * as ratings from '../store/ratings.ts';
import * as studies from '../store/studies.ts';
import * as users from '../store/users.ts';
import { requireCoordinator } from './access.ts';
import { inStudy, make, takeAway } from './assignment-steps.ts';

/** A plan in words, before it is applied. */
export type Preview = {
	assign: { externalId: string; specialty: string; rater: string }[];
	/** What each rater has now and would have, in actions. */
	loads: { rater: string; now: number; then: number }[];
	/** A sentence for each case that cannot be filled. */
	short: string[];
};

type Planned = { plan: Plan; preview: Preview };

/**
 * What "k raters of the case's specialty, evenly" would do. Nothing is changed.
 */
export async function previewPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	const { study } = await requireCoordinator(app, actor, slug);
	return (await plan(app, study)).preview;
}

/**
 * Makes the assignments of the plan.
 *
 * @returns what was done, and the cases that stay short
 * @throws Refusal ('invalid') where no case can be given to anyone, ('conflict') where somebody else
 *   assigned cases or removed a member meanwhile
 */
export async function applyPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	const { study } = await requireCoordinator(app, actor, slug);
	const { plan: planned, preview } = await plan(app, study);
	if (planned.assign.length === 0) {
		throw new Refusal(
			'invalid',
			preview.short.length === 0
				? 'Every case has its raters already. There is nothing to assign.'
				: `Nothing could be assigned. ${preview.short.join(' ')}`
		);
	}
	try {
		await assign(app, actor, study, planned.assign);
	} catch (error) {
		if (violation(error) === null) throw error;
		throw new Refusal(
			'conflict',
			'Members or assignments changed while the plan was made. Nothing was assigned; plan again.'
		);
	}
	return preview;
}

async function plan(app: App, study: studies.Study): Promise<Planned> {
	const [all, members, progress] = await Promise.all([
		cases.summaries(app.db, study.id),
		studies.members(app.db, study.id),
		assignments.progress(app.db, study.id)
	]);
	const raters = members.filter(({ role, email }) => role === 'rater' && email !== null);
	const codes = await users.specialties(
		app.db,
		raters.map(({ userId }) => userId)
	);
	const load = new Map(
		raters.map(({ id }) => [
			id,
			progress.filter(({ memberId }) => memberId === id).reduce((sum, a) => sum + a.actions, 0)
		])
	);
	const assignedTo = Map.groupBy(progress, ({ caseId }) => caseId);
	const planned = planEvenly(
		all.map((item) => ({
			...item,
			raters: (assignedTo.get(item.id) ?? []).map(({ memberId }) => memberId)
		})),
		raters.map(({ id, userId }) => ({
			id,
			specialties: codes.get(userId) ?? [],
			load: load.get(id)!
		})),
		study.ratersPerCase
	);
	const caseOf = new Map(all.map((item) => [item.id, item]));
	const nameOf = new Map(raters.map(({ id, name }) => [id, name]));
	const added = Map.groupBy(planned.assign, ({ raterId }) => raterId);
	return {
		plan: planned,
		preview: {
			assign: planned.assign.map(({ caseId, raterId }) => ({
				externalId: caseOf.get(caseId)!.externalId,
				specialty: specialtyName(caseOf.get(caseId)!.specialty),
				rater: nameOf.get(raterId)!
			})),
			loads: raters.map(({ id, name }) => ({
				rater: name,
				now: load.get(id)!,
				then: (added.get(id) ?? []).reduce(
					(sum, { caseId }) => sum + caseOf.get(caseId)!.actions,
					load.get(id)!
				)
			})),
			short: planned.short.map(sentence)
		}
	};
}

function sentence({ externalId, specialty, missing, suitable }: Plan['short'][number]): string {
	const name = specialtyName(specialty);
	const who =
		suitable === 0
			? `nobody in this study rates ${name}`
			: `only ${suitable} ${suitable === 1 ? 'person rates' : 'people rate'} ${name}`;
	const lacks = `${missing} ${missing === 1 ? 'rater' : 'raters'}`;
	return `${externalId} lacks ${lacks}: ${who}. Add a member of that specialty, or assign by hand.`;
}

async function assign(
	app: App,
	actor: Actor,
	study: studies.Study,
	pairs: { caseId: number; raterId: number }[]
): Promise<void> {
	const round = (await studies.rounds(app.db, study.id)).at(-1)!;
	const now = app.now();
	const made = pairs.map(({ caseId, raterId }) => ({ caseId, memberId: raterId }));
	await atomically(app.db, (tx) =>
		make(tx, { studyId: study.id, roundId: round.id, pairs: made }, { now, actorId: actor.id })
	);
}

/**
 * Gives one case to one rater. A coordinator may assign across specialties by hand.
 *
 * @param externalId the case, e.g. `Card001`
 * @throws Refusal ('missing') for an unknown case or member, ('invalid') where the member does not rate,
 *   or the case is for qualification, ('conflict') where the rater has the case already or was taken out of
 *   the study meanwhile
 */
export async function assignByHand(
	app: App,
	actor: Actor,
	slug: string,
	{ externalId, memberId }: { externalId: string; memberId: number }
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const [item] = await cases.byExternalId(app.db, study.id, externalId);
	if (item === undefined) throw new Refusal('missing', `This study has no case ${externalId}.`);
	if (item.gold) {
		throw new Refusal(
			'invalid',
			`${externalId} is a qualification case: whoever has to qualify is given it.`
		);
	}
	const member = (await studies.members(app.db, study.id)).find(({ id }) => id === memberId);
	if (member === undefined) throw new Refusal('missing', 'There is no such member in this study.');
	if (member.role !== 'rater') {
		throw new Refusal('invalid', `${member.name} is ${member.role} here, and does not rate.`);
	}
	try {
		await assign(app, actor, study, [{ caseId: item.id, raterId: memberId }]);
	} catch (error) {
		const broken = violation(error);
		if (broken === 'unique') {
			throw new Refusal('conflict', `${member.name} has ${externalId} already.`);
		}
		if (broken !== 'foreign-key') throw error;
		throw new Refusal('conflict', `${member.name} was taken out of this study meanwhile.`);
	}
}

/**
 * Takes back an assignment that holds no rating yet.
 *
 * @throws Refusal ('conflict') where something is rated: what a rater entered is never removed; ('invalid')
 *   for a qualification case
 */
export async function unassign(
	app: App,
	actor: Actor,
	slug: string,
	assignmentId: number
): Promise<void> {
	const { study } = await requireCoordinator(app, actor, slug);
	const now = app.now();
	await atomically(app.db, function* (tx) {
		const found = yield* inStudy(tx, study.id, assignmentId);
		if (found.gold) {
			throw new Refusal('invalid', 'This is a qualification case: every rater keeps it.');
		}
		const mine = yield* run(ratings.ofAssignment(tx, assignmentId));
		if (mine.length > 0) {
			throw new Refusal(
				'conflict',
				`${mine.length} actions of this case are rated already, and ratings are never removed.`
			);
		}
		yield* takeAway(tx, found, { now, actorId: actor.id });
	});
}
