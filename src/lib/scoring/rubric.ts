/** A case as a scorer sees it: its actions, their final scores, and how they hang together. */
import { tierOf, type Tier } from './scale.ts';

export type Action = {
	/** Number of the action within its case. */
	number: number;
	text: string;
	category: string;
	/** The final score, 1 to 9: `placement`, else `score`, else `grade`. */
	score: number;
	/** `score` itself, where something stands over it or in its place; null where there is none. */
	ownScore: number | null;
	/** Name of what it is grouped with; null or empty where it stands alone. */
	group: string | null;
	/** `alternative`: one of the group is enough. Any other type, or none, leaves the action lone. */
	groupType: string | null;
	/** Numbers of the actions without which this one is moot. */
	dependsOn: readonly number[];
};

export type Rubric = {
	/** The base case: `Card001`. */
	id: string;
	actions: readonly Action[];
	/** The number of the action of each specialist consult. */
	consults: readonly number[];
	/** What is asked: the ids of the base presentation and its variants. */
	items: readonly string[];
};

/** Actions that count as one when a system's constancy is judged, and what they weigh there. */
export type Bundle = { places: readonly number[]; tier: Tier };

/** A rubric made ready. A place is the index of an action in the order of the rubric. */
export type Layout = {
	rubric: Rubric;
	placeOf: ReadonlyMap<number, number>;
	/** Groups of alternatives, each the places of its members in order. */
	groups: readonly (readonly number[])[];
	/** The group of each place; -1 for a lone action. */
	groupOf: Int32Array;
	/** The places each depends on; null where it depends on nothing. */
	parents: readonly (readonly number[] | null)[];
	consults: readonly number[];
	bundles: readonly Bundle[];
};

/** Makes a rubric ready to score records with. A parent that is not among the actions is never done. */
export function layoutOf(rubric: Rubric): Layout {
	const { actions, consults } = rubric;
	const placeOf = new Map(actions.map(({ number }, place) => [number, place]));
	const known = (numbers: readonly number[]) =>
		numbers.flatMap((number) => placeOf.get(number) ?? []);
	const groups = alike(actions, ({ group, groupType }) =>
		groupType === 'alternative' ? group : null
	);
	const groupOf = new Int32Array(actions.length).fill(-1);
	for (const [index, places] of groups.entries()) {
		for (const place of places) groupOf[place] = index;
	}
	return {
		rubric,
		placeOf,
		groups,
		groupOf,
		parents: actions.map(({ dependsOn }) => (dependsOn.length === 0 ? null : known(dependsOn))),
		consults: known(consults),
		bundles: bundlesOf(actions)
	};
}

/** Places of actions that share a name, in the order in which each name is first met. */
function alike(actions: readonly Action[], nameOf: (action: Action) => string | null): number[][] {
	const byName = new Map<string, number[]>();
	for (const [place, action] of actions.entries()) {
		const name = nameOf(action) ?? '';
		if (name === '') continue;
		const places = byName.get(name);
		if (places === undefined) byName.set(name, [place]);
		else places.push(place);
	}
	return [...byName.values()];
}

/** Whatever shares a name is one bundle, of any type; what has none is one by itself. */
function bundlesOf(actions: readonly Action[]): Bundle[] {
	const named = alike(actions, ({ group }) => group);
	const alone = actions.flatMap(({ group }, place) => ((group ?? '') === '' ? [[place]] : []));
	return [...named, ...alone].map((places) => ({
		places,
		tier: Math.max(
			...places.map((place) => tierOf(actions[place]!.ownScore ?? actions[place]!.score))
		) as Tier
	}));
}

/** The cases of a release, found by the id of what was asked. */
export type AnnotationSet = {
	layouts: readonly Layout[];
	/** The case of each item: of the base presentation and of every variant. */
	ofItem: ReadonlyMap<string, Layout>;
};

export function setOf(rubrics: readonly Rubric[]): AnnotationSet {
	const layouts = rubrics.map(layoutOf);
	const ofItem = new Map(
		layouts.flatMap((layout) => layout.rubric.items.map((item) => [item, layout] as const))
	);
	return { layouts, ofItem };
}
