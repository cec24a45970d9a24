/** Applies the plan of a round: all of it in one change, or nothing. */
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as assignments from '../../store/assignments.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlan } from '../../store/plans.ts';
import * as rounds from '../../store/rounds.ts';
import * as trail from '../../store/trail.ts';
import * as mailing from '../mailing/index.ts';
import { assertFirst, assertOpen } from './assignment-steps.ts';
import { takeAway } from './letting-go.ts';
import { askedOf, isUpToDate, readBasis, type Basis, type PlanAsked } from './plan-basis.ts';
import { computeNow } from './plan-computing.ts';
import { readPlaces, type Place } from './plan-places.ts';
import { giveGoldCases } from './gold.ts';
import { makeRoom } from './places.ts';

/** What was done. */
export type Applied = {
	/** Assignments made, and those that nobody had begun and that were taken away for others. */
	made: number;
	removed: number;
	/** People to whom a mail goes. */
	told: number;
	/** Places that stay empty. */
	empty: number;
};

type Asked = { actor: Actor; slug: string; tell: boolean };

/**
 * Gives the cases to the raters as the plan says, and forgets the plan.
 *
 * @param tell true for a mail to everybody who is given a case (`mailing.tellOpened`)
 * @throws Refusal ('missing') where there is no plan, ('invalid') where it gives nothing to anybody, ('conflict')
 *   where people, cases or assignments have changed since it was computed, or the round is locked
 */
export function applyPlan(
	app: App,
	actor: Actor,
	slug: string,
	{ tell = false }: { tell?: boolean } = {}
): Promise<Applied> {
	return app.crew.ask(apply, { actor, slug, tell });
}

/** Computes a plan and applies it as it is, for whoever does not want to look at it first. */
export async function planAtOnce(
	app: App,
	actor: Actor,
	slug: string,
	asked: Partial<PlanAsked> = {}
): Promise<Applied> {
	await computeNow(app, actor, slug, asked);
	return applyPlan(app, actor, slug);
}

const apply = task('assigning.apply', 'work', async (app, given: Asked): Promise<Applied> => {
	await read(app.db, (tx) => coordinatorOf(tx, given.actor, given.slug));
	try {
		return await atomically(app.db, by(app, given.actor), (tx) => applied(tx, app, given));
	} catch (error) {
		if (violation(error) === null) throw error;
		throw movedOn();
	}
});

function* applied(tx: Change, app: App, { actor, slug, tell }: Asked): Steps<Applied> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const round = yield* rounds.present(tx, study.id);
	assertOpen(round);
	assertFirst(round);
	const plan = yield* plans.ofRound(tx, { roundId: round.id });
	assertReady(plan);
	const basis = yield* readBasis(tx, study.id, tx.by.at);
	if (!isUpToDate(plan, basis)) throw movedOn();
	const places = yield* readPlaces(tx, plan.id);
	const removed = askedOf(plan).moving ? yield* removeLeftOver(tx, study.id, plan) : 0;
	yield* makeRoom(tx, { studyId: study.id, roundId: round.id }, casesOfNew(basis, places));
	const after = yield* assignments.newest(tx);
	yield* plans.assign(tx, { planId: plan.id, roundId: round.id, at: tx.by.at });
	const made = yield* plans.made(tx, { roundId: round.id, after });
	const empty = places.filter(({ memberId }) => memberId === null).length;
	if (made.length + removed === 0) throw nothingToAssign(empty);

	const byHand = places.filter((place) => place.byHand).length;
	// Before the lines of its assignments: figures then read the study anew, and not line by line.
	yield* trail.record(tx, {
		studyId: study.id,
		what: 'plan.applied',
		subject: `round:${round.id}`,
		new: { seed: plan.seed, made: made.length, removed, byHand, empty }
	});
	yield* trail.recordMade(tx, { studyId: study.id, roundId: round.id, after });
	// The raters of a clone have none yet.
	yield* giveGoldCases(tx, study.id);
	const memberIds = made.map(({ memberId }) => memberId);
	const told = tell ? yield* mailing.tellOpened(tx, app, { studyId: study.id, memberIds }) : 0;
	yield* plans.remove(tx, plan.id);
	return { made: made.length, removed, told, empty };
}

function assertReady(plan: StoredPlan | undefined): asserts plan is StoredPlan {
	if (plan === undefined) {
		throw new Refusal(
			'missing',
			'There is no plan to apply. It may have been applied meanwhile; compute another one.'
		);
	}
	if (plan.state !== 'ready') {
		throw new Refusal('conflict', 'The plan is not ready. Nothing was assigned.');
	}
}

/** The case of each place that is given to somebody who does not have it, where somebody has a place already. */
function casesOfNew({ had, held }: Basis, places: readonly Place[]): number[] {
	const taken = new Set(held.map(({ caseId }) => caseId));
	return places.flatMap(({ caseId, memberId }) =>
		memberId === null || !taken.has(caseId) || had.get(caseId)?.has(memberId) ? [] : caseId
	);
}

/** Why an assignment went that nobody had begun. */
const MOVED = 'A new plan gave the case to someone else.';

function* removeLeftOver(tx: Change, studyId: number, plan: StoredPlan): Steps<number> {
	const { id: planId, roundId } = plan;
	const leftOver = yield* plans.leftOver(tx, { planId, roundId });
	for (const assignment of leftOver) yield* takeAway(tx, { assignment, studyId }, MOVED);
	return leftOver.length;
}

const movedOn = () =>
	new Refusal(
		'conflict',
		'People, cases, rules or assignments have changed since the plan was computed. Nothing was assigned; compute it again.'
	);

const nothingToAssign = (empty: number) =>
	new Refusal(
		'invalid',
		empty === 0
			? 'Every case has its raters already. There is nothing to assign.'
			: 'Nobody can be given a case that lacks raters. See what stays short, and what would mend it.'
	);
