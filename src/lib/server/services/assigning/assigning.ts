/** Which rater gets which case, by hand. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as ratings from '../../store/ratings.ts';
import * as rounds from '../../store/rounds.ts';
import { assertOpen, inStudy, make, takeAway } from './assignment-steps.ts';

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
