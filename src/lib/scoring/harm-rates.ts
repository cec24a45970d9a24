/** How often harm comes about, by kind and severity. */
import { answered } from './answer.ts';
import { eachGroupOnce, harms, type Harm } from './harms.ts';
import type { CaseScores } from './scheme.ts';
import { standingOf } from './standing.ts';

/** Harms a hundred cases. */
export type HarmRates = { severe: number; moderate: number; mild: number };

export type ErrorRates = { omissions: HarmRates; commissions: HarmRates };

const A_HUNDRED = 100;

const SEVERITIES = { 1: 'mild', 2: 'moderate', 3: 'severe' } as const;

/**
 * Harms by leaving out and by doing, an omitted group once: the mean over the records of each case, then over cases.
 * What is counted is the same under every scheme.
 */
export function errorRates(cases: readonly CaseScores[]): ErrorRates {
	const none = () => ({ severe: 0, moderate: 0, mild: 0 });
	const rates: Record<Harm['kind'], HarmRates> = { omission: none(), commission: none() };
	for (const { records } of cases) {
		const share = A_HUNDRED / records.length / cases.length;
		for (const { layout, record } of records) {
			const all = harms(layout, standingOf(layout, record), answered(layout, record));
			for (const { kind, tier } of eachGroupOnce(layout, all)) {
				rates[kind][SEVERITIES[tier]] += share;
			}
		}
	}
	return { omissions: rates.omission, commissions: rates.commission };
}
