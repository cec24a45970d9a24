/**
 * Prices of cases, raters and spare places, as plan-fill.ts finds them. They show which exchanges cost nothing:
 * those along tight edges, over which a place may move without a place less or a fit worse in the whole plan.
 */
import { GENERALIST, NOT, type Seating } from './plan-seating.ts';

export class Potentials {
	readonly ofCase: Float64Array;
	/** Of the way from a case to its generalists. */
	readonly ofWay: Float64Array;
	readonly ofRater: Float64Array;
	spare = 0;
	readonly #costs: readonly number[];

	/** @param costs of a place by fit */
	constructor({ cases, raters }: Pick<Seating, 'cases' | 'raters'>, costs: readonly number[]) {
		this.#costs = costs;
		this.ofCase = new Float64Array(cases.length);
		this.ofWay = new Float64Array(cases.length);
		this.ofRater = new Float64Array(raters.length);
	}

	/** What it costs beyond the prices to give a case to a rater of this fit; 0 on a tight edge. */
	over(index: number, rater: number, fit: number): number {
		const from = fit === GENERALIST ? this.ofWay[index]! : this.ofCase[index]!;
		return this.#costs[fit]! + from - this.ofRater[rater]!;
	}

	/** True where a place of the case may go to a generalist, or come back from one, at no cost. */
	isLevel(index: number): boolean {
		return this.ofCase[index] === this.ofWay[index];
	}

	/** True where the rater may have a case more, or one less, at no cost. */
	isSpareTight(rater: number): boolean {
		return this.ofRater[rater] === this.spare;
	}
}

/** True where a rater may take the place of another in a case at no cost. */
export function mayReplace(
	seating: Seating,
	potentials: Potentials,
	index: number,
	rater: number,
	by: number
): boolean {
	const before = seating.fit(index, rater);
	const after = seating.fit(index, by);
	if (after === NOT || potentials.over(index, by, after) !== 0) return false;
	if (potentials.over(index, rater, before) !== 0) return false;
	if ((before === GENERALIST) !== (after === GENERALIST)) {
		if (!potentials.isLevel(index)) return false;
		if (after === GENERALIST && seating.generalistRoom[index]! <= 0) return false;
	}
	return seating.mayTake(index, by);
}
