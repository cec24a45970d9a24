/**
 * Taking a case or an action out of the study, and bringing it back. What is withdrawn is kept with its ratings, and
 * is in no plan, figure, release or list of a rater's; nothing that a rater still sends of it is lost.
 */
import { z } from 'zod';
import { isRated } from '#lib/domain/rating.ts';
import { reasonFor } from '#lib/domain/reason-schema.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as askedOf from '../../store/asked.ts';
import * as assignments from '../../store/assignments.ts';
import * as care from '../../store/case-care.ts';
import * as heads from '../../store/case-heads.ts';
import * as cases from '../../store/cases.ts';
import * as ratings from '../../store/ratings.ts';
import type { Study } from '../../store/studies.ts';
import * as trail from '../../store/trail.ts';
import { reopen } from '../assigning/index.ts';
import { bringUpToDate } from '../qualifying/index.ts';
import { whyNotAgain } from './case-steps.ts';
import { caseToChange, type CaseAsked } from './known-cases.ts';

/** Why something is withdrawn: it stays on record. */
export const reasonSchema = z.object({ reason: reasonFor('say why: it stays on record', 1_000) });

/**
 * Withdraws a case.
 *
 * @throws Refusal ('missing'), ('conflict') where it is withdrawn already, is no longer as it was seen, or is the last
 *   case by which raters qualify; ZodError without a reason
 */
export async function withdraw(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	given: { reason: string }
): Promise<void> {
	const { reason } = reasonSchema.parse(given);
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		if (item.withdrawnAt !== null) {
			throw new Refusal('conflict', `${item.externalId} is withdrawn already.`);
		}
		yield* withdrawCase(tx, study, item, reason);
	});
}

/** The steps of that, for a case that is not withdrawn. */
export function* withdrawCase(
	tx: Change,
	study: Study,
	item: Pick<cases.CaseRow, 'id' | 'externalId' | 'gold'>,
	reason: string
): Steps<void> {
	if (item.gold) yield* assertNotLastGold(tx, study, item.externalId);
	yield* cases.updateCase(tx, item.id, { withdrawnAt: tx.by.at, withdrawReason: reason });
	const subject = `case:${item.id}` as const;
	yield* trail.record(tx, { studyId: study.id, what: 'case.withdrawn', subject, reason });
	if (item.gold) yield* gradeAnew(tx, study);
}

/** Refuses to take away the last case by which the raters of a study have to qualify. */
export function* assertNotLastGold(tx: Change, study: Study, externalId: string): Steps<void> {
	if (study.passMark === null) return;
	const gold = yield* heads.goldSummaries(tx, { studyId: study.id });
	if (gold.some((other) => other.externalId !== externalId)) return;
	throw new Refusal(
		'conflict',
		`${externalId} is the only case by which raters qualify. Choose another under Settings first, or ask for no ` +
			'qualification.'
	);
}

/** Whoever has answered all that is left of the key has done what was asked. */
export function* gradeAnew(tx: Change, study: Study): Steps<void> {
	yield* bringUpToDate(tx, { ...study, tries: study.qualificationTries });
}

/**
 * Brings a withdrawn case back: everything is as it was.
 *
 * @throws Refusal ('missing'), ('conflict') where it is not withdrawn, or no longer as it was seen
 */
export async function restore(app: App, actor: Actor, asked: CaseAsked): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		if (item.withdrawnAt === null) {
			throw new Refusal('conflict', `${item.externalId} is not withdrawn.`);
		}
		yield* cases.updateCase(tx, item.id, { withdrawnAt: null, withdrawReason: null });
		const subject = `case:${item.id}` as const;
		yield* trail.record(tx, {
			...{ studyId: study.id, what: 'case.restored', subject, reason: null }
		});
		if (item.gold) yield* gradeAnew(tx, study);
	});
}

/**
 * Withdraws one action. The last one of a case stays: what is meant then is the case.
 *
 * @throws as `withdraw`
 */
