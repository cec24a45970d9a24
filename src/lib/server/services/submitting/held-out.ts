/** What a submission to held-out cases must be, so that its totals tell of no single one of them. */
import type { Scorable } from '#lib/formats/annotation-set.ts';
import type { Judged } from '#lib/scoring/record.ts';

/**
 * Whoever answers one held-out case only would read its figure out of the totals: they are all answered, in every
 * presentation, or none of them is.
 *
 * @returns what is wrong, as a sentence for whoever sends it; null where nothing is
 */
export function whyNotHeldOut(
	{ set, cases }: Pick<Scorable, 'set' | 'cases'>,
	records: readonly Pick<Judged, 'id'>[]
): string | null {
	const heldOut = [...set.ofItem].flatMap(([item, { rubric }]) =>
		cases.get(rubric.id)?.heldOut === true ? [item] : []
	);
	const given = new Set(records.map(({ id }) => id));
	const answered = heldOut.filter((item) => given.has(item)).length;
	if (answered === 0 || answered === heldOut.length) return null;
	return (
		`It answers ${answered} of the ${heldOut.length} held-out cases and their variants. Answer all of them, ` +
		'or none: what a few of them come to would tell what is kept to them.'
	);
}
