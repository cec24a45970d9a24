/** The plan of the present round with all that it rests on, as its page and its file look at it. */
import type { App } from '../../app.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlan } from '../../store/plans.ts';
import { askedOf, readBasis, type Basis } from './plan-basis.ts';
import { readPlaces, type Place } from './plan-places.ts';
import { stateOf, type PlanState } from './plan-state.ts';

/** What the address asks for. */
export type PlanLook = {
	/** Of the cases, and of the loads. */
	page: number;
	loads: number;
	/** A specialty's code; '' for all. */
	specialty: string;
	/** Part of a case's id or of a rater's name; '' for all. */
	search: string;
	/** A place for which somebody else is looked for; 0 for none. */
	place: number;
	/** Part of the name of whoever is looked for. */
	who: string;
};

export type Looked = {
	basis: Basis;
	plan: StoredPlan | undefined;
	places: Place[];
	actions: Map<number, number>;
	state: PlanState;
};

export async function lookAt(app: App, studyId: number): Promise<Looked> {
	const { basis, plan, places } = await read(app.db, function* (tx) {
		const found = yield* readBasis(tx, studyId, app.now());
		const there = yield* plans.ofRound(tx, { roundId: found.round.id });
		const theirs = there?.state === 'ready' ? yield* readPlaces(tx, there.id) : [];
		return { basis: found, plan: there, places: theirs };
	});
	const panel = await panelOf(app, studyId);
	const actions = new Map(panel.cases.map((item) => [item.id, item.actions.length]));
	const moving = plan !== undefined && plan.state === 'ready' && askedOf(plan).moving;
	return { basis, plan, places, actions, state: stateOf(basis, actions, places, moving) };
}
