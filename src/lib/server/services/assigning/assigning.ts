/** Which rater gets which case: by hand, or k raters of the case's specialty, evenly. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { course, task } from '../../crew/task.ts';
import { atomically, read } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import { assertOpen, inStudy, make, takeAway } from './assignment-steps.ts';
import { plan, planAtAGlance, type Preview } from './planning.ts';

/** What "k raters of the case's specialty, evenly" would do, at a glance. Nothing is changed. */
export async function previewPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(planAtAGlance, { studyId: study.id });
}

/**
 * Makes the assignments of the plan.
 *
 * @returns what was done, and the cases that stay short
 * @throws Refusal ('invalid') where no case can be given to anyone, ('conflict') where the round is locked, or
 *   somebody else assigned cases or removed a member meanwhile
 */
export function applyPlan(app: App, actor: Actor, slug: string): Promise<Preview> {
	return app.crew.ask(apply, { actor, slug });
}

const apply = task(
	'assigning.apply',
	'work',
	async (app, given: { actor: Actor; slug: string }) => {
		const { actor, slug } = given;
		const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
		const {
			plan: planned,
			preview,
			roundId
		} = await plan.run(app, { studyId: study.id }, course());
		if (planned.assign.length === 0) {
			throw new Refusal(
				'invalid',
				preview.short.length === 0
					? 'Every case has its raters already. There is nothing to assign.'
					: `Nothing could be assigned. ${preview.short.join(' ')}`
			);
		}
		const pairs = planned.assign.map(({ caseId, raterId }) => ({ caseId, memberId: raterId }));
		try {
			await atomically(app.db, by(app, actor), function* (tx) {
				const study = yield* coordinatorOf(tx, actor, slug);
				const round = yield* rounds.present(tx, study.id);
				if (round.id !== roundId) throw movedOn();
				assertOpen(round);
				yield* make(tx, { studyId: study.id, roundId, pairs });
			});
		} catch (error) {
			if (violation(error) === null) throw error;
			throw movedOn();
		}
		return preview;
	}
);

const movedOn = () =>
	new Refusal(
		'conflict',
		'Members or assignments changed while the plan was made. Nothing was assigned; plan again.'
	);

/**
 * Gives one case to one rater. A coordinator may assign across specialties by hand.
 *
 * @param externalId the case, e.g. `Card001`
 * @throws Refusal ('missing') for an unknown case or member, ('invalid') where the member does not rate, has no
 *   open account, or the case is for qualification, ('conflict') where the rater has the case already or the
 *   round is locked
 */
export async function assignByHand(
	app: App,
	actor: Actor,
	slug: string,
	{ externalId, memberId }: { externalId: string; memberId: number }
): Promise<void> {
	let name = '';
	try {
		await atomically(app.db, by(app, actor), function* (tx) {
			const study = yield* coordinatorOf(tx, actor, slug);
			const item = yield* cases.byExternalId(tx, { studyId: study.id, externalId });
			const member = yield* members.byId(tx, { studyId: study.id, id: memberId });
			assertAssignable(externalId, item, member);
			name = member!.name;
			const round = yield* rounds.present(tx, study.id);
			assertOpen(round);
			const pairs = [{ caseId: item!.id, memberId }];
			yield* make(tx, { studyId: study.id, roundId: round.id, pairs });
		});
	} catch (error) {
		if (violation(error) !== 'unique') throw error;
		throw new Refusal('conflict', `${name} has ${externalId} already.`);
	}
}

function assertAssignable(
	externalId: string,
	item: cases.CaseRow | undefined,
	member: members.NamedMember | undefined
): void {
	if (item === undefined) throw new Refusal('missing', `This study has no case ${externalId}.`);
	if (item.gold) {
		throw new Refusal(
			'invalid',
			`${externalId} is a qualification case: whoever has to qualify is given it.`
		);
	}
	if (member === undefined) throw new Refusal('missing', 'There is no such member in this study.');
	if (member.role !== 'rater') {
		throw new Refusal('invalid', `${member.name} is ${member.role} here, and does not rate.`);
	}
	if (member.disabledAt !== null) {
		throw new Refusal('invalid', `The account of ${member.name} is disabled. Choose someone else.`);
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
	await atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const found = yield* inStudy(tx, study.id, assignmentId);
		if (found.gold) {
			throw new Refusal('invalid', 'This is a qualification case: every rater keeps it.');
		}
		const mine = yield* ratings.ofAssignment(tx, { assignmentId });
		if (mine.length > 0) {
			throw new Refusal(
				'conflict',
				`${mine.length} actions of this case are rated already, and ratings are never removed.`
			);
		}
		yield* takeAway(tx, found);
	});
}
