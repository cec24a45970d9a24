/** Changes of a plan by hand: somebody else for a place, or nobody. Computing again keeps them. */
import { fitOf } from '#lib/domain/fit.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as cases from '../../store/cases.ts';
import * as members from '../../store/members.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlace, StoredPlan } from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import type { Study } from '../../store/studies.ts';
import * as users from '../../store/users.ts';
import { taker } from './giving.ts';
import { askedOf, readRules } from './plan-basis.ts';
import { computePlan } from './plan-computing.ts';
import { isSetAside } from './plan-places.ts';

/**
 * Puts somebody in a place of the plan, whatever the rules say of it, or leaves it empty. Nothing is given to
 * anybody before the plan is applied.
 *
 * @param memberId null for nobody
 * @returns who has the place now, and of which case
 * @throws Refusal ('missing') where the plan has no such place or the study no such member, ('invalid') for
 *   who takes no cases now, ('conflict') for who has or had the case, or has a place in it
 */
export async function choosePlace(
	app: App,
	actor: Actor,
	slug: string,
	{ placeId, memberId }: { placeId: number; memberId: number | null }
): Promise<{ externalId: string; name: string | null }> {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const plan = yield* readyPlan(tx, study.id);
		const place = yield* plans.place(tx, { id: placeId });
		if (place?.planId !== plan.id || isSetAside(place)) {
			throw new Refusal(
				'missing',
				'This place is in the plan no more. Look at the plan as it is now.'
			);
		}
		const { externalId, specialty } = (yield* cases.byId(tx, { id: place.caseId }))!;
		if (memberId === place.memberId) throw same(externalId);
		if (memberId === null) {
			yield* put(tx, place, { memberId, fit: null });
			return { externalId, name: null };
		}
		const member = yield* mayTake(tx, { study, plan, place, memberId, externalId });
		const fit = yield* fitIn(tx, study, member, specialty);
		yield* put(tx, place, { memberId, fit });
		return { externalId, name: member.name };
	});
}

const same = (externalId: string) =>
	new Refusal('conflict', `This place of ${externalId} is as you want it already.`);

/** The plan of the present round, where it can be changed. */
function* readyPlan(tx: Queries, studyId: number): Steps<StoredPlan> {
	const round = yield* rounds.present(tx, studyId);
	const plan = yield* plans.ofRound(tx, { roundId: round.id });
	if (plan === undefined) {
		throw new Refusal('missing', 'There is no plan to change. It may have been applied meanwhile.');
	}
	if (plan.state === 'computing') {
		throw new Refusal('conflict', 'The plan is being computed. Change it once it is ready.');
	}
	return plan;
}

type Taking = {
	study: Study;
	plan: StoredPlan;
	place: StoredPlace;
	memberId: number;
	externalId: string;
};

/** The member, if the place may be given to the member. */
function* mayTake(
	tx: Change,
	{ study, plan, place, memberId, externalId }: Taking
): Steps<members.NamedMember> {
	const member = yield* taker(tx, { studyId: study.id, memberId }, tx.by.at);
	const { name } = member;
	const { caseId } = place;
	const had = yield* assignments.find(tx, { caseId, memberId, roundId: plan.roundId });
	const moves = askedOf(plan).moving && had?.state === 'assigned' && had.releasedAt === null;
	if (had !== undefined && !moves) {
		throw new Refusal('conflict', `${name} has or had ${externalId} already. Choose someone else.`);
	}
	const here = yield* plans.placesOfCase(tx, { planId: plan.id, caseId });
	if (here.some((other) => other.memberId === memberId && !isSetAside(other))) {
		throw new Refusal('conflict', `${name} has a place in ${externalId} in this plan already.`);
	}
	return member;
}

function* fitIn(tx: Queries, study: Study, { userId }: { userId: number }, specialty: string) {
	const codes = (yield* users.specialties(tx, [userId])).get(userId) ?? [];
	return fitOf(codes, specialty, yield* readRules(tx, study));
}

/** Writes who has a place now; whom the planner had put there is set aside, right before. */
function* put(
	tx: Change,
	{ id, planId, caseId, memberId, byHand }: StoredPlace,
	chosen: Pick<StoredPlace, 'memberId' | 'fit'>
): Steps<void> {
	const here = yield* plans.placesOfCase(tx, { planId, caseId });
	const before = here[here.findIndex((row) => row.id === id) - 1];
	yield* plans.removePlace(tx, id);
	if (byHand && before !== undefined && isSetAside(before) && before.memberId === chosen.memberId) {
		yield* plans.updatePlace(tx, before.id, { fit: chosen.fit });
		return;
	}
	for (const row of here) {
		if (isSetAside(row) && row.memberId === chosen.memberId) yield* plans.removePlace(tx, row.id);
	}
	const asides = byHand || memberId === null ? [] : [{ memberId, fit: null, byHand: false }];
	const rows = [...asides, { ...chosen, byHand: true }];
	yield* plans.insertPlaces(
		tx,
		rows.map((row) => ({ planId, caseId, ...row }))
	);
}

/** The case a change was in; `ready`: false where a job computes the plan without it. */
export type Undone = { externalId: string; ready: boolean };

/**
 * Takes the last change by hand back. Where the plan was computed around it since, nobody was planned for its place:
 * the plan is then computed once more without the change.
 *
 * @throws Refusal ('conflict') where there is none, or the round is locked
 */
export async function undoChoice(app: App, actor: Actor, slug: string): Promise<Undone> {
	const { externalId, vacant, moving } = await takeBack(app, actor, slug);
	if (!vacant) return { externalId, ready: true };
	return { externalId, ...(await computePlan(app, actor, slug, { moving })) };
}

function takeBack(app: App, actor: Actor, slug: string) {
	return atomically(app.db, by(app, actor), function* (tx) {
		const study = yield* coordinatorOf(tx, actor, slug);
		const plan = yield* readyPlan(tx, study.id);
		const last = (yield* plans.byHand(tx, { planId: plan.id })).at(-1);
		if (last === undefined) {
			throw new Refusal('conflict', 'There is no change by hand in this plan to undo.');
		}
		const { id, planId, caseId } = last;
		const { externalId, specialty } = (yield* cases.byId(tx, { id: caseId }))!;
		const here = yield* plans.placesOfCase(tx, { planId, caseId });
		const before = here[here.findIndex((row) => row.id === id) - 1];
		yield* plans.removePlace(tx, id);
		const member =
			before === undefined || !isSetAside(before)
				? undefined
				: yield* members.byId(tx, { studyId: study.id, id: before.memberId! });
		const vacant = before === undefined || member === undefined;
		if (vacant) {
			yield* plans.insertPlaces(tx, [{ planId, caseId, memberId: null, fit: null, byHand: false }]);
		} else {
			const fit = yield* fitIn(tx, study, member, specialty);
			yield* plans.updatePlace(tx, before.id, { fit });
		}
		return { externalId, vacant, moving: askedOf(plan).moving };
	});
}
