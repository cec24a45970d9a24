/** Planning: k raters of the case's specialty for every case, with the load spread evenly. */

export type CaseToPlan = {
	id: number;
	externalId: string;
	specialty: string;
	/** Actions to rate: the unit of load. */
	actions: number;
	/** Members who count as raters of this case already. */
	raters: readonly number[];
	/** Members who have the case but do not count any more: it is not given to them again. */
	notAgain?: readonly number[];
};

export type RaterToPlan = {
	id: number;
	/** Codes of specialties; none means any case is suitable. */
	specialties: readonly string[];
	/** Actions assigned already. */
	load: number;
};

export type Plan = {
	assign: { caseId: number; raterId: number }[];
	/** Cases that stay short of raters, and by how many. */
	short: { externalId: string; specialty: string; missing: number; suitable: number }[];
};

/** True where a rater may be given a case of this specialty. */
export function suits(rater: Pick<RaterToPlan, 'specialties'>, specialty: string): boolean {
	return rater.specialties.length === 0 || rater.specialties.includes(specialty);
}

/**
 * Chooses raters for every case that has fewer than k.
 *
 * The cases with the fewest suitable raters choose first, and each takes the raters with the least load;
 * equal loads go by the rater's id, so the same input always gives the same plan.
 *
 * @param cases the study's cases with the raters they have
 * @param raters the study's raters with their load, in actions
 * @param k raters wanted a case
 * @returns the assignments to add, and the cases that cannot be filled
 */
export function planEvenly(
	cases: readonly CaseToPlan[],
	raters: readonly RaterToPlan[],
	k: number
): Plan {
	const load = new Map(raters.map((rater) => [rater.id, rater.load]));
	const wanting = cases
		.map((item) => ({
			item,
			suitable: raters.filter((rater) => suits(rater, item.specialty))
		}))
		.filter(({ item }) => item.raters.length < k)
		.sort((a, b) => a.suitable.length - b.suitable.length || a.item.id - b.item.id);
	const plan: Plan = { assign: [], short: [] };
	for (const { item, suitable } of wanting) {
		const free = suitable
			.filter(({ id }) => !item.raters.includes(id) && !item.notAgain?.includes(id))
			.sort((a, b) => load.get(a.id)! - load.get(b.id)! || a.id - b.id);
		const chosen = free.slice(0, k - item.raters.length);
		for (const rater of chosen) {
			load.set(rater.id, load.get(rater.id)! + item.actions);
			plan.assign.push({ caseId: item.id, raterId: rater.id });
		}
		const missing = k - item.raters.length - chosen.length;
		if (missing > 0) {
			plan.short.push({
				externalId: item.externalId,
				specialty: item.specialty,
				missing,
				suitable: suitable.length
			});
		}
	}
	return plan;
}
