import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planEvenly, suits, type CaseToPlan, type RaterToPlan } from './plan.ts';

const aCase = (id: number, specialty = 'Card', raters: number[] = []): CaseToPlan => ({
	...{ id, specialty, raters },
	externalId: `Case${id}`,
	actions: 10
});
const aRater = (id: number, specialties: string[] = [], load = 0) => ({ id, specialties, load });

describe('planEvenly', () => {
	it('gives each case k raters, those with the least load first', () => {
		const raters = [aRater(1, [], 5), aRater(2), aRater(3, [], 30)];
		expect(planEvenly([aCase(1), aCase(2)], raters, 2)).toEqual({
			assign: [
				{ caseId: 1, raterId: 2 },
				{ caseId: 1, raterId: 1 },
				{ caseId: 2, raterId: 2 },
				{ caseId: 2, raterId: 1 }
			],
			short: []
		});
	});

	it('lets the case with the fewest suitable raters choose first', () => {
		const raters = [aRater(1, ['Card', 'Neph']), aRater(2, ['Card'])];
		const { assign } = planEvenly([aCase(1), aCase(2, 'Neph')], raters, 1);
		expect(assign).toEqual([
			{ caseId: 2, raterId: 1 },
			{ caseId: 1, raterId: 2 }
		]);
	});

	it('adds what is missing, and leaves a case that has enough', () => {
		const raters = [1, 2, 3].map((id) => aRater(id));
		const { assign, short } = planEvenly(
			[aCase(1, 'Card', [1]), aCase(2, 'Card', [1, 2])],
			raters,
			2
		);
		expect(assign).toEqual([{ caseId: 1, raterId: 2 }]);
		expect(short).toEqual([]);
	});

	it('says which cases stay short, by how many, and how many could rate them', () => {
		const raters = [aRater(1, ['Card']), aRater(2, ['Card'])];
		const { assign, short } = planEvenly([aCase(1), aCase(2, 'Neph')], raters, 3);
		expect(assign).toHaveLength(2);
		expect(short).toEqual([
			{ externalId: 'Case2', specialty: 'Neph', missing: 3, suitable: 0 },
			{ externalId: 'Case1', specialty: 'Card', missing: 1, suitable: 2 }
		]);
	});

	it('takes whoever names no specialty for any case', () => {
		expect(suits({ specialties: [] }, 'Card')).toBe(true);
		expect(suits({ specialties: ['Card', 'Neph'] }, 'Neph')).toBe(true);
		expect(suits({ specialties: ['Card'] }, 'Neph')).toBe(false);
		expect(suits({ specialties: ['Card'] }, 'card')).toBe(false);
	});
});

const SPECIALTIES = ['Card', 'Neph', 'Neuro'];
const raterIds = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { minLength: 0, maxLength: 12 });

function studies(codes: fc.Arbitrary<string[]>, taken: boolean) {
	return raterIds.chain((ids) =>
		fc.record({
			k: fc.integer({ min: 1, max: 6 }),
			raters: fc.tuple(
				...ids.map((id) =>
					fc.record<RaterToPlan>({
						id: fc.constant(id),
						specialties: codes,
						load: taken ? fc.nat({ max: 100 }) : fc.constant(0)
					})
				)
			),
			cases: fc
				.array(
					fc.record({
						specialty: fc.constantFrom(...SPECIALTIES),
						actions: fc.integer({ min: 0, max: 60 }),
						raters: taken && ids.length > 0 ? fc.subarray(ids) : fc.constant([])
					}),
					{ maxLength: 30 }
				)
				.map((rows) => rows.map((row, id): CaseToPlan => ({ ...row, id, externalId: `Case${id}` })))
		})
	);
}

describe('every plan', () => {
	it('gives nobody a case twice and nobody a case that does not suit', () => {
		const any = studies(fc.subarray(SPECIALTIES), true);
		fc.assert(
			fc.property(any, ({ cases, raters, k }) => {
				const { assign } = planEvenly(cases, raters, k);
				const have = new Set(cases.flatMap((item) => item.raters.map((id) => `${item.id} ${id}`)));
				for (const { caseId, raterId } of assign) {
					expect(have.has(`${caseId} ${raterId}`)).toBe(false);
					have.add(`${caseId} ${raterId}`);
					const rater = raters.find(({ id }) => id === raterId)!;
					expect(suits(rater, cases.find(({ id }) => id === caseId)!.specialty)).toBe(true);
				}
			})
		);
	});

	it('fills each case, or says by how much it is short and that nobody suitable is left', () => {
		const any = studies(fc.subarray(SPECIALTIES), true);
		fc.assert(
			fc.property(any, ({ cases, raters, k }) => {
				const { assign, short } = planEvenly(cases, raters, k);
				for (const item of cases) {
					const added = assign.filter(({ caseId }) => caseId === item.id).map((a) => a.raterId);
					const lack = short.find(({ externalId }) => externalId === item.externalId);
					const total = item.raters.length + added.length;
					expect(total + (lack?.missing ?? 0)).toBe(Math.max(k, item.raters.length));
					if (lack === undefined) continue;
					const suitable = raters.filter((rater) => suits(rater, item.specialty));
					expect(lack.suitable).toBe(suitable.length);
					const left = suitable.filter(
						({ id }) => !item.raters.includes(id) && !added.includes(id)
					);
					expect(left).toEqual([]);
				}
			})
		);
	});

	it('spreads the load: no two who rate the same differ by more than the largest case', () => {
		// Each rates one specialty, or each rates all: then a plan is free to be even.
		const one = studies(
			fc.constantFrom(...SPECIALTIES).map((code) => [code]),
			false
		);
		const all = studies(fc.constant([]), false);
		fc.assert(
			fc.property(fc.oneof(one, all), ({ cases, raters, k }) => {
				const load = new Map(raters.map(({ id }) => [id, 0]));
				for (const { caseId, raterId } of planEvenly(cases, raters, k).assign) {
					load.set(raterId, load.get(raterId)! + cases[caseId]!.actions);
				}
				const alike = Map.groupBy(raters, ({ specialties }) => specialties.join());
				for (const group of alike.values()) {
					const loads = group.map(({ id }) => load.get(id)!);
					const largest = Math.max(0, ...cases.map(({ actions }) => actions));
					expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(largest);
				}
			})
		);
	});

	it('is the same for the same study, in whatever order its parts are given', () => {
		const any = studies(fc.subarray(SPECIALTIES), true);
		fc.assert(
			fc.property(any, ({ cases, raters, k }) => {
				const turned = planEvenly(cases.toReversed(), raters.toReversed(), k);
				expect(turned).toEqual(planEvenly(cases, raters, k));
			})
		);
	});
});
