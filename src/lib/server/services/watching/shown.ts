/** Cases and places as a page shows them: what fits into a row, and no more. */
import { daysSince, percent, type HoldKind, type PlaceState } from '#lib/domain/coverage.ts';
import type { CaseRow, Place } from './survey.ts';

/** A rater's place in a case. */
export type ShownPlace = {
	assignmentId: number;
	name: string;
	state: Exclude<PlaceState, 'empty'>;
	percent: number;
	counts: boolean;
	/** What it waits for, and for how many days; `until` is when a pause ends, in milliseconds since 1970. */
	hold: { kind: HoldKind; days: number; until: number | null } | null;
};

/** A case with those of its places that it waits for. */
export type ShownCase = {
	externalId: string;
	specialty: string;
	actions: number;
	/** Places that are further along than those shown. */
	folded: number;
	places: ShownPlace[];
	empty: number;
	/** Per cent of the ratings wanted. */
	percent: number;
};

/** Places in one row; of more, those furthest along are folded into a number. */
const MOST_PLACES = 6;

export function shownPlace(place: Place, now: number): ShownPlace {
	const { assignmentId, name, state, counts, hold } = place;
	return {
		...{ assignmentId, name, state, counts, percent: percent(place) },
		hold: hold && { kind: hold.kind, days: daysSince(hold.since, now), until: hold.until }
	};
}

export function shownCase(row: CaseRow, now: number): ShownCase {
	const { externalId, specialty, actions, places, empty } = row;
	const folded = places.length > MOST_PLACES ? places.length - MOST_PLACES : 0;
	return {
		...{ externalId, specialty, actions, folded },
		places: places.slice(folded).map((place) => shownPlace(place, now)),
		empty,
		percent: percent({ rated: row.done, actions: row.of })
	};
}
