/**
 * Fills as many places as can be filled, and of these as many as can be by own specialty, then by near ones.
 *
 * A flow of least cost, by the primal-dual method (Ford & Fulkerson 1962; Ahuja, Magnanti & Orlin, Network
 * Flows, 1993, section 9.8). Flow runs from the short cases to the raters with spare places: straight for own
 * and near raters, through a node of the case for generalists, which lets pass as many as the rules allow. A
 * near rater costs `STEP`, a generalist one more, so that a sum of costs compares the number of raters from
 * elsewhere first, then the number of generalists. Each stage fills along the cheapest ways there are (the
 * tight edges of the potentials); when none is left the potentials rise to the next price. There are as many
 * stages as prices, a handful.
 *
 * The potentials stay behind: an exchange along tight edges changes no sum of costs, so what is made even
 * afterwards (plan-even.ts) stays as well filled and as fitting.
 */
import { Buckets } from './plan-buckets.ts';
import { Potentials } from './plan-potentials.ts';
import { GENERALIST, NEAR, OWN, type Seating } from './plan-seating.ts';

/** More than there are places, so that one rater from elsewhere costs more than any number of generalists. */
const STEP = 2 ** 22;
const COSTS = [0, STEP, STEP + 1] as const;

/**
 * Fills the places of a seating.
 *
 * @returns the potentials that show that it cannot be done better; what it yields is the share done
 */
export function* fill(seating: Seating): Generator<number, Potentials> {
	const potentials = new Potentials(seating, COSTS);
	const open = seating.wanted.reduce((sum, one) => sum + one, 0);
	let before = 0;
	do {
		const stage = new Stage(seating, potentials).run();
		let step = stage.next();
		for (; !step.done; step = stage.next()) yield (before + step.value) / open;
		before += step.value;
	} while (before < open && raise(seating, potentials));
	return potentials;
}

/**
 * Fills what can still be filled, whatever the fit costs: after a rule or a cap was loosened.
 *
 * @returns places filled
 */
export function fillMore(seating: Seating): number {
	const stage = new Stage(seating, new Potentials(seating, [0, 0, 0])).run();
	let step = stage.next();
	while (!step.done) step = stage.next();
	return step.value;
}

/** Cases after which whoever waits is told how far it is. */
const BREATH = 500;

/** Where a search came from. */
const NOWHERE = -1;

/** One stage: fills places along tight edges until there is no way left from a short case to a spare place. */
class Stage {
	readonly #seating: Seating;
	readonly #potentials: Potentials;
	/** By rater: the search that reached it, the case through which, and that case's rater before. */
	readonly #reached: Int32Array;
	readonly #through: Int32Array;
	readonly #seen: Int32Array;
	readonly #seenWay: Int32Array;
	/** By case: the rater whose place there the search would free, or nobody for the short case. */
	readonly #freed: Int32Array;
	readonly #freedWay: Int32Array;
	#search = 0;
	/** By search. */
	readonly #inVain = [false];

	constructor(seating: Seating, potentials: Potentials) {
		this.#seating = seating;
		this.#potentials = potentials;
		const [n, m] = [seating.cases.length, seating.raters.length];
		this.#reached = new Int32Array(m);
		this.#through = new Int32Array(m);
		this.#seen = new Int32Array(n);
		this.#seenWay = new Int32Array(n);
		this.#freed = new Int32Array(n);
		this.#freedWay = new Int32Array(n);
	}

	/** @returns places filled; what it yields is how many there are so far */
	*run(): Generator<number, number> {
		let filled = 0;
		for (const [at, index] of scarcestFirst(this.#seating).entries()) {
			while (this.#seating.isShort(index) && this.#extend(index)) filled += 1;
			if (at % BREATH === BREATH - 1) yield filled;
		}
		return filled;
	}

	/**
	 * Fills one place of a case, by an exchange along the shortest way where nobody is free. What a search has
	 * reached in vain stays marked: no later one of the stage finds a way from there.
	 */
	#extend(start: number): boolean {
		this.#search += 1;
		const found = this.#reach(start);
		this.#inVain.push(found === NOWHERE);
		if (found === NOWHERE) return false;
		this.#exchange(start, found);
		return true;
	}

	#isNew(marks: Int32Array, at: number): boolean {
		const search = marks[at]!;
		return search === 0 || (search !== this.#search && !this.#inVain[search]);
	}

	/** @returns the rater with a spare place that is reached first, the least loaded among equally near ones */
	#reach(start: number): number {
		let nodes: number[] = [];
		this.#enterCase(start, NOWHERE, nodes);
		while (nodes.length > 0) {
			const raters: number[] = [];
			for (const node of nodes) this.#scan(node, raters);
			const found = this.#lightest(raters);
			if (found !== NOWHERE) return found;
			nodes = [];
			for (const rater of raters) this.#leave(rater, nodes);
		}
		return NOWHERE;
	}

	/** A case is a node by its number, the way to its generalists by the number's complement. */
	#enterCase(index: number, freed: number, nodes: number[]): void {
		if (!this.#isNew(this.#seen, index)) return;
		this.#seen[index] = this.#search;
		this.#freed[index] = freed;
		nodes.push(index);
		const { generalistRoom } = this.#seating;
		if (generalistRoom[index]! > 0 && this.#potentials.isLevel(index)) {
			this.#enterWay(index, freed, nodes);
		}
	}

