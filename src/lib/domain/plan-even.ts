/**
 * Makes loads even, in actions, without a place less or a fit worse: exchanges along the tight edges that
 * plan-fill.ts left.
 *
 * With cases of one size, the loads that such exchanges reach form an M-convex set, in which a plan that no
 * exchange improves is as even as any can be, by every convex measure at once (Frank & Murota, Decreasing
 * minimization on M-convex sets, Math. Program. 195, 2022; for schedules Harvey, Ladner, Lovász & Tamir,
 * Semi-matchings for bipartite graphs and load balancing, J. Algorithms 59, 2006). With cases of several sizes
 * that holds to within the size of a case, and exchanging longer cases for shorter ones closes most of the rest.
 */
import { mayReplace, type Potentials } from './plan-potentials.ts';
import type { Seating } from './plan-seating.ts';

/** Rounds after which what little is left to gain stays. */
const ROUNDS = 6;

/** Raters after whom whoever waits is told how far it is. */
const BREATH = 100;

/** Lighter raters with whom a rater tries to exchange cases in a round. */
const PARTNERS = 24;

/** What it yields is the share done. */
export function* evenOut(seating: Seating, potentials: Potentials): Generator<number, void> {
	for (let round = 1; round <= ROUNDS; round += 1) {
		const handing = handOn(seating, potentials);
		let step = handing.next();
		for (; !step.done; step = handing.next()) yield (round - 1 + step.value / 2) / ROUNDS;
		const handed = step.value;
		const swapped = swap(seating, potentials);
		if (!handed && !swapped) return;
		yield round / ROUNDS;
	}
}

/** The raters, the heaviest load first. */
function heaviestFirst({ load }: Seating): number[] {
	return [...load.keys()].sort((a, b) => load[b]! - load[a]! || a - b);
}

/**
 * One rater hands a case to the next, who hands another on, until somebody lighter has one more.
 *
 * @returns true where anything became more even; what it yields is the share done
 */
function* handOn(seating: Seating, potentials: Potentials): Generator<number, boolean> {
	const search = new Search(seating, potentials);
	let better = false;
	for (const [at, rater] of heaviestFirst(seating).entries()) {
		while (search.lighten(rater)) better = true;
		if (at % BREATH === 0) yield at / seating.raters.length;
	}
	return better;
}

/** Searches by breadth from a heavy rater for a lighter one, over raters who may take a case from the one before. */
class Search {
	readonly #seating: Seating;
	readonly #potentials: Potentials;
	readonly #seen: Int32Array;
	/** By rater: from whom a case would come, and which. */
	readonly #from: Int32Array;
	readonly #via: Int32Array;
	/** Raters from whom a heavier one found no way to a lighter one. */
	readonly #vain: Uint8Array;
	#turn = 0;

	constructor(seating: Seating, potentials: Potentials) {
		const m = seating.raters.length;
		this.#seating = seating;
		this.#potentials = potentials;
		this.#seen = new Int32Array(m);
		this.#from = new Int32Array(m);
		this.#via = new Int32Array(m);
		this.#vain = new Uint8Array(m);
	}