export async function withdrawAction(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	given: { number: number; reason: string }
): Promise<void> {
	const { reason } = reasonSchema.parse(given);
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		const { action, others } = yield* actionOf(tx, item, given.number);
		if (action.withdrawnAt !== null) {
			throw new Refusal('conflict', `Action ${given.number} is withdrawn already.`);
		}
		assertOthersLeft(item, given.number, others, 'Withdraw');
		yield* takeOut(tx, study, item, { id: action.id, number: given.number, reason });
	});
}

/** The steps of that, for an action that is present and not the last of its case. */
export function* takeOut(
	tx: Change,
	study: Study,
	item: cases.CaseRow,
	{ id, number, reason }: { id: number; number: number; reason: string }
): Steps<void> {
	yield* cases.updateAction(tx, id, { withdrawnAt: tx.by.at, withdrawReason: reason });
	yield* tell(tx, study, item, { what: 'action.withdrawn', number, reason });
}

/**
 * Brings a withdrawn action back. Whoever has signed the case meanwhile without rating it signs once more.
 *
 * @throws Refusal ('missing'), ('conflict') where it is not withdrawn, is no longer as it was seen, or a signature
 *   that has to be given again is in a locked round
 */
export async function restoreAction(
	app: App,
	actor: Actor,
	asked: CaseAsked,
	{ number }: { number: number }
): Promise<void> {
	await atomically(app.db, by(app, actor), function* (tx) {
		const { study, item } = yield* caseToChange(tx, actor, asked);
		const { action } = yield* actionOf(tx, item, number);
		if (action.withdrawnAt === null) {
			throw new Refusal('conflict', `Action ${number} is not withdrawn.`);
		}
		yield* cases.updateAction(tx, action.id, { withdrawnAt: null, withdrawReason: null });
		yield* tell(tx, study, item, { what: 'action.restored', number, reason: null });
		const because = `Action ${number} was brought back.`;
		const lacking = yield* signedWithout(tx, item, action.id);
		const problem = yield* whyNotAgain(tx, study.id, lacking, because);
		if (problem !== null) throw new Refusal('conflict', problem);
		for (const assignment of lacking) {
			yield* reopen(tx, { assignment, studyId: study.id }, because);
		}
	});
}

/** The signed assignments of a case that ask an action and hold no answer to it. */
function* signedWithout(tx: Change, { id: caseId }: cases.CaseRow, actionId: number) {
	const lacking: (assignments.Assignment & { roundNumber: number; lockedAt: number | null })[] = [];
	for (const assignment of yield* assignments.submittedOfCase(tx, { caseId })) {
		const place = { assignmentId: assignment.id, actionId };
		const rating = yield* ratings.find(tx, place);
		if (rating !== undefined && isRated(rating)) continue;
		if ((yield* askedOf.action(tx, place)) !== undefined) lacking.push(assignment);
	}
	return lacking;
}

/** @throws Refusal ('missing') where the case has no such action */
export function* actionOf(tx: Change, item: cases.CaseRow, number: number) {
	const all = yield* care.wordedActions(tx, { caseId: item.id });
	const action = all.find((one) => one.number === number);
	if (action === undefined) {
		throw new Refusal('missing', `${item.externalId} has no action ${number}.`);
	}
	return { action, others: all.filter((one) => one !== action) };
}

/** Refuses to take the last present action of a case away. @param others its other actions @param way what to do instead */
export function assertOthersLeft(
	{ externalId }: cases.CaseRow,
	number: number,
	others: readonly cases.ActionRow[],
	way: 'Withdraw' | 'Delete or withdraw'
): void {
	if (others.some(({ withdrawnAt }) => withdrawnAt === null)) return;
	throw new Refusal(
		'conflict',
		`Action ${number} is the only one left in ${externalId}. ${way} the case instead.`
	);
}

type Told = {
	what: 'action.withdrawn' | 'action.restored';
	number: number;
	reason: string | null;
};

/** A change of an action is one of its case, which is what has a version. */
function* tell(
	tx: Change,
	study: Study,
	item: cases.CaseRow,
	{ what, number, reason }: Told
): Steps<void> {
	yield* cases.updateCase(tx, item.id, {});
	const subject = `case:${item.id}` as const;
	yield* trail.record(tx, { studyId: study.id, what, subject, new: { number }, reason });
	if (item.gold) yield* gradeAnew(tx, study);
}
