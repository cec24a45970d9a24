/** The plan of a round as its page shows it: a page of cases, a page of loads, and what there is in all. */
import { specialtyName } from '#lib/domain/case.ts';
import { byFit, fitOf, type Fit } from '#lib/domain/fit.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { explain, type Plan } from '#lib/domain/plan.ts';
import { textOf, type Cell } from '#lib/formats/csv.ts';
import type { Actor, App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import { panelOf } from '../../panel/index.ts';
import * as plans from '../../store/plans.ts';
import type { StoredPlan } from '../../store/plans.ts';
import * as mailing from '../mailing/index.ts';
import { askedOf, isBarred, isUpToDate, readBasis, toPlan, type Basis } from './plan-basis.ts';
import { chosenByHand, planned, readPlaces, type Place } from './plan-places.ts';
import {
	stateOf,
	type Load,
	type PlannedCase,
	type PlanState,
	type Sitting
} from './plan-state.ts';
import { inWords, type ShortWords } from './plan-words.ts';

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

export type ShownPlace = Omit<Sitting, 'memberId'> & { name: string | null };

export type PlanPage = {
	/** `none` until one is computed, and once one was applied. */
	state: 'none' | StoredPlan['state'];
	/** Per cent, while it is computed. */
	progress: number;
	/** Why there is none. */
	error: string | null;
	outOfDate: boolean;
	seed: number | null;
	moving: boolean;
	k: number;
	places: { filled: number; of: number; empty: number; cases: number; left: number };
	/** In actions, of raters who are not paused. */
	load: {
		least: number;
		most: number;
		mean: number;
		raters: number;
		/** Raters without a cap who would have far more than the mean. */
		heavy: number;
	};
	fits: Record<Fit, number>;
	pairs: PlanState['pairs'];
	/** What the plan does: assignments made, how many people a mail can tell of them, and changes by hand. */
	makes: number;
	tells: number;
	byHand: number;
	short: ShortWords[];
	/** Raters who suit no case, the first of them by name. */
	idle: { names: string[]; of: number };
	loads: Page<Load & { memberId: number; name: string; cap: number | null; paused: boolean }>;
	rows: Page<
		Pick<PlannedCase, 'externalId' | 'actions' | 'empty'> & {
			specialty: string;
			places: ShownPlace[];
		}
	>;
	specialties: { code: string; name: string }[];
	choosing: Choosing | null;
};

/** Who could have a place instead. */
export type Choosing = {
	placeId: number;
	externalId: string;
	/** Who has it; null for nobody. */
	name: string | null;
	candidates: {
		memberId: number;
		name: string;
		fit: Fit;
		/** Names of the specialties by which a near rater suits. */
		specialties: string[];
		before: number;
		after: number;
		atCap: boolean;
	}[];
	/** How many there are; the first of them are shown. */
	of: number;
};

const SHOWN = { cases: 40, loads: 30, candidates: 12, idle: 5, short: 6 };

/** The plan of the present round. Nothing is changed. */
export async function planPage(
	app: App,
	actor: Actor,
	slug: string,
	look: PlanLook
): Promise<PlanPage> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(shown, { studyId: study.id, look });
}

/** Who gets what, as a table: what is given already, and what the plan would add. */
export async function planFile(app: App, actor: Actor, slug: string): Promise<string> {
	const study = await read(app.db, (tx) => coordinatorOf(tx, actor, slug));
	return app.crew.ask(filed, { studyId: study.id });
}

type Looked = {
	basis: Basis;
	plan: StoredPlan | undefined;
	places: Place[];
	actions: Map<number, number>;
	state: PlanState;
};

