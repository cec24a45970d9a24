/** Records cut down to the actions of one category, as if a case had no others. */
import type { Judged } from './record.ts';
import { layoutOf, type Layout } from './rubric.ts';
import { standingOf } from './standing.ts';

/** A record on the rubric that it is scored against. */
export type Held = { layout: Layout; record: Judged };

/** The categories of a set's actions, in the order in which they are first met. */
export function categoriesOf(layouts: readonly Layout[]): string[] {
	const all = layouts.flatMap(({ rubric }) => rubric.actions.map(({ category }) => category));
	return [...new Set(all)];
}

/**
 * Cuts records down to one category. What is moot in the whole case stays moot, whatever it depends on; what another
 * of its group covers that is of another category counts as moot too: nobody is held to have left it out. Of an
 * answer only the actions count that were matched with one of the category, and its length does not.
 *
 * @returns records of the cases that have such an action, in their order
 */
export function inCategory(records: readonly Held[], category: string): Held[] {
	const cuts = new Map<Layout, Cut>();
	return records.flatMap(({ layout, record }) => {
		const cut = cuts.get(layout) ?? cutOf(layout, category);
		cuts.set(layout, cut);
		return cut.places.length === 0 ? [] : [heldTo(cut, layout, record)];
	});
}

/** What is left of a case: its rubric, and where its actions stood. */
type Cut = { layout: Layout; places: readonly number[] };

function cutOf({ rubric }: Layout, category: string): Cut {
	const places = [...rubric.actions.keys()].filter(
		(place) => rubric.actions[place]!.category === category
	);
	const actions = places.map((place) => ({ ...rubric.actions[place]!, dependsOn: [] }));
	return { layout: layoutOf({ ...rubric, actions }), places };
}

/** No parent is ever done: an action that depends on nobody in particular is moot. */
const MOOT: readonly number[] = [];

function heldTo({ layout, places }: Cut, whole: Layout, record: Judged): Held {
	const standing = standingOf(whole, record);
	const done = Uint8Array.from(places, (place) => record.done[place]!);
	const isDoneWithin = layout.groups.map((members) => members.some((place) => done[place]! > 0));
	const parents = places.map((place, at) => {
		const isCoveredWithin = isDoneWithin[layout.groupOf[at]!] ?? false;
		const isCoveredElsewhere = standing.isCovered(place) && !isCoveredWithin;
		return standing.isMoot(place) || isCoveredElsewhere ? MOOT : null;
	});
	const answer =
		record.answer?.flatMap((action) => {
			const matches = action.matches.filter((number) => layout.placeOf.has(number));
			const isWithin = matches.some((number) => done[layout.placeOf.get(number)!]! > 0);
			return isWithin ? [{ ...action, matches }] : [];
		}) ?? null;
	return { layout: { ...layout, parents }, record: { ...record, done, answer, length: null } };
}
