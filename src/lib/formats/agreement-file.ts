/** agreement.json: what can be said of how alike the ratings of a release are, over all of it and over its parts. */
import { figures, type Figures } from '#lib/agreement/account.ts';
import { DEFINITIONS } from '#lib/agreement/definitions.ts';
import type { PanelRule } from '#lib/agreement/listed-shares.ts';
import { only, type Sparse } from '#lib/agreement/table.ts';
import type { AgreementDocument } from './agreement-record.ts';

/** Scores before adjudication: actions × raters, each table with the same actions and raters. */
export type Scores = {
	/** Raters by the names under which they leave, in the order of the tables. */
	raters: readonly string[];
	/** The case of each action, and the code of its specialty. */
	units: readonly { case: string; specialty: string }[];
	/** Of each rater the newest score. */
	newest: Sparse;
	/** The scores of each round alone, the first round first. */
	rounds: readonly { round: number; table: Sparse }[];
	/** When a panel disagrees: the study's k and band. */
	rule: Required<PanelRule>;
};

/**
 * Every coefficient with its interval by case, over the newest score of each rater; the same of each round alone, over the
 * actions that were scored in it, and of each specialty. Nothing is drawn by chance.
 */
export function agreementOf(scores: Scores): AgreementDocument {
	const { raters, units, newest, rounds, rule } = scores;
	const cases = units.map((unit) => unit.case);
	const whole = { table: newest, names: raters, cases };
	const bySpecialty = Map.groupBy(units.keys(), (at) => units[at]!.specialty);
	return {
		format: 'primum-agreement',
		formatVersion: 2,
		definitions: { name: 'primum-agreement', version: DEFINITIONS },
		counts: 'before-adjudication',
		intervals: { level: 0.95, method: 'jackknife-by-case', seed: null },
		...told(figures(whole, { rule })),
		rounds: rounds.flatMap(({ round, table }) => {
			const scored = [...units.keys()].filter((at) => table.starts[at]! < table.starts[at + 1]!);
			return scored.length === 0 ? [] : [{ round, ...part(scores, table, scored) }];
		}),
		specialties: [...bySpecialty]
			.sort(([a], [b]) => (a < b ? -1 : 1))
			.map(([specialty, those]) => ({ specialty, ...part(scores, newest, those) }))
	};
}

/** The figures of some actions and of those who scored them; not those of each two raters, which are many. */
function part({ raters, units, rule }: Scores, table: Sparse, those: readonly number[]) {
	const narrow = only(table, those);
	const heard = [...new Set(Array.from(narrow.who))].sort((a, b) => a - b);
	const columnOf = new Map(heard.map((rater, column) => [rater, column]));
	const found = figures(
		{
			table: {
				...narrow,
				raters: heard.length,
				who: Array.from(narrow.who, (rater) => columnOf.get(rater)!)
			},
			names: heard.map((rater) => raters[rater]!),
			cases: those.map((at) => units[at]!.case)
		},
		{ rule }
	);
	const coefficients = Object.entries(found.coefficients).filter(([name]) => !OF_TWO.test(name));
	return told({ ...found, coefficients: Object.fromEntries(coefficients) });
}

/** All scores are of the scale from 1 to 9, so there are shares. */
function told({ shares, ...found }: Figures) {
	return { ...found, shares: shares! };
}

const OF_TWO = /^cohen_kappa_/;
