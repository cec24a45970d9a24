/** How long a plan takes, and how good it is, at NOHARM's size and at a hundred times that; and what applying it costs. */
import { table } from '../../src/cli/text.ts';
import { below, seeded } from '../../src/lib/agreement/random.ts';
import { planning, type Plan, type ToPlan } from '../../src/lib/domain/plan.ts';
import type { Figure, Progress } from './figure.ts';
import type { Options } from './options.ts';
import { measureApplying } from './planner/applying.ts';

/** Cases, raters, and the most milliseconds. */
const SIZES = [
	[100, 29, 100],
	[10_000, 2_900, 5_000]
] as const;

/** Of each size: what the first run costs more, loading and compiling, a server pays once. */
const RUNS = 3;

const SPECIALTIES = ['Card', 'Derm', 'Endo', 'GI', 'Heme', 'ID', 'Neph', 'Neuro', 'Psych', 'Pulm'];

/**
 * A study like NOHARM: ten specialties, a fifth of the raters generalists, one of whom a case may have. Every
 * ninth rater takes twelve cases at the most.
 */
function aStudy(cases: number, raters: number): ToPlan {
	const random = seeded(1);
	const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);
	const of = (index: number) => SPECIALTIES[index % SPECIALTIES.length]!;
	return {
		seed: 20261103,
		cases: numbers(cases).map((index) => ({
			...{ id: index + 1, specialty: of(index), has: [] },
			actions: 30 + below(random, 26)
		})),
		raters: numbers(raters).map((index) => ({
			...{ id: index + 1, load: 0, cases: 0, cap: index % 9 === 0 ? 12 : null },
			specialties: index % 5 === 4 ? [] : [of(below(random, SPECIALTIES.length))]
		})),
		rules: {
			...{ k: 3, generalists: new Set(), generalistsPerCase: 1 },
			neighbours: new Map(SPECIALTIES.map((code, index) => [code, new Set([of(index + 1)])]))
		}
	};
}

type Outcome = { plan: Plan; ms: number; longest: number };

/** The quickest of some runs, and the longest that it went without saying how far it is. */
function timed(given: ToPlan): Outcome {
	let best: Outcome | undefined;
	for (let run = 0; run < RUNS; run += 1) {
		const steps = planning(given);
		const began = performance.now();
		let longest = 0;
		for (;;) {
			const at = performance.now();
			const step = steps.next();
			const now = performance.now();
			longest = Math.max(longest, now - at);
			if (!step.done) continue;
			if (best === undefined || now - began < best.ms) {
				best = { plan: step.value, ms: now - began, longest };
			}
			break;
		}
	}
	return best!;
}

/** By specialty: the heaviest load less the lightest among raters of it alone who have no cap, and the longest case. */
function widest({ cases, raters }: ToPlan, { places }: Plan): { gap: number; longest: number } {
	const actionsOf = new Map(cases.map(({ id, actions }) => [id, actions]));
	const loads = new Map<number, number>();
	for (const { caseId, raterId } of places) {
		loads.set(raterId, (loads.get(raterId) ?? 0) + actionsOf.get(caseId)!);
	}
	const pools = Map.groupBy(
		raters.filter(({ cap, specialties }) => cap === null && specialties.length === 1),
		({ specialties }) => specialties[0]
	);
	const gaps = [...pools.values()].map((pool) => {
		const theirs = pool.map(({ id }) => loads.get(id) ?? 0);
		return Math.max(...theirs) - Math.min(...theirs);
	});
	return { gap: Math.max(...gaps), longest: Math.max(...actionsOf.values()) };
}

export async function measure(progress: Progress, { fresh }: Options): Promise<Figure[]> {
	const lines: string[][] = [];
	const figures = SIZES.flatMap(([cases, raters, mostMs]): Figure[] => {
		const size = `${cases.toLocaleString('en')} cases, ${raters.toLocaleString('en')} raters`;
		progress(`planning ${size}`);
		const given = aStudy(cases, raters);
		const { plan, ms, longest } = timed(given);
		const missing = plan.short.reduce((sum, one) => sum + one.missing, 0);
		const count = (fit: string) => plan.places.filter((place) => place.fit === fit).length;
		const { gap, longest: longestCase } = widest(given, plan);
		lines.push([
			size,
			...[ms, longest].map((time) => time.toFixed(0)),
			...[plan.places.length, missing, count('own'), count('near'), count('generalist')].map(
				String
			),
			`${gap} of ${longestCase}`
		]);
		return [
			{ what: `${size}: a plan`, value: ms, unit: 'ms', target: { most: mostMs }, binding: true },
			{
				...{ what: `${size}: loads of a pool apart`, value: gap, unit: '' },
				...{ target: { most: longestCase }, binding: true }
			},
			{
				...{ what: `${size}: places that are nobody’s and not said to be`, unit: '' },
				...{
					value: 3 * cases - plan.places.length - missing,
					target: { exactly: 0 },
					binding: true
				}
			}
		];
	});
	const head = ['', 'ms', 'step ms', 'filled', 'short', 'own', 'near', 'generalist', 'apart'];
	console.log(`\n${table(head, lines)}`);
	return [...figures, ...(await measureApplying(fresh, progress))];
}
