/**
 * The places of a stored plan. A row is a place: a rater with a fit, or nobody. A rater without a fit has been
 * set aside: a person chose somebody else, whose row follows; undoing the change puts the rater back.
 */
import type { Fit } from '#lib/domain/fit.ts';
import type { PlannedPlace } from '#lib/domain/plan.ts';
import type { Queries } from '../../db/connect.ts';
import type { Steps } from '../../db/steps.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlace } from '../../store/plans.ts';
import { asFit, type ByHand } from './plan-basis.ts';

export type Place = {
	id: number;
	caseId: number;
	/** Null where nobody has it. */
	memberId: number | null;
	fit: Fit | null;
	byHand: boolean;
};

/** The places of a plan, without who was set aside. */
export function* readPlaces(tx: Queries, planId: number): Steps<Place[]> {
	const rows = yield* plans.places(tx, { planId });
	return rows
		.map(([id, caseId, memberId, fit, byHand]) => ({
			id: Number(id),
			caseId: Number(caseId),
			memberId: memberId === null ? null : Number(memberId),
			fit: asFit(fit),
			byHand: Boolean(byHand)
		}))
		.filter((place) => !isSetAside(place));
}

export const isSetAside = ({ memberId, fit }: Pick<StoredPlace, 'memberId' | 'fit'>): boolean =>
	memberId !== null && fit === null;

/** The places that a person chose. */
export const chosenByHand = (places: readonly Place[]): ByHand[] =>
	places.filter(({ byHand }) => byHand);

/** The places that the planner filled. */
export function planned(places: readonly Place[]): PlannedPlace[] {
	return places.flatMap(({ caseId, memberId, fit, byHand }) =>
		byHand || memberId === null || fit === null ? [] : { caseId, raterId: memberId, fit }
	);
}
