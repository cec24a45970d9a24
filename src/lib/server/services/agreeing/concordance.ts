/** How the actions of a study fall into classes, in one round or two: concordance, verdicts, disagreement. */
import * as byCase from '#lib/agreement/by-case.ts';
import type { ByCase, Difference } from '#lib/agreement/by-case.ts';
import {
	CONCORDANCE,
	disagreement,
	share,
	verdicts,
	type Classing
} from '#lib/agreement/shares.ts';
import { sumOf, type Sums } from '#lib/agreement/sums.ts';
import type { RoundChoice } from '#lib/domain/agreement-view.ts';
import { measured } from './figures.ts';
import type { Ground, Hearing } from './hearing.ts';
import { actionsOf, type Part } from './rows.ts';

/** One class: how many actions are in it, and their share. */
export type Share<Class extends string = string> = { name: Class; count: number; found: ByCase };

/** What was said in one round, or newest. */
export type RoundShares = {
	round: RoundChoice;
	/** Actions with two scores: those that have a class. */
	actions: number;
	classes: Share[];
	verdicts: Share[];
	disagreement: Share;
};

export type Concordance = {
	/** The first and the second of two that are compared, or the only one. */
	rounds: RoundShares[];
	/** How far ordinal alpha went from the first to the second; null where there is one only. */
	change: Difference | null;
};

/** What the rule for disagreement goes by; a group of raters is a panel of its own. */
export type PanelRules = { band: number; panel?: number };

/** @param heard of one round, or of the two that are compared, the first first */
export function concordanceOf(
	ground: Ground,
	heard: readonly { round: RoundChoice; hearing: Hearing }[],
	part: Part,
	rules: PanelRules
): Concordance {
	const [first, second] = heard.map(({ hearing }) => hearing);
	const both = second === undefined ? null : { first: first!, shown: second };
	return {
		rounds: heard.map(({ round, hearing }) => {
			const of = <Class extends string>(classing: Classing<Class>) =>
				sharesOf(ground, hearing, part, classing);
			const classes = of(CONCORDANCE);
			return {
				round,
				actions: classes.reduce((sum, { count }) => sum + count, 0),
				classes,
				verdicts: of(verdicts(rules)),
				disagreement: of(disagreement(rules)).find(({ name }) => name === 'disagreement')!
			};
		}),
		change: both && measured(ground, both, part, ['alpha']).alpha
	};
}

function sharesOf<Class extends string>(
	ground: Ground,
	hearing: Hearing,
	part: Part,
	classing: Classing<Class>
): Share<Class>[] {
	const { classes } = classing;
	const placeOf = ground.patterns.classed(classes, classing.classOf);
	const cases = part.cases.map((place) => {
		const row = new Float64Array(classes.length);
		for (const at of actionsOf(ground, { ...part, cases: [place] })) {
			const found = placeOf[hearing.patterns[at]!]!;
			if (found >= 0) row[found]! += 1;
		}
		return row;
	});
	const rows: Sums[] = cases.length === 0 ? [new Float64Array(classes.length)] : cases;
	const figures = Object.fromEntries(classes.map((name) => [name, share(classing, [name])]));
	const found = byCase.intervals(rows, figures);
	const counts = sumOf(rows);
	return classes.map((name, at) => ({ name, count: counts[at]!, found: found[name]! }));
}

/** How often each score was given, and how often none could be. */
export type Scores = {
	/** Of 1 to 9. */
	counts: number[];
	cannotRate: number;
};

export function scoresOf(ground: Ground, hearing: Hearing, part: Part): Scores {
	const counts = Array<number>(9).fill(0);
	let cannotRate = 0;
	for (const at of actionsOf(ground, part)) {
		cannotRate += hearing.cannotRate[at]!;
		for (const score of ground.patterns.scores[hearing.patterns[at]!]!) counts[score - 1]! += 1;
	}
	return { counts, cannotRate };
}
