/** Resilience: whether a system does the same whenever, and however, it is asked. */
import type { Column } from './columns.ts';
import { meanOf } from './mean.ts';
import type { CaseScores, Scored } from './scheme.ts';

/**
 * Of each case with two records or more of one judge, 1 − Σ u·H(p) / Σ u over its bundles: u the tier of the most
 * extreme member, p the share of records in which any member is done, H the binary entropy in bits. The mean over
 * judges; null with a single record, or where no bundle has a tier.
 */
export function resilienceOf(cases: readonly CaseScores[]): Column {
	let counted = 0;
	const values = cases.map(({ records }) => {
		const judges = Map.groupBy(records, ({ record }) => record.judge);
		const repeated = [...judges.values()].filter(({ length }) => length > 1);
		const value = meanOf(repeated.map(constancy));
		if (value !== null) for (const { length } of repeated) counted += length;
		return value;
	});
	return { name: 'Resilience', values, records: counted };
}

function constancy(records: readonly Scored[]): number | null {
	const { bundles } = records[0]!.layout;
	let all = 0;
	let lost = 0;
	for (const { places, tier } of bundles) {
		if (tier === 0) continue;
		const done = records.filter(({ record }) => places.some((place) => record.done[place]! > 0));
		all += tier;
		lost += tier * entropy(done.length / records.length);
	}
	return all === 0 ? null : 1 - lost / all;
}

/** Of a coin that falls on one side with the probability p: 0 bits if it always does, 1 if every second time. */
function entropy(p: number): number {
	if (p === 0 || p === 1) return 0;
	return -p * Math.log2(p) - (1 - p) * Math.log2(1 - p);
}
