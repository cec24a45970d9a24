import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { explain, plan, planning, type CaseToPlan, type RaterToPlan, type ToPlan } from './plan.ts';
import { allowed, anythingToPlan, loadsOf, openIn, roomOf } from './testing/plans.ts';

const aCase = (id: number, given: Partial<CaseToPlan> = {}): CaseToPlan => ({
	...{ id, specialty: 'Card', actions: 10, has: [] },
	...given
});
const aRater = (
	id: number,
	specialties: string[] = ['Card'],
	given: Partial<RaterToPlan> = {}
) => ({
	...{ id, specialties, load: 0, cases: 0, cap: null },
	...given
});
const toPlan = (
	k: number,
	cases: CaseToPlan[],
	raters: RaterToPlan[],
	rules: Partial<ToPlan['rules']> = {}
): ToPlan => ({
	...{ cases, raters, seed: 1 },
	rules: { k, neighbours: new Map(), generalists: new Set(), generalistsPerCase: null, ...rules }
});
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a plan', () => {
	it('prefers a rater of its own specialty, then a near one, then generalists', () => {
		const raters = [aRater(1), aRater(2, ['Neph']), aRater(3, []), aRater(4, ['Derm'])];
		const near = new Map([['Card', new Set(['Neph'])]]);
		const fits = (k: number) =>
			plan(toPlan(k, [aCase(1)], raters, { neighbours: near })).places.map(
				({ raterId, fit }) => [raterId, fit] as const
			);
		expect(fits(1)).toEqual([[1, 'own']]);
		expect(fits(2)).toEqual([
			[1, 'own'],
			[2, 'near']
		]);
		expect(fits(4)).toEqual([
			[1, 'own'],
			[2, 'near'],
			[3, 'generalist']
		]);
	});

	it('takes a specialist away from where a near one can stand in, so that every place is filled', () => {
		// Neph needs the only nephrologist, whom Card could have as a near rater.
		const raters = [aRater(1, ['Neph'], { cap: 1 }), aRater(2, ['Card'], { cap: 1 })];
		const near = new Map([['Card', new Set(['Neph'])]]);
		const cases = [aCase(1), aCase(2, { specialty: 'Neph' })];
		const { places, short } = plan(toPlan(1, cases, raters, { neighbours: near }));
		expect(places).toEqual([
			{ caseId: 1, raterId: 2, fit: 'own' },
			{ caseId: 2, raterId: 1, fit: 'own' }
		]);
		expect(short).toEqual([]);
	});

	it('says what stays short, why, and what fills how much', () => {
		const cases = numbers(9).map((id) => aCase(id, { specialty: 'Heme' }));
		const raters = [
			aRater(1, ['Heme']),
			aRater(2, ['Heme'], { cap: 3 }),
			aRater(3, []),
			aRater(4, []),
			aRater(5, ['Derm'])
		];
		const { places, short, idle } = plan(toPlan(3, cases, raters, { generalistsPerCase: 1 }));
		expect(places).toHaveLength(21);
		expect(short).toEqual([
			{
				...{ specialty: 'Heme', missing: 6, cases: 6, generalistsFull: true },
				own: [
					{ raterId: 1, because: 'has-them' },
					{ raterId: 2, because: 'cap' }
				],
				ways: [
					{ kind: 'cap', raterId: 2, from: 3, to: 9, fills: 6 },
					{ kind: 'generalists', from: 1, to: 2, fills: 6 },
					{ kind: 'invite', specialty: 'Heme', fills: 6 }
				]
			}
		]);
		expect(idle).toEqual([5]);
	});

	it('explains a plan that was changed by hand as it stands', () => {
		const cases = [aCase(1), aCase(2)];
		const given = toPlan(2, cases, [aRater(1), aRater(2), aRater(3)]);
		const { places } = plan(given);
		const [first, ...others] = places;
		const { short } = explain(given, others);
		expect(short).toMatchObject([{ specialty: 'Card', missing: 1, cases: 1 }]);
		expect(explain(given, [first!, ...others]).short).toEqual([]);
	});

	it('spreads pairs: every two of a pool share some actions, and nobody sits with the same two always', () => {
		const cases = numbers(40).map((id) => aCase(id, { actions: 40 }));
		const { places } = plan(
			toPlan(
				3,
				cases,
				numbers(8).map((id) => aRater(id))
			)
		);
		const panels = [...Map.groupBy(places, ({ caseId }) => caseId).values()].map((seats) =>
			seats.map(({ raterId }) => raterId)
		);
		const together = (...ids: number[]) =>
			panels.filter((panel) => ids.every((id) => panel.includes(id))).length;
		const pairs = numbers(8).flatMap((a) => numbers(8).flatMap((b) => (a < b ? [[a, b]] : [])));
		// 120 pairs of places over 28 pairs of raters: four each, and eight over.
		const shared = pairs.map((pair) => together(...pair));
		expect(Math.min(...shared)).toBeGreaterThanOrEqual(3);
		expect(Math.max(...shared)).toBeLessThanOrEqual(6);
		for (const panel of panels) expect(together(...panel)).toBeLessThanOrEqual(3);
	});

	it('leaves raters who are paused as they are', () => {
		const raters = [aRater(1, ['Card'], { paused: true }), aRater(2)];
		const { places, short } = plan(toPlan(2, [aCase(1), aCase(2, { has: [1] })], raters));
		expect(places.map(({ caseId, raterId }) => [caseId, raterId])).toEqual([
			[1, 2],
			[2, 2]
		]);
		expect(short).toMatchObject([{ missing: 1, own: [{ raterId: 2, because: 'has-them' }] }]);
	});

	it('says how far it is, and stops where nobody asks on', () => {
		const cases = numbers(30).map((id) => aCase(id));
		const steps = planning(
			toPlan(
				3,
				cases,
				numbers(9).map((id) => aRater(id))
			)
		);
		const said = [];
		for (let step = steps.next(); !step.done; step = steps.next()) said.push(step.value);
		expect(said.length).toBeGreaterThan(1);
		expect(said).toEqual(said.toSorted((a, b) => a - b));
		expect(said.every((share) => share >= 0 && share <= 100)).toBe(true);
	});
});