	/** Takes a case from a rater, where that makes the loads more even. */
	lighten(start: number): boolean {
		if (this.#vain[start] === 1 || !this.#potentials.isSpareTight(start)) return false;
		this.#turn += 1;
		this.#seen[start] = this.#turn;
		/** By specialty: who of its pools was not reached yet. */
		const left = new Map<number, number[]>();
		const reached = [start];
		for (let layer = [start]; layer.length > 0;) {
			const next = layer.flatMap((rater) => this.#takers(rater, left));
			const best = this.#bestOf(start, next);
			if (best !== null) {
				this.#hand(start, best);
				return true;
			}
			reached.push(...next);
			// Whoever a heavier rater reached in vain leads nowhere for a lighter one either.
			layer = next.filter((rater) => this.#vain[rater] === 0);
		}
		for (const rater of reached) this.#vain[rater] = 1;
		return false;
	}

	/** Who may take a case from a rater and was not reached yet. */
	#takers(rater: number, left: Map<number, number[]>): number[] {
		const { specialtyOf, pools } = this.#seating;
		const takers: number[] = [];
		for (const index of this.#seating.held[rater]!) {
			const specialty = specialtyOf[index]!;
			const open = left.get(specialty) ?? pools[specialty]!.flatMap((pool) => [...pool]);
			let kept = 0;
			for (const other of open) {
				if (this.#seen[other] === this.#turn) continue;
				if (mayReplace(this.#seating, this.#potentials, index, rater, other)) {
					this.#seen[other] = this.#turn;
					this.#from[other] = rater;
					this.#via[other] = index;
					takers.push(other);
				} else {
					open[kept] = other;
					kept += 1;
				}
			}
			open.length = kept;
			left.set(specialty, open);
		}
		return takers;
	}

	#bestOf(start: number, raters: readonly number[]): number | null {
		const { load } = this.#seating;
		let best: number | null = null;
		let least = 0;
		for (const rater of raters) {
			if (load[rater]! >= load[start]!) continue;
			if (!this.#seating.hasSpare(rater) || !this.#potentials.isSpareTight(rater)) continue;
			const change = this.#change(start, rater);
			if (change >= least) continue;
			best = rater;
			least = change;
		}
		return best;
	}

	/** By how much the squares of the loads on the way change; nothing to gain where a case is on it twice. */
	#change(start: number, last: number): number {
		const { load, actions } = this.#seating;
		const cases = new Set<number>();
		let change = 0;
		let handed = 0;
		for (let rater = last; ; rater = this.#from[rater]!) {
			const taken = rater === start ? 0 : actions[this.#via[rater]!]!;
			const by = taken - handed;
			change += by * (2 * load[rater]! + by);
			if (rater === start) return change;
			const index = this.#via[rater]!;
			if (cases.has(index)) return 0;
			cases.add(index);
			handed = taken;
		}
	}

	#hand(start: number, last: number): void {
		for (let rater = last; rater !== start; rater = this.#from[rater]!) {
			const index = this.#via[rater]!;
			this.#seating.unseat(index, this.#from[rater]!);
			this.#seating.seat(index, rater);
		}
	}
}

/**
 * Raters exchange a longer case for a shorter one with somebody lighter.
 *
 * @returns true where anything became more even
 */
function swap(seating: Seating, potentials: Potentials): boolean {
	const heaviest = heaviestFirst(seating);
	const lightest = heaviest.toReversed();
	let better = false;
	for (const rater of heaviest) {
		let tried = 0;
		for (const other of lightest) {
			if (tried === PARTNERS || seating.load[other]! >= seating.load[rater]!) break;
			if (!meet(seating, rater, other)) continue;
			tried += 1;
			while (swapBest(seating, potentials, rater, other)) better = true;
		}
	}
	return better;
}

/** True where a rater has a case that could suit the other. */
function meet(seating: Seating, rater: number, other: number): boolean {
	return seating.held[rater]!.some((index) => seating.suits(index, other));
}

function swapBest(seating: Seating, potentials: Potentials, heavy: number, light: number): boolean {
	const { actions, held, load } = seating;
	const gap = load[heavy]! - load[light]!;
	let best: readonly [number, number] | null = null;
	let least = 0;
	for (const long of held[heavy]!) {
		for (const short of held[light]!) {
			const by = actions[long]! - actions[short]!;
			const change = by * (by - gap);
			if (by <= 0 || change >= least) continue;
			if (!mayReplace(seating, potentials, long, heavy, light)) continue;
			if (!mayReplace(seating, potentials, short, light, heavy)) continue;
			best = [long, short];
			least = change;
		}
	}
	if (best === null) return false;
	exchange(seating, [best[0], heavy], [best[1], light]);
	return true;
}

/** Two raters change places. */
export function exchange(
	seating: Seating,
	[index, rater]: readonly [number, number],
	[otherIndex, other]: readonly [number, number]
): void {
	seating.unseat(index, rater);
	seating.unseat(otherIndex, other);
	seating.seat(index, other);
	seating.seat(otherIndex, rater);
}
