/**
 * Who sits where while a plan is made: cases, raters and the places between them as arrays of numbers, because
 * ten thousand cases by three thousand raters are thirty million pairs.
 *
 * Cases and raters are numbered in the order of their ids, whatever the order they came in.
 */
import { below, type Random } from '../agreement/random.ts';
import { fitOf, type Fit } from './fit.ts';
import type { CaseToPlan, PlannedPlace, PlanRules, RaterToPlan, ToPlan } from './plan.ts';

/** How a rater suits a specialty; `NOT` where not at all. */
export const OWN = 0;
export const NEAR = 1;
export const GENERALIST = 2;
export const NOT = 3;
const NAMES: readonly Fit[] = ['own', 'near', 'generalist', 'other'];

/** More than any rater has cases. */
const NO_CAP = 2 ** 30;

export class Seating {
	readonly cases: readonly CaseToPlan[];
	readonly raters: readonly RaterToPlan[];
	readonly rules: PlanRules;
	/** Codes of the specialties that cases have. */
	readonly specialties: readonly string[];
	/** By case: the number of its specialty, its actions, and how many places the plan is to fill. */
	readonly specialtyOf: Int32Array;
	readonly actions: Int32Array;
	readonly wanted: Int32Array;
	/** By case: how many more generalists it may have than the plan has given it. */
	readonly generalistRoom: Int32Array;
	/** By case: places filled by the plan, and by whom. */
	readonly filled: Int32Array;
	readonly #width: number;
	readonly #seats: Int32Array;
	/** By rater: actions, cases, and the most cases. */
	readonly load: Float64Array;
	readonly used: Int32Array;
	readonly cap: Int32Array;
	/** By rater: cases that the plan gives. */
	readonly held: number[][];
	/** By case: everybody else who sits in it already. */
	readonly sitting: readonly (readonly number[])[];
	/** By specialty: who suits it, by fit, in an order that the seed decides. */
	readonly pools: readonly (readonly [Int32Array, Int32Array, Int32Array])[];
	readonly #fits: Uint8Array;
	/** Pairs of case and rater that must not be, and the cases that are in any. */
	readonly #barred = new Set<number>();
	readonly #bars: Uint8Array;

	constructor({ cases, raters, rules }: Omit<ToPlan, 'seed'>, random: Random) {
		this.cases = cases.toSorted((a, b) => a.id - b.id);
		this.raters = raters.toSorted((a, b) => a.id - b.id);
		this.rules = rules;
		const n = this.cases.length;
		const m = this.raters.length;
		this.specialties = [...new Set(this.cases.map(({ specialty }) => specialty))].sort();
		const numberOf = new Map(this.specialties.map((code, index) => [code, index]));
		const raterOf = new Map(this.raters.map(({ id }, index) => [id, index]));
		this.specialtyOf = Int32Array.from(this.cases, ({ specialty }) => numberOf.get(specialty)!);
		this.actions = Int32Array.from(this.cases, ({ actions }) => actions);
		this.wanted = Int32Array.from(this.cases, ({ has, chosen = [], left = 0 }) =>
			Math.max(0, rules.k - has.length - chosen.length - left)
		);
		this.filled = new Int32Array(n);
		this.#width = this.wanted.reduce((most, one) => Math.max(most, one), 1);
		this.#seats = new Int32Array(n * this.#width).fill(-1);
		this.load = Float64Array.from(this.raters, ({ load }) => load);
		this.used = Int32Array.from(this.raters, ({ cases: number }) => number);
		this.cap = Int32Array.from(this.raters, ({ cap, paused }) => (paused ? 0 : (cap ?? NO_CAP)));
		this.held = this.raters.map(() => []);
		this.#fits = new Uint8Array(this.specialties.length * m);
		this.specialties.forEach((code, specialty) =>
			this.raters.forEach((rater, index) => {
				const fit = NAMES.indexOf(fitOf(rater.specialties, code, rules));
				this.#fits[specialty * m + index] = fit;
			})
		);
		const order = shuffled(m, random);
		this.pools = this.specialties.map((_, specialty) => {
			const of = (fit: number) =>
				Int32Array.from(order.filter((index) => this.#fits[specialty * m + index] === fit));
			return [of(OWN), of(NEAR), of(GENERALIST)] as const;
		});
		this.#bars = new Uint8Array(n);
		this.generalistRoom = new Int32Array(n);
		this.sitting = this.cases.map(({ has, chosen = [], notAgain = [] }, index) => {
			for (const id of [...has, ...chosen, ...notAgain]) this.#bar(index, raterOf.get(id));
			for (const id of chosen) this.#keep(index, raterOf.get(id));
			const here = [...has, ...chosen].flatMap((id) => raterOf.get(id) ?? []);
			this.generalistRoom[index] = this.#roomFor(index, here);
			return here;
		});
	}

	#bar(index: number, rater: number | undefined): void {
		if (rater === undefined) return;
		this.#barred.add(index * this.raters.length + rater);
		this.#bars[index] = 1;
	}

	/** A place chosen by hand counts as work of its rater. */
	#keep(index: number, rater: number | undefined): void {
		if (rater === undefined) return;
		this.load[rater]! += this.actions[index]!;
		this.used[rater]! += 1;
	}