describe('every plan', () => {
	it('gives nobody a case twice, again, against the rules or beyond a cap, and no case more than k', () => {
		fc.assert(
			fc.property(anythingToPlan(), (given) => {
				const { places } = plan(given);
				const pairs = places.map(({ caseId, raterId }) => `${caseId} ${raterId}`);
				expect(new Set(pairs).size).toBe(pairs.length);
				const fits = new Map(
					allowed(given).map(({ item, rater, fit }) => [`${item.id} ${rater.id}`, fit])
				);
				for (const { caseId, raterId, fit } of places) {
					expect(fits.get(`${caseId} ${raterId}`)).toBe(fit);
				}
				for (const item of given.cases) {
					const here = places.filter(({ caseId }) => caseId === item.id);
					const open = openIn(item, given);
					expect(here.length).toBeLessThanOrEqual(open.places);
					const generalists = here.filter(({ fit }) => fit === 'generalist');
					expect(generalists.length).toBeLessThanOrEqual(open.generalists);
				}
				for (const rater of given.raters) {
					const theirs = places.filter(({ raterId }) => raterId === rater.id);
					expect(theirs.length).toBeLessThanOrEqual(roomOf(rater, given));
				}
			}),
			{ numRuns: 300 }
		);
	});

	it('says of each place that stays empty that it does', () => {
		fc.assert(
			fc.property(anythingToPlan(), (given) => {
				const { places, short } = plan(given);
				const wanted = given.cases.reduce((sum, item) => sum + openIn(item, given).places, 0);
				const missing = short.reduce((sum, one) => sum + one.missing, 0);
				expect(places.length + missing).toBe(wanted);
			})
		);
	});

	it('keeps its word on what would fill more', () => {
		fc.assert(
			fc.property(anythingToPlan(), (given) => {
				const { places, short } = plan(given);
				for (const { ways } of short) {
					for (const way of ways) {
						const { raters, rules } = given;
						const changed: Partial<ToPlan> =
							way.kind === 'generalists'
								? { rules: { ...rules, generalistsPerCase: way.to } }
								: way.kind === 'cap'
									? {
											raters: raters.map((one) =>
												one.id === way.raterId ? { ...one, cap: way.to } : one
											)
										}
									: { raters: [...raters, aRater(99, [way.specialty])] };
						const then = plan({ ...given, ...changed });
						expect(then.places.length - places.length).toBe(way.fills);
					}
				}
			})
		);
	});

	it('is the same for the same input, in whatever order it comes', () => {
		fc.assert(
			fc.property(anythingToPlan(), (given) => {
				const turned = {
					...given,
					cases: given.cases.toReversed(),
					raters: given.raters.toReversed()
				};
				expect(plan(turned)).toEqual(plan(given));
			})
		);
	});

	it('keeps what is there: no seed takes a place from anybody', () => {
		fc.assert(
			fc.property(anythingToPlan(), fc.nat(), (given, seed) => {
				const first = plan(given);
				const kept = given.cases.map((item) => ({
					...item,
					has: [
						...item.has,
						...first.places.flatMap(({ caseId, raterId }) => (caseId === item.id ? raterId : []))
					]
				}));
				const raters = given.raters.map((rater) => ({
					...rater,
					cases: rater.cases + first.places.filter(({ raterId }) => raterId === rater.id).length
				}));
				expect(plan({ ...given, seed, cases: kept, raters }).places).toEqual([]);
			})
		);
	});

	it('is even where all suit all: no two loads differ by more than the longest case', () => {
		const any = anythingToPlan({ begun: false, cases: 30 });
		fc.assert(
			fc.property(any, (given) => {
				const raters = given.raters.map((rater) => ({ ...rater, specialties: [], cap: null }));
				const rules = { ...given.rules, generalistsPerCase: null };
				const open = { ...given, raters, rules };
				const loads = [...loadsOf(open, plan(open)).values()];
				const longest = Math.max(0, ...given.cases.map(({ actions }) => actions));
				if (loads.length <= rules.k) return;
				expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(longest);
			})
		);
	});
});
