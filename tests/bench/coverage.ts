/**
 * How often a nominal 95% interval holds the truth, in studies of NOHARM's shape drawn from models in which more and
 * more is nested: beside each interval by case the one that takes actions as independent.
 */
import * as byCase from '../../src/lib/agreement/by-case.ts';
import { isDefined, type Coefficient } from '../../src/lib/agreement/coefficient.ts';
import * as gwet from '../../src/lib/agreement/gwet.ts';
import * as krippendorffCac from '../../src/lib/agreement/krippendorff-cac.ts';
import { seeded } from '../../src/lib/agreement/random.ts';
import * as sums from '../../src/lib/agreement/sums.ts';
import { tally } from '../../src/lib/agreement/tally.ts';
import type { Figure, Progress } from './figure.ts';
import { simulated, type Model } from './support/simulated.ts';

const STUDIES = 200;
const SHAPE = { cases: 100, actions: 42, raters: 29, panel: 3 };

/** What the truth is taken from: so many cases, and raters, that little of it is chance. */
const TRUTH = { cases: 6_000, raters: 2_000 };

type Named = { name: string; model: Omit<Model, keyof typeof SHAPE>; byRaters: boolean };

const MODELS: readonly Named[] = [
	{ name: 'actions independent', model: {}, byRaters: false },
	{ name: 'means of cases differ', model: { ofCase: 1 }, byRaters: false },
	{ name: 'and noise differs', model: { ofCase: 1, noisiness: 0.4 }, byRaters: false },
	{
		name: 'and raters see cases differently',
		model: { ofCase: 1, noisiness: 0.4, raterInCase: 0.5 },
		byRaters: false
	},
	{
		name: 'and raters differ in severity',
		model: { ofCase: 1, noisiness: 0.4, raterInCase: 0.5, severity: 0.7 },
		byRaters: true
	}
];

const LAYOUT = sums.layout();
const COEFFICIENTS = {
	'AC2 quadratic': { figure: gwet.figure(LAYOUT, 'quadratic'), over: gwet.ac },
	'alpha interval': {
		figure: krippendorffCac.figure(LAYOUT, 'quadratic'),
		over: krippendorffCac.alpha
	}
};

export function measure(progress: Progress): Promise<Figure[]> {
	const figures = MODELS.flatMap(({ name, model, byRaters }, at) => {
		const truth = truthOf({ ...SHAPE, ...TRUTH, ...model }, at);
		const held = Object.keys(COEFFICIENTS).map((coefficient) => ({
			coefficient,
			byCase: 0,
			over: 0
		}));
		const random = seeded(1_000 + at);
		for (let study = 0; study < STUDIES; study += 1) {
			const { table, caseOf } = simulated({ ...SHAPE, ...model }, random);
			const cases = sums.ofCases(LAYOUT, table, caseOf, SHAPE.cases);
			const whole = tally(table);
			for (const [index, { figure, over }] of Object.values(COEFFICIENTS).entries()) {
				if (holds(byCase.interval(cases, figure), truth[index]!)) held[index]!.byCase += 1;
				if (holds(over(whole, 'quadratic'), truth[index]!)) held[index]!.over += 1;
			}
		}
		progress(name);
		return held.flatMap(({ coefficient, ...of }) => [
			{
				what: `${name}: ${coefficient}, by case`,
				...{ value: (100 * of.byCase) / STUDIES, unit: '%', target: { least: 90 } },
				binding: !byRaters
			},
			{
				what: `${name}: ${coefficient}, over actions`,
				...{ value: (100 * of.over) / STUDIES, unit: '%', target: { least: 90 } },
				binding: false
			}
		]);
	});
	return Promise.resolve(figures);
}

/** The coefficients of the model itself. */
function truthOf(model: Model, seed: number): number[] {
	const { table } = simulated(model, seeded(seed));
	const whole = sums.ofCases(LAYOUT, table)[0]!;
	return Object.values(COEFFICIENTS).map(({ figure }) => {
		const found = figure.of(whole);
		if (!isDefined(found)) throw new Error(found.undefined);
		return found.value;
	});
}

function holds(found: Coefficient, truth: number): boolean {
	if (!isDefined(found) || found.ci95 === undefined) return false;
	return found.ci95[0] <= truth && truth <= found.ci95[1];
}
