/**
 * Spreads pairs: raters of a pool change places so that every two share some actions and nobody always sits with
 * the same. What is kept low is the sum over all pairs of raters of the square of the cases they share. A pair of
 * raters changes places only where each fits the other's case as well as the one who had it, and loads stay
 * between the lightest and the heaviest of the specialty who could have more.
 */
import { below, type Random } from '../agreement/random.ts';
import { exchange } from './plan-even.ts';
import { shuffled, type Seating } from './plan-seating.ts';

/** Tries of one place in a round, in small studies and at least, and how many there may be in a round. */
const MOST_TRIES = 20;
const LEAST_TRIES = 4;
const TRIES_A_ROUND = 20_000;

const ROUNDS = 6;

/** What it yields is the share done. */
export function* mixPanels(seating: Seating, random: Random): Generator<number, void> {
	const places = seating.held.reduce((sum, { length }) => sum + length, 0);
	const each = Math.floor(TRIES_A_ROUND / Math.max(1, places));
	const tries = Math.min(MOST_TRIES, Math.max(LEAST_TRIES, each));
	const mixing = new Mixing(seating, random, tries);
	for (let round = 1; round <= ROUNDS; round += 1) {
		if (!mixing.round()) return;
		yield round / ROUNDS;
	}
}

/** How many cases each two raters share. */
export class Pairs {
	readonly #shared = new Map<number, number>();
	readonly #raters: number;

	constructor(raters: number) {
		this.#raters = raters;
	}

	of(a: number, b: number): number {
		return this.#shared.get(this.#key(a, b)) ?? 0;
	}

	/** @returns by how much the sum of squares changes */
	add(a: number, b: number, by: 1 | -1): number {
		const key = this.#key(a, b);
		const before = this.#shared.get(key) ?? 0;
		this.#shared.set(key, before + by);
		return by * (2 * before + by);
	}

	#key(a: number, b: number): number {
		return a < b ? a * this.#raters + b : b * this.#raters + a;
	}
}

class Mixing {
	readonly #seating: Seating;
	readonly #random: Random;
	readonly #tries: number;
	readonly #pairs: Pairs;
	readonly #casesOf: number[][];
	/** By specialty: the lightest and the heaviest load of those with a place in it who are not at a cap. */
	readonly #bounds: (readonly [number, number])[];

	constructor(seating: Seating, random: Random, tries: number) {
		this.#seating = seating;
		this.#random = random;
		this.#tries = tries;
		this.#pairs = new Pairs(seating.raters.length);
		this.#casesOf = seating.specialties.map(() => []);
		for (const index of seating.cases.keys()) {
			this.#casesOf[seating.specialtyOf[index]!]!.push(index);
			const here = this.#panel(index);
			here.forEach((rater, at) =>
				here.slice(at + 1).forEach((other) => this.#pairs.add(rater, other, 1))
			);
		}
		this.#bounds = this.#casesOf.map((cases) => {
			const loads = cases.flatMap((index) =>
				[...seating.ratersOf(index)]
					.filter((rater) => seating.hasSpare(rater))
					.map((rater) => seating.load[rater]!)
			);
			const lightest = loads.reduce((least, one) => Math.min(least, one), Infinity);
			return [lightest, loads.reduce((most, one) => Math.max(most, one), 0)] as const;
		});
	}

	/** @returns true where any two changed places */
	round(): boolean {
		let better = false;
		for (const index of shuffled(this.#seating.cases.length, this.#random)) {
			for (const rater of [...this.#seating.ratersOf(index)]) {
				if (this.#isOftenWithOthers(index, rater) && this.#move(index, rater)) better = true;
			}
		}
		return better;
	}

	#panel(index: number): number[] {
		return [...this.#seating.sitting[index]!, ...this.#seating.ratersOf(index)];
	}

	#isOftenWithOthers(index: number, rater: number): boolean {
		return this.#panel(index).some((other) => other !== rater && this.#pairs.of(rater, other) > 1);
	}

	#move(index: number, rater: number): boolean {
		const cases = this.#casesOf[this.#seating.specialtyOf[index]!]!;
		for (let tried = 0; tried < this.#tries; tried += 1) {
			const otherIndex = cases[below(this.#random, cases.length)]!;
			const there = this.#seating.ratersOf(otherIndex);
			if (otherIndex === index || there.length === 0) continue;
			const other = there[below(this.#random, there.length)]!;
			if (!this.#mayChange(index, rater, otherIndex, other)) continue;
			if (this.#gain(index, rater, otherIndex, other) >= 0) continue;
			exchange(this.#seating, [index, rater], [otherIndex, other]);
			return true;
		}
		return false;
	}

	#mayChange(index: number, rater: number, otherIndex: number, other: number): boolean {
		const seating = this.#seating;
		const fit = seating.fit(index, rater);
		if (rater === other || seating.fit(index, other) !== fit) return false;
		if (seating.fit(otherIndex, rater) !== seating.fit(otherIndex, other)) return false;
		if (!seating.mayTake(index, other) || !seating.mayTake(otherIndex, rater)) return false;
		const by = seating.actions[otherIndex]! - seating.actions[index]!;
		const [lightest, heaviest] = this.#bounds[seating.specialtyOf[index]!]!;
		// Who is outside of the bounds, as one at a cap may be, comes no further out.
		const within = (one: number, load: number) =>
			load >= Math.min(lightest, seating.load[one]!) &&
			load <= Math.max(heaviest, seating.load[one]!);
		return (
			by === 0 ||
			(within(rater, seating.load[rater]! + by) && within(other, seating.load[other]! - by))
		);
	}

	/** By how much the squares change; where that is nothing to gain, the pairs are as before. */
	#gain(index: number, rater: number, otherIndex: number, other: number): number {
		const changes = (by: 1 | -1) => {
			let change = 0;
			for (const one of this.#panel(index)) {
				if (one === rater) continue;
				change += this.#pairs.add(rater, one, -by as 1 | -1);
				change += this.#pairs.add(other, one, by);
			}
			for (const one of this.#panel(otherIndex)) {
				if (one === other) continue;
				change += this.#pairs.add(other, one, -by as 1 | -1);
				change += this.#pairs.add(rater, one, by);
			}
			return change;
		};
		const gain = changes(1);
		if (gain >= 0) changes(-1);
		return gain;
	}
}
