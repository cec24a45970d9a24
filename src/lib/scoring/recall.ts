/** Recall: how much of what should be done was done. */
import { IN_PART, NOT_DONE } from './record.ts';
import type { Layout } from './rubric.ts';
import { isAppropriate, weightOf } from './scale.ts';
import type { Standing } from './standing.ts';

export type Recall = {
	/** Lone actions of at least 7 that are not moot, and groups with such a score of which not all is moot. */
	units: number;
	/** Share of the units done, each by any member; 0 to 1, and 0 without units. */
	raw: number;
	/** The same by weight, with what was done in part at half. */
	weighted: number;
	/** By weight, without halves. */
	binary: number;
};

/** What one unit brings: its weight, and what was reached of it. */
type Part = { possible: number; weighted: number; binary: number; done: boolean };

export function recall(layout: Layout, standing: Standing): Recall {
	const { rubric, groups, groupOf } = layout;
	const parts: Part[] = [];
	for (const [place, { score }] of rubric.actions.entries()) {
		if (groupOf[place] !== -1 || !isAppropriate(score) || standing.isMoot(place)) continue;
		parts.push(partOf(layout, standing, [place], standing.done(place) !== NOT_DONE));
	}
	for (const [group, places] of groups.entries()) {
		const wanted = places.some((place) => isAppropriate(rubric.actions[place]!.score));
		if (!wanted || standing.isGroupMoot(group)) continue;
		parts.push(partOf(layout, standing, places, standing.isGroupDone(group)));
	}
	const sum = (of: (part: Part) => number) => parts.reduce((all, part) => all + of(part), 0);
	const possible = sum((part) => part.possible);
	const share = (reached: number, of: number) => (of === 0 ? 0 : reached / of);
	return {
		units: parts.length,
		raw: share(
			sum(({ done }) => Number(done)),
			parts.length
		),
		weighted: share(
			sum(({ weighted }) => weighted),
			possible
		),
		binary: share(
			sum(({ binary }) => binary),
			possible
		)
	};
}

/** By weight only members of at least 7 that are not moot count: the best there is, and the best that was done. */
function partOf(
	{ rubric }: Layout,
	standing: Standing,
	places: readonly number[],
	done: boolean
): Part {
	const scoreOf = (place: number) => rubric.actions[place]!.score;
	const counting = places.filter(
		(place) => isAppropriate(scoreOf(place)) && !standing.isMoot(place)
	);
	if (counting.length === 0) return { possible: 0, weighted: 0, binary: 0, done };
	const possible = weightOf(Math.max(...counting.map(scoreOf)));
	const reached = counting.filter((place) => standing.done(place) !== NOT_DONE);
	if (reached.length === 0) return { possible, weighted: 0, binary: 0, done };
	const best = Math.max(...reached.map(scoreOf));
	const halved = reached.every(
		(place) => scoreOf(place) !== best || standing.done(place) === IN_PART
	);
	const binary = weightOf(best);
	return { possible, weighted: halved ? binary / 2 : binary, binary, done };
}