	#enterWay(index: number, freed: number, nodes: number[]): void {
		if (!this.#isNew(this.#seenWay, index)) return;
		this.#seenWay[index] = this.#search;
		this.#freedWay[index] = freed;
		nodes.push(~index);
		// Flow that a generalist gives back may go straight to an own or near rater.
		const given = freed !== NOWHERE && this.#seating.fit(index, freed) === GENERALIST;
		if (given && this.#potentials.isLevel(index)) this.#enterCase(index, freed, nodes);
	}

	#scan(node: number, raters: number[]): void {
		const index = node < 0 ? ~node : node;
		const pools = this.#seating.pools[this.#seating.specialtyOf[index]!]!;
		if (node < 0) this.#scanPool(index, pools[GENERALIST], GENERALIST, node, raters);
		else for (const fit of [OWN, NEAR]) this.#scanPool(index, pools[fit]!, fit, node, raters);
	}

	#scanPool(index: number, pool: Int32Array, fit: number, node: number, raters: number[]): void {
		const seating = this.#seating;
		for (const rater of pool) {
			if (!this.#isNew(this.#reached, rater)) continue;
			if (this.#potentials.over(index, rater, fit) !== 0) continue;
			if (!seating.mayTake(index, rater)) continue;
			this.#reached[rater] = this.#search;
			this.#through[rater] = node;
			raters.push(rater);
		}
	}

	#lightest(raters: readonly number[]): number {
		const { load } = this.#seating;
		let best = NOWHERE;
		for (const rater of raters) {
			if (!this.#seating.hasSpare(rater) || !this.#potentials.isSpareTight(rater)) continue;
			if (best === NOWHERE || load[rater]! < load[best]!) best = rater;
		}
		return best;
	}

	#leave(rater: number, nodes: number[]): void {
		for (const index of this.#seating.held[rater]!) {
			const fit = this.#seating.fit(index, rater);
			if (this.#potentials.over(index, rater, fit) !== 0) continue;
			if (fit === GENERALIST) this.#enterWay(index, rater, nodes);
			else this.#enterCase(index, rater, nodes);
		}
	}

	/** Seats each rater on the way in the place that the next one frees, from the end to the short case. */
	#exchange(start: number, last: number): void {
		let rater = last;
		for (;;) {
			const node = this.#through[rater]!;
			const index = node < 0 ? ~node : node;
			const freed = node < 0 ? this.#freedWay[index]! : this.#freed[index]!;
			if (freed !== NOWHERE) this.#seating.unseat(index, freed);
			this.#seating.seat(index, rater);
			if (freed === NOWHERE) return;
			rater = freed;
		}
	}
}

/** Cases that are short, those of the specialty with the fewest own raters a place first; the longest first among them. */
function scarcestFirst(seating: Seating): number[] {
	const { specialtyOf, actions, pools } = seating;
	const own = (index: number) => pools[specialtyOf[index]!]![OWN].length;
	const short = seating.cases.flatMap((_, index) => (seating.isShort(index) ? index : []));
	return short.sort((a, b) => own(a) - own(b) || actions[b]! - actions[a]! || a - b);
}

/**
 * Raises the potentials to the price of the next cheapest way from a short case to a spare place: shortest ways
 * by Dijkstra's algorithm, over what each edge costs more than the potentials allow.
 *
 * @returns false where there is no way at any price
 */
function raise(seating: Seating, potentials: Potentials): boolean {
	const n = seating.cases.length;
	const distance = new Float64Array(2 * n + seating.raters.length).fill(Infinity);
	const queue = new Buckets();
	const reach = (node: number, far: number) => {
		if (far >= distance[node]!) return;
		distance[node] = far;
		queue.add(node, far);
	};
	for (let index = 0; index < n; index += 1) if (seating.isShort(index)) reach(index, 0);
	let nearest = Infinity;
	for (let next = queue.take(); next !== null; next = queue.take()) {
		const { node, far } = next;
		if (far > distance[node]!) continue;
		if (far >= nearest) break;
		if (node < n) {
			const pools = seating.pools[seating.specialtyOf[node]!]!;
			for (const fit of [OWN, NEAR]) relax(node, pools[fit]!, fit, far);
			const across = potentials.ofCase[node]! - potentials.ofWay[node]!;
			if (seating.generalistRoom[node]! > 0) reach(n + node, far + across);
		} else if (node < 2 * n) {
			const index = node - n;
			relax(index, seating.pools[seating.specialtyOf[index]!]![GENERALIST], GENERALIST, far);
			const back = potentials.ofWay[index]! - potentials.ofCase[index]!;
			const given = seating.ratersOf(index).some((one) => seating.fit(index, one) === GENERALIST);
			if (given) reach(index, far + back);
		} else {
			const rater = node - 2 * n;
			const spare = far + potentials.ofRater[rater]! - potentials.spare;
			if (seating.hasSpare(rater)) nearest = Math.min(nearest, spare);
			for (const index of seating.held[rater]!) {
				const fit = seating.fit(index, rater);
				const back = -potentials.over(index, rater, fit);
				reach(fit === GENERALIST ? n + index : index, far + back);
			}
		}
	}
	if (nearest === Infinity) return false;
	for (let index = 0; index < n; index += 1) {
		potentials.ofCase[index]! += Math.min(distance[index]!, nearest);
		potentials.ofWay[index]! += Math.min(distance[n + index]!, nearest);
	}
	for (let rater = 0; rater < seating.raters.length; rater += 1) {
		potentials.ofRater[rater]! += Math.min(distance[2 * n + rater]!, nearest);
	}
	potentials.spare += nearest;
	return true;

	function relax(index: number, pool: Int32Array, fit: number, far: number): void {
		for (const rater of pool) {
			const to = far + potentials.over(index, rater, fit);
			if (to < distance[2 * n + rater]! && seating.mayTake(index, rater)) reach(2 * n + rater, to);
		}
	}
}
