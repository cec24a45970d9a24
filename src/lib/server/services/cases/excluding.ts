/** Taking many actions out of a study at once, for one reason. */
import {
	actionName,
	leftOutOf,
	leftOutWords,
	type LeftOut,
	type WhyLeftOut
} from '#lib/domain/referral.ts';
import { Refusal } from '#lib/domain/refusal.ts';
import { by, type Actor, type App } from '../../app.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { atomically, type Change } from '../../db/atomically.ts';
import type { Steps } from '../../db/steps.ts';
import * as care from '../../store/case-care.ts';
import * as cases from '../../store/cases.ts';
import * as referrals from '../../store/referrals.ts';
import { reasonSchema, takeOut } from './withdrawing.ts';

/** Actions that were withdrawn, by their ids, and those that were left out. */
export type Excluded = { done: number[]; leftOut: LeftOut[] };

/**
 * Withdraws actions of any of a study's cases. The last one of a case stays, and so does what is withdrawn or worded
 * anew already: they are left out and named, and the rest goes.
 *
 * @throws Refusal ('invalid') without an action, ('conflict') where none can be withdrawn; ZodError without a reason
 */
export async function withdrawActions(
	app: App,
	actor: Actor,
	slug: string,
	{ actionIds, ...given }: { actionIds: number[]; reason: string }
): Promise<Excluded> {
	const { reason } = reasonSchema.parse(given);
	return app.crew.ask(withdrawn, { actor, slug, actionIds, reason });
}

type Asked = { actor: Actor; slug: string; actionIds: number[]; reason: string };

const withdrawn = task('cases.withdraw-actions', 'work', (app, asked: Asked) =>
	atomically(app.db, by(app, asked.actor), (tx) => exclude(tx, asked))
);

function* exclude(tx: Change, { actor, slug, actionIds, reason }: Asked): Steps<Excluded> {
	const study = yield* coordinatorOf(tx, actor, slug);
	const ids = [...new Set(actionIds)];
	if (ids.length === 0) throw new Refusal('invalid', 'Choose at least one action.');
	const places = yield* referrals.places(tx, study.id, ids);
	const done: number[] = [];
	const left: { why: WhyLeftOut; name: string | null }[] = Array.from(
		{ length: ids.length - places.length },
		() => ({ why: 'gone', name: null })
	);
	for (const [caseId, theirs] of Map.groupBy(places, (place) => place.caseId)) {
		const item = (yield* cases.byId(tx, { id: caseId }))!;
		const all = yield* care.wordedActions(tx, { caseId });
		let present = all.filter(({ withdrawnAt }) => withdrawnAt === null).length;
		for (const place of theirs) {
			if (present === 1) {
				left.push({ why: 'last', name: actionName(place) });
				continue;
			}
			present -= 1;
			yield* takeOut(tx, study, item, { id: place.actionId, number: place.number, reason });
			done.push(place.actionId);
		}
	}
	const leftOut = leftOutOf(left);
	if (done.length > 0) return { done, leftOut };
	throw new Refusal('conflict', ['Nothing was excluded.', ...leftOut.map(leftOutWords)].join(' '));
}
