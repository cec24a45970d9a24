/** Scores a submission: what each record is worth, and what the system is. */
import { mast2026 } from './mast-2026.ts';
import { mast202607 } from './mast-2026-07.ts';
import { noharm2025 } from './noharm-2025.ts';
import { inOrder, order, type Judged } from './record.ts';
import type { AnnotationSet } from './rubric.ts';
import type { CaseScores, Estimate, Scheme, SchemeName, Scored } from './scheme.ts';

const SCHEMES: Record<SchemeName, Scheme> = {
	'mast-2026-07': mast202607,
	'mast-2026': mast2026,
	'noharm-2025': noharm2025
};

export const DEFAULT_SCHEME: SchemeName = 'mast-2026-07';

export function schemeOf(name: SchemeName): Scheme {
	return SCHEMES[name];
}

/** A figure of a system, which never stands without the scheme it is of. */
export type Figure = Estimate & { scheme: SchemeName; version: number };

export type Result = {
	scheme: SchemeName;
	version: number;
	/** In the order of id, trial and judge. */
	records: readonly Scored[];
	/** By name, in the order in which they are shown. */
	aggregate: Readonly<Record<string, Figure>>;
};

/**
 * Scores records. Their order makes no difference.
 *
 * @param records of items of the set: see `check`
 * @throws RangeError where a record is of an item that the set does not have
 */
export function score(set: AnnotationSet, records: readonly Judged[], name: SchemeName): Result {
	const scheme = schemeOf(name);
	const scored = records.toSorted(inOrder).map((record): Scored => {
		const layout = set.ofItem.get(record.id);
		if (layout === undefined) throw new RangeError(`The set has no item "${record.id}".`);
		return { layout, record, metrics: scheme.ofRecord(layout, record) };
	});
	return resultOf(scheme, scored);
}

/** What scored records make of their system. */
export function resultOf(scheme: Scheme, scored: readonly Scored[]): Result {
	const { name, version } = scheme;
	const estimates = Object.entries(scheme.ofSystem(byCase(scored)));
	const aggregate = estimates.map(([metric, estimate]) => [
		metric,
		{ scheme: name, version, ...estimate }
	]);
	return { scheme: name, version, records: scored, aggregate: Object.fromEntries(aggregate) };
}

/** The records of each base case, the cases in the order of their ids. */
export function byCase(scored: readonly Scored[]): CaseScores[] {
	const groups = Map.groupBy(scored, ({ layout }) => layout.rubric.id);
	return [...groups]
		.map(([base, records]) => ({ base, records }))
		.sort((a, b) => order(a.base, b.base));
}
