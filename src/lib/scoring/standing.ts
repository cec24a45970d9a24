/** How the actions of a case stand once it is known what was done: done, moot, covered. */
import type { Done, Judged } from './record.ts';
import type { Layout } from './rubric.ts';

export type Standing = {
	/** How far each place was done. */
	done: (place: number) => Done;
	/** It depends on something, and nothing it depends on was done. What depends on nothing is never moot. */
	isMoot: (place: number) => boolean;
	/** Some member of its group was done, whatever that member's score; never true of a lone action. */
	isCovered: (place: number) => boolean;
	/** Some member of the group was done. */
	isGroupDone: (group: number) => boolean;
	/** Nothing in the group could be done: all of its members are moot. */
	isGroupMoot: (group: number) => boolean;
};

export function standingOf({ parents, groups, groupOf }: Layout, { done }: Judged): Standing {
	const isDone = (place: number) => done[place]! > 0;
	const moot = parents.map((of) => of !== null && !of.some(isDone));
	const groupDone = groups.map((places) => places.some(isDone));
	const groupMoot = groups.map((places) => places.every((place) => moot[place]));
	return {
		done: (place) => done[place]! as Done,
		isMoot: (place) => moot[place]!,
		isCovered: (place) => groupDone[groupOf[place]!] ?? false,
		isGroupDone: (group) => groupDone[group]!,
		isGroupMoot: (group) => groupMoot[group]!
	};
}
