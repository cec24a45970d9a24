/** Accuracy: how often what was done is what was wanted, doing and leaving alike. */
import { NOT_DONE, WHOLLY, type Done } from './record.ts';
import type { Layout } from './rubric.ts';
import { isAppropriate, isUncertain } from './scale.ts';
import type { Standing } from './standing.ts';

/**
 * The share of units in which done and wanted agree. A unit is a lone action that is not moot, or a group unless all
 * of it is moot; a group is wanted or not by its first member, in the order of the rubric, that is not 4 to 6, and
 * done by any. What is 4 to 6 is no unit.
 *
 * @param counts what is taken as done: `anyhow` also in part, `wholly` not
 * @returns 0 to 1; null without units
 */
export function accuracy(
	layout: Layout,
	standing: Standing,
	counts: 'anyhow' | 'wholly'
): number | null {
	const { rubric, groups, groupOf } = layout;
	const isDone = (done: Done) => (counts === 'wholly' ? done === WHOLLY : done !== NOT_DONE);
	let units = 0;
	let agreeing = 0;
	const unit = (places: readonly number[]) => {
		const first = places.find((place) => !isUncertain(rubric.actions[place]!.score));
		if (first === undefined) return;
		const done = places.some((place) => isDone(standing.done(place)));
		units += 1;
		agreeing += Number(done === isAppropriate(rubric.actions[first]!.score));
	};
	for (const place of rubric.actions.keys()) {
		if (groupOf[place] === -1 && !standing.isMoot(place)) unit([place]);
	}
	for (const [group, places] of groups.entries()) {
		if (!standing.isGroupMoot(group)) unit(places);
	}
	return units === 0 ? null : agreeing / units;
}
