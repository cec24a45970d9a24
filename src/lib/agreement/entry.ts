/** A coefficient as files and programs get it. */
import type { ByCase } from './by-case.ts';
import { isDefined, type Coefficient } from './coefficient.ts';
import type { Resampled } from './listed.ts';

/** Standard error and interval with actions taken as independent, and how they were made. */
type OverActions = { se?: number; ci95?: [number, number] } & Resampled;

/** A coefficient as it is written into files: its value, or the reason why it has none. */
export type Entry = OverActions & {
	value?: number;
	/** What standard error and interval treat as independent of each other. */
	interval?: 'by case' | 'over actions';
	/** Cases that count, where the units are of cases. */
	cases?: number;
	/** What it rests on: units, ratings, and pairs of ratings. */
	units: number;
	ratings: number;
	pairs: number;
	/** What other programs give. Absent where no formula gives one, and nothing was resampled. */
	over_actions?: OverActions;
	/** Why there is a value and no interval by case. */
	no_interval?: string;
	undefined?: string;
};

/** A coefficient over all units, and by case where they are of at least two. */
export type Found = { whole: Coefficient & Resampled; byCase?: ByCase };

/** As it is written: without keys that hold nothing, the same before and after JSON. */
export function entry({ whole, byCase: nested }: Found): Entry {
	const { units, ratings, pairs } = whole;
	const rests = { ...(nested && { cases: nested.cases }), units, ratings, pairs };
	if (!isDefined(whole)) return { ...rests, undefined: whole.undefined };
	const over = {
		...(whole.se !== undefined && { se: whole.se }),
		...(whole.ci95 && { ci95: whole.ci95 }),
		...(whole.ci95 && whole.bootstrap && { bootstrap: whole.bootstrap })
	};
	const hasOver = Object.keys(over).length > 0;
	if (nested === undefined || !isDefined(nested)) {
		return { value: whole.value, ...over, ...(hasOver && { interval: 'over actions' }), ...rests };
	}
	const { se, ci95, noInterval } = nested;
	return {
		value: whole.value,
		...(se !== undefined && ci95 && { se, ci95, interval: 'by case' }),
		...rests,
		...(hasOver && { over_actions: over }),
		...(noInterval !== undefined && { no_interval: noInterval })
	};
}
