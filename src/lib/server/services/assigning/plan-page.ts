/** The plan of a round as its page shows it: a page of cases, a page of loads, and what there is in all. */
import { specialtyName } from '#lib/domain/case.ts';
import type { Fit } from '#lib/domain/fit.ts';
import { cut, type Page } from '#lib/domain/page.ts';
import { explain, type Plan } from '#lib/domain/plan.ts';
import { finder } from '#lib/domain/search.ts';
import type { Actor, App } from '../../app.ts';
import { sha256 } from '../../auth/secrets.ts';
import { coordinatorOf } from '../../auth/guards.ts';
import { task } from '../../crew/task.ts';
import { read } from '../../db/atomically.ts';
import type { StoredPlan } from '../../store/plans.ts';
import * as mailing from '../mailing/index.ts';
import { askedOf, isUpToDate, toPlan, type Basis } from './plan-basis.ts';
import { choosing, type Choosing } from './plan-choosing.ts';
import { lookAt, type Looked, type PlanLook } from './plan-look.ts';
import { chosenByHand, planned } from './plan-places.ts';
import type { Load, PlannedCase, PlanState, Sitting } from './plan-state.ts';
import { inWords, type ShortWords } from './plan-words.ts';

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

const SHOWN = { cases: 40, loads: 30, idle: 5, short: 6 };

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
	const finds = finder(search);
	const nameOf = (id: number | null) => (id === null ? '' : (basis.names.get(id) ?? ''));
	const rows = state.cases
		.filter((item) => specialty === '' || item.specialty === specialty)
		.filter(({ externalId, places }) =>
			finds(externalId, ...places.map(({ memberId }) => nameOf(memberId)))
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
