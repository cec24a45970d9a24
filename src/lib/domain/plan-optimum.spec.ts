/** Against an exact solver (HiGHS): on small studies, nothing could be filled, fit or spread better. */
import fc from 'fast-check';
import highs from 'highs';
import { beforeAll, expect, it, vi } from 'vitest';
import { plan, type ToPlan } from './plan.ts';
import { allowed, anythingToPlan, loadsOf, openIn, roomOf } from './testing/plans.ts';

/** Half a second of work, on a machine that may be busy with every other spec. */
vi.setConfig({ testTimeout: 30_000 });

let solver: Awaited<ReturnType<typeof highs>>;
beforeAll(async () => {
	solver = await highs();
});

/** What numbers of the solver may be off by. */
const SLIGHT = 1e-3;

type Program = { sense: 'Maximize' | 'Minimize'; goal: string; rows: string[]; bounds?: string[] };

/** The best value of a program over the pairs that the rules allow, as binary variables. */
function best(given: ToPlan, { sense, goal, rows, bounds = [] }: Program): number {
	const names = allowed(given).map(({ item, rater }) => `x_${item.id}_${rater.id}`);
	const rules = [
		...given.cases.flatMap((item) => {
			const open = openIn(item, given);
			const here = allowed(given).filter((pair) => pair.item === item);
			const sum = (pairs: typeof here) =>
				pairs.map(({ rater }) => `x_${item.id}_${rater.id}`).join(' + ');
			const generalists = here.filter(({ fit }) => fit === 'generalist');
			return [
				here.length === 0 ? [] : `${sum(here)} <= ${open.places}`,
				generalists.length === 0 || open.generalists === Infinity
					? []
					: `${sum(generalists)} <= ${open.generalists}`
			].flat();
		}),
		...given.raters.flatMap((rater) => {
			const theirs = allowed(given).filter((pair) => pair.rater === rater);
			const room = roomOf(rater, given);
			if (theirs.length === 0 || room === Infinity) return [];
			return `${theirs.map(({ item }) => `x_${item.id}_${rater.id}`).join(' + ')} <= ${room}`;
		})
	];
	const lp = [
		sense,
		` obj: ${goal}`,
		'Subject To',
		...[...rules, ...rows].map((row, index) => ` r${index}: ${row}`),
		'Bounds',
		...bounds.map((bound) => ` ${bound}`),
		'Binary',
		` ${names.join(' ')}`,
		'End'
	].join('\n');
	// Its presolve calls some of these programs infeasible that the plan itself solves. Every best value is a whole
	// number: what is within less than one of the bound is the best, and proving more took most of the time.
	const within = { mip_abs_gap: 1 - SLIGHT, mip_rel_gap: 0 };
	const { Status, ObjectiveValue } = solver.solve(lp, { presolve: 'off', ...within });
	expect(Status).toBe('Optimal');
	// Plus nothing: the best of no pairs may be a zero with a sign.
	return sense === 'Maximize'
		? Math.ceil(ObjectiveValue - SLIGHT) + 0
		: Math.floor(ObjectiveValue + SLIGHT) + 0;
}

/** Of a fit; of all where none is given. */
function count(given: ToPlan, fit?: string): string {
	const pairs = allowed(given).filter((pair) => fit === undefined || pair.fit === fit);
	return pairs.map(({ item, rater }) => `x_${item.id}_${rater.id}`).join(' + ');
}

/** What a place is worth: to be filled before all, then by its own specialty, then by a near one. Few have 100 pairs. */
const WORTH = { own: 10_100, near: 10_001, generalist: 10_000, other: 10_000 };

// One program for all three: calling the solver takes most of the time, and was too slow on a busy machine.
it('fills as many places as can be filled, and fits as many as can be', () => {
	fc.assert(
		fc.property(anythingToPlan({ cases: 8, raters: 6 }), (given) => {
			const pairs = allowed(given);
			if (pairs.length === 0) return;
			const goal = pairs.map(({ item, rater, fit }) => `${WORTH[fit]} x_${item.id}_${rater.id}`);
			const most = best(given, { sense: 'Maximize', goal: goal.join(' + '), rows: [] });
			const { places } = plan(given);
			expect(places.reduce((sum, { fit }) => sum + WORTH[fit], 0)).toBe(most);
		}),
		{ numRuns: 60 }
	);
});

/**
 * The least difference of the heaviest and the lightest load among plans as fitting that fill the same places:
 * to leave the longer cases short would be even too.
 */
function leastGap(given: ToPlan): number {
	const { places } = plan(given);
	const rows = given.cases.flatMap((item) => {
		const here = allowed(given).filter((pair) => pair.item === item);
		const filled = places.filter(({ caseId }) => caseId === item.id).length;
		const sum = here.map(({ rater }) => `x_${item.id}_${rater.id}`).join(' + ');
		return here.length === 0 ? [] : `${sum} = ${filled}`;
	});
	for (const fit of ['own', 'near']) {
		const goal = count(given, fit);
		const number = places.filter((place) => place.fit === fit).length;
		if (goal !== '') rows.push(`${goal} = ${number}`);
	}
	const before = loadsOf(given, { places: [] });
	for (const { id } of given.raters) {
		const theirs = allowed(given).filter(({ rater }) => rater.id === id);
		const sum = theirs.map(({ item }) => `+ ${item.actions} x_${item.id}_${id}`).join(' ');
		rows.push(`most ${sum.replaceAll('+', '-')} >= ${before.get(id)}`);
		rows.push(`least ${sum.replaceAll('+', '-')} <= ${before.get(id)}`);
	}
	const bounds = ['most >= 0', 'least >= 0'];
	return best(given, { sense: 'Minimize', goal: 'most - least', rows, bounds });
}

function gapOf(given: ToPlan): number {
	const loads = [...loadsOf(given, plan(given)).values()];
	return Math.max(...loads) - Math.min(...loads);
}

it('spreads loads within one case of the best possible', () => {
	fc.assert(
		fc.property(anythingToPlan({ cases: 8, raters: 6 }), (given) => {
			if (allowed(given).length === 0) return;
			const longest = Math.max(...given.cases.map(({ actions }) => actions));
			expect(gapOf(given)).toBeLessThanOrEqual(leastGap(given) + longest);
		}),
		{ numRuns: 60 }
	);
});

it('spreads loads as evenly as can be where all cases have one size', () => {
	const any = anythingToPlan({ cases: 8, raters: 6, actions: fc.constant(10), begun: false });
	fc.assert(
		fc.property(any, (given) => {
			if (allowed(given).length === 0) return;
			expect(gapOf(given)).toBe(leastGap(given));
		}),
		{ numRuns: 40 }
	);
});
