/** A case that a panel has rated and signed, to be asked again in later rounds. */
import { EMPTY_RATING, type CannotRateReason, type RatingValue } from '#lib/domain/rating.ts';
import type { Database } from '#lib/server/db/connect.ts';
import * as rating from '#lib/server/services/rating/index.ts';
import * as rounds from '#lib/server/services/rounds/index.ts';
import * as studies from '#lib/server/store/studies.ts';
import {
	aCase,
	aMember,
	anApp,
	anAssignment,
	aSave,
	aStudy,
	everyRow,
	MINUTE,
	scored,
	write,
	type Person
} from '../support.ts';

/** What one rater says, by the place of the action. */
export type Answers = readonly RatingValue[];

/** @param scores one a rater and action; null where the rater could not rate it */
export const answers = (...scores: (number | null)[]): Answers =>
	scores.map((score) => (score === null ? unable('outside-specialty') : scored(score)));

export const unable = (cannotRate: CannotRateReason): RatingValue => ({
	...EMPTY_RATING,
	cannotRate
});

type Wishes = {
	sharesComments?: boolean;
	asksReason?: boolean;
	/** The places of the raters in the order in which they rate and sign. */
	order?: readonly number[];
};

/**
 * A study of one case, every name in it fixed, so that two of them differ in nothing but what was said.
 *
 * @param panel what each rater says in the first round
 */
export async function aPanel(db: Database, panel: readonly Answers[], wishes: Wishes = {}) {
	const { sharesComments = false, asksReason = true, order = panel.map((_, at) => at) } = wishes;
	const app = anApp(db);
	const named = { slug: 'panel', name: 'The panel' };
	const study = await aStudy(db, { ...named, ratersPerCase: panel.length });
	await write(db, (tx) => studies.update(tx, study, { sharesComments, asksReason }));
	const coordinator = (await aMember(db, study, 'coordinator', { name: 'Cora' })).actor;
	const item = await aCase(db, study, { externalId: 'Card001', actions: panel[0]!.length });
	const raters: (Person & { memberId: number; first: number })[] = [];
	for (const [at] of panel.entries()) {
		const person = { name: `Rater-${at}-zyzzyva`, email: `zyzzyva-${at}@primum.test` };
		const rater = await aMember(db, study, 'rater', person);
		raters.push({ ...rater, first: (await anAssignment(db, study, item, rater)).id });
	}

	/** Rates what an assignment asks, at the places of the values. */
	async function rate(who: Person, assignmentId: number, values: Answers) {
		const { actions } = await rating.openCase(app, who.actor, assignmentId);
		for (const [at, value] of values.entries()) {
			const { id, version } = actions[at]!;
			await rating.saveRating(app, who.actor, assignmentId, aSave(id, version, value));
		}
	}
	const sign = (who: Person, assignmentId: number) =>
		rating.submitCase(app, who.actor, assignmentId);

	for (const at of order) {
		app.pass(MINUTE);
		await rate(raters[at]!, raters[at]!.first, panel[at]!);
		await sign(raters[at]!, raters[at]!.first);
	}

	/** Closes the present round and asks these actions again, by their places. */
	async function openNext(...places: number[]) {
		await rounds.setLocked(app, coordinator, study.slug, true);
		return rounds.openNext(app, coordinator, study.slug, {
			actionIds: places.map((at) => item.actions[at]!.id),
			...{ chosen: 'hand' as const, dueAt: null }
		});
	}

	/** The newest assignment of a rater. */
	async function newest({ memberId }: { memberId: number }): Promise<number> {
		const mine = (await everyRow(db, (t) => t.assignments)).filter(
			(one) => one.memberId === memberId
		);
		return mine.at(-1)!.id;
	}

	/** A rater's case of the newest round, as its screen gets it. */
	const shown = async (who: Person & { memberId: number }) =>
		rating.openCase(app, who.actor, await newest(who));

	return { app, db, study, coordinator, item, raters, rate, sign, openNext, newest, shown };
}
