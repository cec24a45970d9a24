/** The actions of an answer, each with the score it is held to. */
import { IN_PART, type Judged, type ResponseAction } from './record.ts';
import type { Layout } from './rubric.ts';

export type Answered = {
	/** The largest score among its matches, or its own where it is off the list; null where that is outside 1 to 9. */
	score: number | null;
	/** All its matches with that score were done in part only. */
	partial: boolean;
	/** It was matched with an action of the case. */
	listed: boolean;
};

/** An action for each of the answer, or for each done action of the case where the answer is not known. */
export function answered(layout: Layout, record: Judged): Answered[] {
	const { rubric, placeOf } = layout;
	const held = (places: readonly number[]): Answered => {
		const score = Math.max(...places.map((place) => rubric.actions[place]!.score));
		const best = places.filter((place) => rubric.actions[place]!.score === score);
		const partial = best.every((place) => record.done[place] === IN_PART);
		return { score, partial, listed: true };
	};
	if (record.answer === null) {
		return rubric.actions.flatMap((_, place) => (record.done[place]! > 0 ? [held([place])] : []));
	}
	const placesOf = ({ matches }: ResponseAction) =>
		matches.flatMap((number) => {
			const place = placeOf.get(number);
			return place !== undefined && record.done[place]! > 0 ? [place] : [];
		});
	return record.answer.map((action) => {
		const places = placesOf(action);
		if (places.length > 0) return held(places);
		return { score: action.score, partial: false, listed: false };
	});
}
