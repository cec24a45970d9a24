/** Sending actions that stay open to the next round or to adjudication, and calling them back. */
import { z } from 'zod';
import { REFERRED_TO, type ReferredTo } from '#lib/domain/disagreements.ts';
import {
	actionName,
	leftOutOf,
	leftOutWords,
	whyNotCalledBack,
	whyNotSent,
	type LeftOut,
	type WhyLeftOut
} from '#lib/domain/referral.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, read, type Change } from '../../db/atomically.ts';
import { violation } from '../../db/errors.ts';
import type { Steps } from '../../db/steps.ts';
import * as referrals from '../../store/referrals.ts';
import * as trail from '../../store/trail.ts';
import { tellAdjudicators } from '../adjudicating/index.ts';
import { rulersAsked } from './adjudicators.ts';
import { sendableOf } from './sendable.ts';

const referringSchema = z.object({
	to: z.enum(REFERRED_TO),
	actionIds: z.array(z.int()),
	/** Who is to rule; null for whoever adjudicates, and for a round. */
	memberId: z.int().nullable().default(null),
	/** What is said to whoever rules. */
	note: z.string().trim().max(1000, 'at most 1,000 characters').default('')
});
export type Referring = z.input<typeof referringSchema>;

/** The ids of the actions with which it was done, and those that were left out. */
export type Done = { done: number[]; leftOut: LeftOut[] };

/**
 * Sends actions to the next round or to adjudication. What cannot go is left out and named, and the rest goes.
 *
 * @throws Refusal ('invalid') without an action, or where nobody can rule; ('conflict') where none of them can go, which
 *   says why; ZodError for a note that is too long
 */
export async function refer(
	app: App,
	actor: Actor,
	slug: string,
	given: Referring
): Promise<Done & { to: ReferredTo }> {
	return app.crew.ask(referred, { actor, slug, given: referringSchema.parse(given) });
}

type Asked<Given> = { actor: Actor; slug: string; given: Given };

const referred = task(
	'referring.refer',
	'work',
	async (app, asked: Asked<z.output<typeof referringSchema>>) => {
		await read(app.db, (tx) => coordinatorOf(tx, asked.actor, asked.slug));
		try {
			return await atomically(app.db, by(app, asked.actor), (tx) => send(tx, app, asked));
		} catch (error) {
			if (violation(error) !== 'unique') throw error;
			throw new Refusal(
				'conflict',
				'Somebody else has just sent some of these actions. Nothing of yours was sent. Look at them again first.'
			);
		}
	}
);

function* send(
	tx: Change,
	app: App,
	{ actor, slug, given }: Asked<z.output<typeof referringSchema>>
): Steps<Done & { to: ReferredTo }> {
	const { to, memberId, note } = given;
	const study = yield* coordinatorOf(tx, actor, slug);
	const ruledBy = to === 'adjudication' ? yield* rulersAsked(tx, study.id, memberId) : [];
	const sendable = yield* sendableOf(tx, study, ruledBy);
	const { taken, leftOut } = yield* sorted(tx, study.id, given.actionIds, ({ actionId, caseId }) =>
		whyNotSent(to, sendable(actionId, caseId))
	);
	assertAny(taken, leftOut, 'Nothing was sent.');
	const referral = { to, note, userId: tx.by.userId, createdAt: tx.by.at };
	const forWhom = to === 'adjudication' ? memberId : null;
	yield* referrals.send(
		tx,
		taken.map(({ actionId }) => ({ ...referral, actionId, memberId: forWhom }))
	);
	yield* trail.recordAll(
		tx,
		taken.map(({ caseId, number }) => ({
			...{ studyId: study.id, what: 'action.referred', subject: `case:${caseId}` },
			...{ new: { number, to, memberId: forWhom }, reason: note === '' ? null : note }
		}))
	);
	if (to === 'adjudication') {
		yield* tellAdjudicators(tx, app, study, forWhom === null ? null : [forWhom]);
	}
	return { to, done: taken.map(({ actionId }) => actionId), leftOut };
}

/**
 * Calls actions back from where they were sent, as long as they were not asked again or ruled on.
 *
 * @throws Refusal ('invalid') without an action; ('conflict') where none of them can be called back, which says why
 */
export function callBack(
	app: App,
	actor: Actor,
	slug: string,
	given: { actionIds: number[] }
): Promise<Done> {
	return app.crew.ask(calledBack, { actor, slug, given });
}

const calledBack = task(
	'referring.call-back',
	'work',
	(app, asked: Asked<{ actionIds: number[] }>) =>
		atomically(app.db, by(app, asked.actor), (tx) => takeBack(tx, asked))
);

function* takeBack(
	tx: Change,
	{ actor, slug, given }: Asked<{ actionIds: number[] }>
): Steps<Done> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const sendable = yield* sendableOf(tx, study, []);
	const { taken, leftOut } = yield* sorted(tx, study.id, given.actionIds, ({ actionId, caseId }) =>
		whyNotCalledBack(sendable(actionId, caseId))
	);
	assertAny(taken, leftOut, 'Nothing was called back.');
	for (const { actionId } of taken) yield* referrals.settle(tx, actionId, tx.by.at);
	yield* trail.recordAll(
		tx,
		taken.map(({ actionId, caseId, number }) => ({
			...{ studyId: study.id, what: 'action.called-back', subject: `case:${caseId}` },
			new: { number, from: sendable(actionId, caseId).waitsAt! }
		}))
	);
	return { done: taken.map(({ actionId }) => actionId), leftOut };
}

/** Those of some actions with which it can be done, and those with which it cannot. */
function* sorted(
	tx: Change,
	studyId: number,
	actionIds: readonly number[],
	whyNot: (place: referrals.Place) => WhyLeftOut | null
): Steps<{ taken: referrals.Place[]; leftOut: LeftOut[] }> {
	const ids = [...new Set(actionIds)];
	const places = yield* referrals.places(tx, studyId, ids);
	const taken: referrals.Place[] = [];
	const left: { why: WhyLeftOut; name: string | null }[] = [];
	for (const place of places) {
		const why = whyNot(place);
		if (why === null) taken.push(place);
		else left.push({ why, name: actionName(place) });
	}
	const gone = Array.from({ length: ids.length - places.length }, () => ({
		why: 'gone' as const,
		name: null
	}));
	return { taken, leftOut: leftOutOf([...left, ...gone]) };
}

function assertAny(taken: readonly unknown[], leftOut: readonly LeftOut[], nothing: string): void {
	if (taken.length > 0) return;
	if (leftOut.length === 0) throw new Refusal('invalid', 'Choose at least one action.');
	throw new Refusal('conflict', [nothing, ...leftOut.map(leftOutWords)].join(' '));
}
