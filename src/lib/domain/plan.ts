/**
 * Planning: k distinct raters for every case, by fit, with even loads and mixed panels (docs/decisions/0017).
 *
 * In this order: as many places filled as can be; of these, as many as can be by raters of the case's own specialty,
 * then by near ones; then the loads even, in actions; then the pairs of raters spread. A later aim never costs
 * an earlier one anything. The same input always gives the same plan.
 */
import { seeded } from '../agreement/random.ts';
import type { Fit, FitRules } from './fit.ts';
import { evenOut } from './plan-even.ts';
import { fill } from './plan-fill.ts';
import { mixPanels } from './plan-panels.ts';
import { Seating } from './plan-seating.ts';
import { shortages, type Shortage } from './plan-short.ts';

export type CaseToPlan = {
	id: number;
	specialty: string;
	/** Actions to rate: the unit of load. */
	actions: number;
	/** Members who have a place in the case already, begun or not: it stays theirs. */
	has: readonly number[];
	/** Members for whom a person chose a place: the plan keeps it, whatever the rules say. */
	chosen?: readonly number[];
	/** Places that a person wants to stay empty. */
	left?: number;
	/** Members who had the case before: it is not given to them again. */
	notAgain?: readonly number[];
};

export type RaterToPlan = {
	id: number;
	/** Codes of specialties; who names none is a generalist. */
	specialties: readonly string[];
	/** What the rater has already: actions, and cases. */
	load: number;
	cases: number;
	/** Cases at most, those that the rater has counted; null for no limit. */
	cap: number | null;
	/** True for who takes nothing now, and only keeps the places that are there. */
	paused?: boolean;
};

export type PlanRules = FitRules & {
	/** Raters wanted a case. */
	k: number;
	/** Generalists a case may have at most; null for as many as it takes. */
	generalistsPerCase: number | null;
};

export type ToPlan = {
	cases: readonly CaseToPlan[];
	/** Those to whom cases can be given. */
	raters: readonly RaterToPlan[];
	rules: PlanRules;
	/** Decides between what is equally good: a whole number. */
	seed: number;
};

export type PlannedPlace = { caseId: number; raterId: number; fit: Fit };

export type Plan = {
	/** What the plan adds to what there is, by case, then by rater. */
	places: PlannedPlace[];
	/** Where places stay empty and why, by specialty; those that lack most first. */
	short: Shortage[];
	/** Raters who suit no case. */
	idle: number[];
};

/** How far the planning is, in per cent. */
export type PlanProgress = number;

/**
 * Plans in steps, so that whoever runs them can say how far it is, answer others in between, and stop.
 *
 * @returns the plan; what it yields on the way is how far it is
 */
export function* planning(toPlan: ToPlan): Generator<PlanProgress, Plan> {
	const random = seeded(toPlan.seed);
	const seating = new Seating(toPlan, random);
	const potentials = yield* portion(fill(seating), 0, 45);
	yield* portion(evenOut(seating, potentials), 45, 75);
	yield* portion(mixPanels(seating, random), 75, 95);
	return { places: seating.places(), ...explained(seating, toPlan) };
}

/** Plans in one go. */
export function plan(toPlan: ToPlan): Plan {
	const steps = planning(toPlan);
	for (;;) {
		const step = steps.next();
		if (step.done) return step.value;
	}
}

/** What a plan leaves open, also once places of it were changed by hand. */
export function explain(toPlan: ToPlan, places: readonly PlannedPlace[]): Omit<Plan, 'places'> {
	const seating = new Seating(toPlan, seeded(toPlan.seed));
	seating.restore(places);
	return explained(seating, toPlan);
}

function explained(seating: Seating, toPlan: ToPlan): Omit<Plan, 'places'> {
	return { short: shortages(seating, toPlan), idle: seating.idle() };
}

/** Reports a part's share from 0 to 1 as per cent of the whole. */
function* portion<T>(
	part: Generator<number, T>,
	from: number,
	to: number
): Generator<PlanProgress, T> {
	for (;;) {
		const step = part.next();
		if (step.done) return step.value;
		yield Math.floor(from + step.value * (to - from));
	}
}