	#roomFor(index: number, here: readonly number[]): number {
		const { generalistsPerCase: most } = this.rules;
		const there = here.filter((rater) => this.fit(index, rater) === GENERALIST).length;
		return most === null ? this.rules.k : Math.max(0, most - there);
	}

	/** How a rater suits a case. */
	fit(index: number, rater: number): number {
		return this.#fits[this.specialtyOf[index]! * this.raters.length + rater]!;
	}

	/** True where the rules let the rater rate cases of this specialty. */
	suits(index: number, rater: number): boolean {
		return this.fit(index, rater) !== NOT;
	}

	/** True where the rater has no place in the case, and may be given one. */
	mayTake(index: number, rater: number): boolean {
		const from = index * this.#width;
		for (let at = from; at < from + this.filled[index]!; at += 1) {
			if (this.#seats[at] === rater) return false;
		}
		return this.#bars[index] === 0 || !this.#barred.has(index * this.raters.length + rater);
	}

	hasSpare(rater: number): boolean {
		return this.used[rater]! < this.cap[rater]!;
	}

	isShort(index: number): boolean {
		return this.filled[index]! < this.wanted[index]!;
	}

	/** Whom the plan gives a case. */
	ratersOf(index: number): Int32Array {
		const from = index * this.#width;
		return this.#seats.subarray(from, from + this.filled[index]!);
	}

	seat(index: number, rater: number): void {
		this.#seats[index * this.#width + this.filled[index]!] = rater;
		this.filled[index]! += 1;
		this.held[rater]!.push(index);
		this.#count(index, rater, 1);
	}

	unseat(index: number, rater: number): void {
		const here = this.ratersOf(index);
		here[here.indexOf(rater)] = here.at(-1)!;
		here[here.length - 1] = -1;
		this.filled[index]! -= 1;
		const theirs = this.held[rater]!;
		theirs[theirs.indexOf(index)] = theirs.at(-1)!;
		theirs.pop();
		this.#count(index, rater, -1);
	}

	#count(index: number, rater: number, by: 1 | -1): void {
		this.load[rater]! += by * this.actions[index]!;
		this.used[rater]! += by;
		if (this.fit(index, rater) === GENERALIST) this.generalistRoom[index]! -= by;
	}

	/** Fills places as an earlier plan has; those of cases and raters that are gone are left aside. */
	restore(places: readonly PlannedPlace[]): void {
		const caseOf = new Map(this.cases.map(({ id }, index) => [id, index]));
		const raterOf = new Map(this.raters.map(({ id }, index) => [id, index]));
		for (const { caseId, raterId } of places) {
			const index = caseOf.get(caseId);
			const rater = raterOf.get(raterId);
			if (index === undefined || rater === undefined) continue;
			if (this.isShort(index) && this.mayTake(index, rater)) this.seat(index, rater);
		}
	}

	/** The places that the plan fills, by case, then by rater. */
	places(): PlannedPlace[] {
		return this.cases.flatMap(({ id: caseId }, index) =>
			[...this.ratersOf(index)]
				.sort((a, b) => a - b)
				.map((rater) => ({
					caseId,
					raterId: this.raters[rater]!.id,
					fit: NAMES[this.fit(index, rater)]!
				}))
		);
	}

	/** Ids of raters who suit no specialty of the cases there are. */
	idle(): number[] {
		if (this.specialties.length === 0) return [];
		const none = this.rules.generalistsPerCase === 0;
		const suit = new Set(
			this.pools.flatMap(([own, near, generalists]) => [
				...own,
				...near,
				...(none ? [] : generalists)
			])
		);
		return this.raters.flatMap(({ id, paused }, rater) => (paused || suit.has(rater) ? [] : id));
	}
}

/** The numbers below `size` in random order. */
export function shuffled(size: number, random: Random): number[] {
	const order = Array.from({ length: size }, (_, index) => index);
	for (let last = size - 1; last > 0; last -= 1) {
		const at = below(random, last + 1);
		[order[last], order[at]] = [order[at]!, order[last]!];
	}
	return order;
}
