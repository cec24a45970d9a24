/** A coordinator who plans, for the specs of plans. */
import type { Database } from '#lib/server/db/connect.ts';
import * as assigning from '#lib/server/services/assigning/index.ts';
import * as assignments from '#lib/server/store/assignments.ts';

import { aLook, aMember, anApp, ask, aStudy } from '../support.ts';

/** A study whose coordinator plans, and short ways to do it. */
export async function aTeam(db: Database, ratersPerCase = 2) {
	const app = anApp(db);
	const study = await aStudy(db, { ratersPerCase });
	const coordinator = (await aMember(db, study, 'coordinator')).actor;
	const { slug } = study;
	const rater = (name: string, specialties: string[] = ['Card']) =>
		aMember(db, study, 'rater', { name, specialties });
	return {
		...{ app, db, study, coordinator, slug, rater },
		look: (look: Parameters<typeof aLook>[0] = {}) =>
			assigning.planPage(app, coordinator, slug, aLook(look)),
		compute: (asked = {}) => assigning.computePlan(app, coordinator, slug, asked),
		apply: (given = {}) => assigning.applyPlan(app, coordinator, slug, given),
		given: () => ask(db, assignments.ofRound, { roundId: study.round.id })
	};
}

export type Team = Awaited<ReturnType<typeof aTeam>>;

/** Who has which case in the plan, as `Card001: Ada, Ben`. */
export async function panels({ look }: Team): Promise<string[]> {
	const { rows: shown } = await look();
	return shown.rows
		.map(({ externalId, places }) => {
			const names = places.map(({ name }) => name ?? 'nobody');
			return `${externalId}: ${names.sort().join(', ')}`;
		})
		.sort();
}

/** The id of a place of the plan by its case and who has it. */
export async function placeOf(
	{ look }: Team,
	externalId: string,
	name: string | null
): Promise<number> {
	const { rows: shown } = await look();
	const row = shown.rows.find((one) => one.externalId === externalId)!;
	return row.places.find((place) => place.name === name && place.placeId !== null)!.placeId!;
}

export const choose = (
	{ app, coordinator, slug }: Team,
	placeId: number,
	memberId: number | null
) => assigning.choosePlace(app, coordinator, slug, { placeId, memberId });

export const undo = ({ app, coordinator, slug }: Team) =>
	assigning.undoChoice(app, coordinator, slug);