async function lookAt(app: App, studyId: number): Promise<Looked> {
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

type Asked = { studyId: number; look: PlanLook };

const shown = task('assigning.plan-page', 'figures', async (app, { studyId, look }: Asked) => {
	const looked = await lookAt(app, studyId);
	const { basis, plan, places, state } = looked;
	const isReady = plan?.state === 'ready';
	const { short, idle } = isReady ? explained(looked) : { short: [], idle: [] };
	const nameOf = (id: number) => basis.names.get(id) ?? 'somebody';
	const made = places.filter(({ memberId }) => memberId !== null);
	const memberIds = made.map(({ memberId }) => memberId!);
	const told = await read(app.db, (tx) =>
		mailing.toTell(tx, app, { studyId, memberIds, now: app.now() })
	);
	const page: PlanPage = {
		state: plan?.state ?? 'none',
		progress: plan?.progress ?? 0,
		error: plan?.error ?? null,
		outOfDate: isReady && !isUpToDate(plan, basis),
		seed: plan?.seed ?? null,
		moving: plan !== undefined && askedOf(plan).moving,
		k: basis.rules.k,
		places: placesIn(state),
		load: loadIn(state, basis),
		fits: state.fits,
		pairs: state.pairs,
		makes: made.length,
		tells: told.length,
		byHand: places.filter(({ byHand }) => byHand).length,
		short: short.slice(0, SHOWN.short).map((one) => inWords(one, nameOf)),
		idle: { names: idle.slice(0, SHOWN.idle).map(nameOf), of: idle.length },
		loads: cut(loadsIn(state, basis), look.loads, SHOWN.loads),
		rows: rowsIn(looked, look),
		specialties: [...new Set(basis.cases.map(({ specialty }) => specialty))]
			.sort()
			.map((code) => ({ code, name: specialtyName(code) })),
		choosing: isReady ? choosing(looked, look) : null
	};
	return page;
});

/** What was explained last: while nothing changes, a page does not plan anew what would mend what. */
const known = new Map<string, Omit<Plan, 'places'>>();
const MOST_KNOWN = 8;

function explained({ basis, plan, places, actions }: Looked): Omit<Plan, 'places'> {
	const asked = askedOf(plan!);
	const given = toPlan(basis, actions, { ...asked, byHand: chosenByHand(places) });
	const key = sha256(JSON.stringify([given.cases, given.raters, places, basisKey(basis)]));
	const found = known.get(key) ?? explain(given, planned(places));
	known.delete(key);
	known.set(key, found);
	const [oldest] = known.keys();
	if (known.size > MOST_KNOWN) known.delete(oldest!);
	return found;
}

const basisKey = ({ rules }: Basis) => [
	rules.k,
	rules.generalistsPerCase,
	[...rules.generalists],
	[...rules.neighbours].map(([code, near]) => [code, ...near])
];

function placesIn({ cases }: PlanState): PlanPage['places'] {
	const sum = (of: (item: PlannedCase) => number) => cases.reduce((all, item) => all + of(item), 0);
	const empty = sum((item) => item.empty);
	const of = sum(({ places }) => places.length);
	return {
		...{ filled: of - empty, of, empty },
		cases: cases.filter((item) => item.empty > 0).length,
		left: sum((item) => item.left)
	};
}

/** So many times the mean is far more than it. */
const HEAVY = 1.5;

function loadIn({ loads }: PlanState, { raters }: Basis): PlanPage['load'] {
	const theirs = raters.filter(({ paused }) => !paused).map(({ id }) => loads.get(id)!.actions);
	const sum = theirs.reduce((all, one) => all + one, 0);
	const mean = theirs.length === 0 ? 0 : Math.round(sum / theirs.length);
	const heavy = raters.filter(
		({ id, loadCap, paused }) =>
			!paused && loadCap === null && loads.get(id)!.actions > HEAVY * mean
	);
	return {
		least: theirs.reduce((least, one) => Math.min(least, one), theirs[0] ?? 0),
		most: theirs.reduce((most, one) => Math.max(most, one), 0),
		mean,
		raters: theirs.length,
		heavy: heavy.length
	};
}

/** The heaviest first. */
function loadsIn({ loads }: PlanState, { raters }: Basis): PlanPage['loads']['rows'] {
	return raters
		.map(({ id, name, loadCap, paused }) => ({
			...{ memberId: id, name, cap: loadCap, paused },
			...loads.get(id)!
		}))
		.sort((a, b) => b.actions - a.actions || a.memberId - b.memberId);
}

/** Short cases first, those that lack most before; otherwise in the order of the file. */
function rowsIn({ basis, state }: Looked, { page, specialty, search }: PlanLook): PlanPage['rows'] {
	const wanted = search.trim().toLowerCase();
	const isNamed = (id: number | null) =>
		id !== null && (basis.names.get(id) ?? '').toLowerCase().includes(wanted);
	const rows = state.cases
		.filter((item) => specialty === '' || item.specialty === specialty)
		.filter(
			({ externalId, places }) =>
				wanted === '' ||
				externalId.toLowerCase().includes(wanted) ||
				places.some(({ memberId }) => isNamed(memberId))
		)
		.sort((a, b) => b.empty - a.empty);
	const { rows: some, ...rest } = cut(rows, page, SHOWN.cases);
	return {
		...rest,
		rows: some.map(({ externalId, actions, empty, specialty: code, places }) => ({
			...{ externalId, actions, empty },
			specialty: specialtyName(code),
			places: places.map(({ memberId, ...place }) => ({
				...place,
				name: memberId === null ? null : (basis.names.get(memberId) ?? null)
			}))
		}))
	};
}

/** Who could have a place instead, in the order of the rules: those with the least load first. */
function choosing({ basis, plan, state }: Looked, { place, who }: PlanLook): Choosing | null {
	if (place === 0) return null;
	const item = state.cases.find(({ places }) => places.some(({ placeId }) => placeId === place));
	if (item === undefined) return null;
	const here = item.places.find(({ placeId }) => placeId === place)!;
	const sitting = new Set(item.places.map(({ memberId }) => memberId));
	const { moving } = askedOf(plan!);
	const wanted = who.trim().toLowerCase();
	const found = basis.raters
		.filter(({ id, paused, name }) => {
			const may = !paused && !sitting.has(id) && name.toLowerCase().includes(wanted);
			return may && !isBarred(basis, { caseId: item.id, memberId: id }, moving);
		})
		.map(({ id, name, specialties, loadCap }) => {
			const load = state.loads.get(id)!;
			const near = basis.rules.neighbours.get(item.specialty);
			return {
				...{ memberId: id, name, fit: fitOf(specialties, item.specialty, basis.rules) },
				specialties: specialties.filter((code) => near?.has(code)).map(specialtyName),
				...{ before: load.actions, after: load.actions + item.actions },
				atCap: loadCap !== null && load.cases >= loadCap
			};
		})
		.sort(
			(a, b) =>
				byFit(a.fit, b.fit) ||
				Number(a.atCap) - Number(b.atCap) ||
				a.before - b.before ||
				a.memberId - b.memberId
		);
	return {
		...{ placeId: place, externalId: item.externalId },
		name: here.memberId === null ? null : (basis.names.get(here.memberId) ?? null),
		candidates: found.slice(0, SHOWN.candidates),
		of: found.length
	};
}

const HEADER = ['case', 'specialty', 'actions', 'place', 'rater', 'fit', 'is'];

const filed = task(
	'assigning.plan-file',
	'figures',
	async (app, { studyId }: { studyId: number }) => {
		const { basis, state } = await lookAt(app, studyId);
		const lines = state.cases.flatMap(({ externalId, specialty, actions, places }) =>
			places.map((place, at): Cell[] => [
				...[externalId, specialtyName(specialty), actions, at + 1],
				place.memberId === null ? '' : (basis.names.get(place.memberId) ?? ''),
				place.fit ?? '',
				isWhat(place)
			])
		);
		return textOf([HEADER, ...lines]);
	}
);

function isWhat({ memberId, assignmentId, begun, byHand }: Sitting): string {
	if (memberId === null) return byHand ? 'left empty by hand' : 'empty';
	if (assignmentId !== null) return begun ? 'begun' : 'assigned';
	return byHand ? 'planned by hand' : 'planned';
}
