/** What was sent somewhere and waits there, and what is named before something is sent or excluded. */
import type { ReferredTo } from '#lib/domain/disagreements.ts';
import { actionName } from '#lib/domain/referral.ts';
import type { Actor, App } from '../../app.ts';
import { coordinatorOf, watcherOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import * as members from '../../store/members.ts';
import * as referrals from '../../store/referrals.ts';
import { adjudicatorsOf } from './adjudicators.ts';

/** An action that waits to be asked again or ruled on. */
export type WaitingAction = {
	actionId: number;
	externalId: string;
	number: number;
	to: ReferredTo;
	/** When it was sent; milliseconds since 1970. */
	at: number;
	/** Who is to rule, by name; null for whoever adjudicates, and for a round. */
	member: string | null;
	note: string;
};

/** Everything that waits in a study, the oldest first, for those who run it. */
export function waiting(app: App, actor: Actor, slug: string): Promise<WaitingAction[]> {
	return app.crew.ask(allWaiting, { actor, slug });
}

/** How many actions wait for the next round, and how many for a ruling. */
export async function waitingCounts(
	app: App,
	actor: Actor,
	slug: string
): Promise<Record<ReferredTo, number>> {
	const all = await waiting(app, actor, slug);
	const at = (to: ReferredTo) => all.filter((one) => one.to === to).length;
	return { round: at('round'), adjudication: at('adjudication') };
}

const allWaiting = task(
	'referring.waiting',
	'figures',
	(app, { actor, slug }: { actor: Actor; slug: string }) =>
		read(app.db, function* (tx) {
			const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
			const everyone = yield* members.ofStudy(tx, { studyId });
			const nameOf = new Map(everyone.map(({ id, name }) => [id, name]));
			const all = yield* referrals.waiting(tx, { studyId });
			return all.map(
				({ actionId, externalId, number, to, createdAt, memberId, note }): WaitingAction => ({
					...{ actionId, externalId, number, to, at: createdAt, note },
					member: memberId === null ? null : (nameOf.get(memberId) ?? null)
				})
			);
		})
);

/** What a question about some actions says of them: how many there are, and the first of them by name. */
export type Named = { of: number; some: string[] };

/** Names that a question holds. */
const NAMED = 3;

/** What is asked before something is done with actions, for those who run the study. */
export function named(
	app: App,
	actor: Actor,
	slug: string,
	actionIds: readonly number[]
): Promise<Named> {
	return read(app.db, function* (tx) {
		const { id: studyId } = yield* coordinatorOf(tx, actor, slug);
		const first = yield* referrals.places(tx, studyId, actionIds.slice(0, NAMED));
		return { of: actionIds.length, some: first.map(actionName) };
	});
}

/** Those who can be asked to rule, for those who run the study; whoever observes it is told of nobody. */
export function adjudicators(
	app: App,
	actor: Actor,
	slug: string
): Promise<{ memberId: number; name: string }[]> {
	return read(app.db, function* (tx) {
		const { study, named: isNamed } = yield* watcherOf(tx, actor, slug);
		const all = isNamed ? yield* adjudicatorsOf(tx, study.id) : [];
		return all.map(({ id, name }) => ({ memberId: id, name }));
	});
}
