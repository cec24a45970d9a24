/** A plan as it stands: who sits where with what is given already, what each rater has, what stays empty. */
import { FITS, fitOf, type Fit } from '#lib/domain/fit.ts';
import { keptOf, type Basis, type Held } from './plan-basis.ts';
import type { Place } from './plan-places.ts';

/** Somebody's place in a case, or an empty one. */
export type Sitting = {
	/** In the plan; null for what is given already, and for a place that no plan knows yet. */
	placeId: number | null;
	/** Where it is given already. */
	assignmentId: number | null;
	memberId: number | null;
	fit: Fit | null;
	/** True where a person chose it in the plan. */
	byHand: boolean;
	/** True where its rater has begun. */
	begun: boolean;
};

export type PlannedCase = {
	id: number;
	externalId: string;
	specialty: string;
	actions: number;
	/** Those who have it first, then by fit; the empty ones last. */
	places: Sitting[];
	/** Places that stay empty, and those of them that a person left so. */
	empty: number;
	left: number;
};

/** What a rater has with the plan, in actions by fit, and in cases. */
export type Load = Record<Fit, number> & { actions: number; cases: number };

export type PlanState = {
	cases: PlannedCase[];
	/** By member, of everybody who can rate. */
	loads: Map<number, Load>;
	/** Filled places by fit. */
	fits: Record<Fit, number>;
	/** Pairs of raters who share a case, and the most cases that one shares. */
	pairs: { shared: number; most: number };
};

const none = (): Record<Fit, number> => ({ own: 0, near: 0, generalist: 0, other: 0 });

const ORDER: readonly (Fit | null)[] = [...FITS, null];

/**
 * @param actions of each case, by its id
 * @param places of the plan; none where there is no plan
 */
export function stateOf(
	basis: Basis,
	actions: ReadonlyMap<number, number>,
	places: readonly Place[],
	moving: boolean
): PlanState {
	const fitOfMember = fits(basis);
	const kept = Map.groupBy(keptOf(basis, moving), ({ caseId }) => caseId);
	const planned = Map.groupBy(places, ({ caseId }) => caseId);
	const loads = new Map<number, Load>(
		basis.raters.map(({ id }) => [id, { ...none(), actions: 0, cases: 0 }])
	);
	const total = none();
	const pairs = new Map<string, number>();
	const cases = basis.cases.map(({ id, externalId, specialty }): PlannedCase => {
		const size = actions.get(id) ?? 0;
		const held = kept.get(id) ?? [];
		const here: Sitting[] = [
			...held
				.filter(({ counts }) => counts)
				.map((one) => given(one, fitOfMember(one.memberId, specialty))),
			...(planned.get(id) ?? []).map(ofPlan)
		];
		const unknown = Math.max(0, basis.rules.k - here.length);
		here.push(...Array.from({ length: unknown }, () => EMPTY));
		here.sort(inOrder);
		const sitting = here.filter(({ memberId }) => memberId !== null);
		for (const { memberId, fit } of sitting) {
			total[fit ?? 'other'] += 1;
			add(loads.get(memberId!), fit ?? 'other', size, 1);
		}
		for (const { memberId, isFirst, counts } of held) {
			if (!counts)
				add(loads.get(memberId), fitOfMember(memberId, specialty), size, isFirst ? 1 : 0);
		}
		count(pairs, sitting);
		const empty = here.length - sitting.length;
		const left = here.filter((one) => one.memberId === null && one.byHand).length;
		return { id, externalId, specialty, actions: size, places: here, empty, left };
	});
	const shared = [...pairs.values()];
	const most = shared.reduce((highest, one) => Math.max(highest, one), 0);
	return { cases, loads, fits: total, pairs: { shared: shared.length, most } };
}

const EMPTY: Sitting = {
	...{ placeId: null, assignmentId: null, memberId: null, fit: null },
	...{ byHand: false, begun: false }
};

const given = ({ assignmentId, memberId, state }: Held, fit: Fit): Sitting => ({
	...{ placeId: null, assignmentId, memberId, fit },
	...{ byHand: false, begun: state !== 'assigned' }
});

const ofPlan = ({ id, memberId, fit, byHand }: Place): Sitting => ({
	...{ placeId: id, assignmentId: null, memberId, fit, byHand, begun: false }
});

function inOrder(a: Sitting, b: Sitting): number {
	return (
		Number(a.memberId === null) - Number(b.memberId === null) ||
		Number(a.assignmentId === null) - Number(b.assignmentId === null) ||
		ORDER.indexOf(a.fit) - ORDER.indexOf(b.fit) ||
		(a.memberId ?? 0) - (b.memberId ?? 0)
	);
}

/** How each member suits each specialty. */
function fits({ raters, rules }: Basis): (memberId: number, specialty: string) => Fit {
	const codes = new Map(raters.map(({ id, specialties }) => [id, specialties]));
	return (memberId, specialty) => {
		const theirs = codes.get(memberId);
		return theirs === undefined ? 'other' : fitOf(theirs, specialty, rules);
	};
}

function add(load: Load | undefined, fit: Fit, actions: number, cases: number): void {
	if (load === undefined) return;
	load[fit] += actions;
	load.actions += actions;
	load.cases += cases;
}

function count(pairs: Map<string, number>, sitting: readonly Sitting[]): void {
	sitting.forEach(({ memberId }, at) => {
		for (const other of sitting.slice(at + 1)) {
			const pair = [memberId!, other.memberId!].sort((a, b) => a - b).join();
			pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
		}
	});
}
