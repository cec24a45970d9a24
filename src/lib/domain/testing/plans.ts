/** Plans in tests: small ones of any shape, and what the rules say of a plan, written anew and slowly. */
import fc from 'fast-check';
import type { CaseToPlan, Plan, PlanRules, RaterToPlan, ToPlan } from '../plan.ts';

const SPECIALTIES = ['Card', 'Neph', 'Neuro', 'Heme'];

export type Shape = {
	/** Cases at most, and the sizes they may have. */
	cases?: number;
	actions?: fc.Arbitrary<number>;
	raters?: number;
	/** Whether some places are taken or chosen by hand, and some pairs barred. */
	begun?: boolean;
};

/** Whatever may have to be planned. */
export function anythingToPlan({
	cases = 12,
	actions = fc.integer({ min: 1, max: 60 }),
	raters = 8,
	begun = true
}: Shape = {}): fc.Arbitrary<ToPlan> {
	const ids = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: raters });
	return ids.chain((of) =>
		fc.record({
			seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
			rules: rules(),
			raters: fc.tuple(...of.map((id) => rater(id, begun))),
			cases: fc
				.array(aCase(of, actions, begun), { maxLength: cases })
				.map((rows) => rows.map((row, index): CaseToPlan => ({ ...row, id: index + 1 })))
		})
	);
}

function rules(): fc.Arbitrary<PlanRules> {
	const code = fc.constantFrom(...SPECIALTIES);
	return fc.record({
		k: fc.integer({ min: 1, max: 4 }),
		neighbours: fc
			.array(fc.tuple(code, fc.subarray(SPECIALTIES)), { maxLength: 4 })
			.map((pairs) => new Map(pairs.map(([of, near]) => [of, new Set(near)]))),
		generalists: fc.subarray(SPECIALTIES, { maxLength: 1 }).map((codes) => new Set(codes)),
		generalistsPerCase: fc.option(fc.integer({ min: 0, max: 2 }))
	});
}

function rater(id: number, begun: boolean): fc.Arbitrary<RaterToPlan> {
	return fc.record({
		id: fc.constant(id),
		specialties: fc.subarray(SPECIALTIES, { maxLength: 2 }),
		load: begun ? fc.nat({ max: 100 }) : fc.constant(0),
		cases: begun ? fc.nat({ max: 3 }) : fc.constant(0),
		cap: fc.option(fc.nat({ max: 6 }))
	});
}

function aCase(ids: readonly number[], actions: fc.Arbitrary<number>, begun: boolean) {
	const some = begun
		? fc.shuffledSubarray([...ids], { maxLength: Math.min(3, ids.length) })
		: fc.constant<number[]>([]);
	return fc
		.record({
			specialty: fc.constantFrom(...SPECIALTIES),
			actions,
			some,
			left: begun ? fc.nat({ max: 1 }) : fc.constant(0)
		})
		.map(({ some: [first, second, third], ...rest }) => ({
			...rest,
			has: first === undefined ? [] : [first],
			chosen: second === undefined ? [] : [second],
			notAgain: third === undefined ? [] : [third]
		}));
}

/** Every pair of case and rater that the rules allow, with its fit. */
export function allowed({ cases, raters, rules: given }: ToPlan) {
	return cases.flatMap((item) =>
		raters.flatMap((rater) => {
			const taken = [...item.has, ...(item.chosen ?? []), ...(item.notAgain ?? [])];
			const fit = fitByTheBook(rater.specialties, item.specialty, given);
			return fit === null || taken.includes(rater.id) ? [] : { item, rater, fit };
		})
	);
}

function fitByTheBook(
	theirs: readonly string[],
	specialty: string,
	{ neighbours, generalists }: PlanRules
) {
	if (theirs.some((one) => one === specialty)) return 'own' as const;
	if (theirs.some((one) => neighbours.get(specialty)?.has(one))) return 'near' as const;
	if (theirs.length === 0 || theirs.some((one) => generalists.has(one))) {
		return 'generalist' as const;
	}
	return null;
}

/** How many places of a case the plan is to fill, and how many of them generalists may have. */
export function openIn(item: CaseToPlan, { raters, rules: given }: ToPlan) {
	const here = [...item.has, ...(item.chosen ?? [])];
	const generalists = raters.filter(
		({ id, specialties }) =>
			here.includes(id) && fitByTheBook(specialties, item.specialty, given) === 'generalist'
	).length;
	const most = given.generalistsPerCase ?? Infinity;
	return {
		places: Math.max(0, given.k - here.length - (item.left ?? 0)),
		generalists: Math.max(0, most - generalists)
	};
}

/** How many cases a rater can be given still, beside what is there and chosen by hand. */
export function roomOf({ id, cap, cases: had }: RaterToPlan, { cases }: ToPlan): number {
	const chosen = cases.filter((item) => item.chosen?.includes(id)).length;
	return cap === null ? Infinity : Math.max(0, cap - had - chosen);
}

/** What each rater has before the plan, and what the plan gives, in actions. */
export function loadsOf(toPlan: ToPlan, { places }: Pick<Plan, 'places'>): Map<number, number> {
	const actionsOf = new Map(toPlan.cases.map(({ id, actions }) => [id, actions]));
	const loads = new Map(toPlan.raters.map(({ id, load }) => [id, load]));
	const add = (id: number, actions: number) => {
		if (loads.has(id)) loads.set(id, loads.get(id)! + actions);
	};
	for (const { chosen = [], actions } of toPlan.cases) chosen.forEach((id) => add(id, actions));
	for (const { caseId, raterId } of places) add(raterId, actionsOf.get(caseId)!);
	return loads;
}
