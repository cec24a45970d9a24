/** Ratings drawn from a model that says how alike they are and why: for simulations, and for sizes nobody has yet. */
import type { Random } from '../../../src/lib/agreement/random.ts';
import type { Sparse } from '../../../src/lib/agreement/table.ts';

/** Standard deviations are in points of the scale. */
export type Model = {
	cases: number;
	/** Of a case, on average. */
	actions: number;
	raters: number;
	/** Raters of a case. */
	panel: number;
	/** Of the means of cases. */
	ofCase?: number;
	/** How much noisier some cases are than others: of the logarithm of the noise. */
	noisiness?: number;
	/** Of raters' severity. */
	severity?: number;
	/** Of how each rater sees each case. */
	raterInCase?: number;
};

/** What actions differ by within a case, and what nothing explains. */
const OF_ACTION = 2;
const NOISE = 0.9;

/** A normal number, by the method of Box and Muller. */
export function normal(random: Random): number {
	return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** @returns scores from 1 to 9, and the case of each action */
export function simulated(model: Model, random: Random): { table: Sparse; caseOf: Int32Array } {
	const { ofCase = 0, noisiness = 0, severity = 0, raterInCase = 0 } = model;
	const severities = Array.from({ length: model.raters }, () => severity * normal(random));
	const starts = [0];
	const [who, values, caseOf]: [number[], number[], number[]] = [[], [], []];
	for (let item = 0; item < model.cases; item += 1) {
		const mean = 5 + ofCase * normal(random);
		const noise = NOISE * Math.exp(noisiness * normal(random));
		const panel = chosen(model.raters, model.panel, random);
		const seen = panel.map((rater) => severities[rater]! + raterInCase * normal(random));
		// So that a mean of 42.49 actions comes out, whatever the number of cases.
		const actions = Math.floor((item + 1) * model.actions) - Math.floor(item * model.actions);
		for (let action = 0; action < actions; action += 1) {
			const own = mean + OF_ACTION * normal(random);
			panel.forEach((rater, at) => {
				who.push(rater);
				const score = Math.round(own + seen[at]! + noise * normal(random));
				values.push(Math.min(9, Math.max(1, score)));
			});
			starts.push(values.length);
			caseOf.push(item);
		}
	}
	return { table: { raters: model.raters, starts, who, values }, caseOf: Int32Array.from(caseOf) };
}

/** Some of the raters, in ascending order. */
function chosen(raters: number, panel: number, random: Random): number[] {
	const left = Array.from({ length: raters }, (_, rater) => rater);
	const found: number[] = [];
	while (found.length < panel) {
		found.push(...left.splice(Math.floor(random() * left.length), 1));
	}
	return found.sort((a, b) => a - b);
}
