/** What a submission must be, so that its totals tell nothing of single held-out cases. */
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
		'or none: the total of only a few would give their answers away.'
	);
}

/** The most records of one item: repeating it gives it no more to say after so many. */
const MOST_TRIALS = 100;

/** The most actions of one answer to a held-out case that can be matched with one and the same action of the case. */
const MOST_ALIKE = 3;

/**
 * Whoever repeats one thing over and over gives it a weight of their own, by which it is found again in a total: an item
 * is answered so many times at the most, and an answer to a held-out case says one thing only a few times.
 *
 * @returns what is wrong, as a sentence for whoever sends it; null where nothing is
 */
export function whyTooOften(
	{ set, cases }: Pick<Scorable, 'set' | 'cases'>,
	records: readonly Pick<Judged, 'id' | 'answer'>[]
): string | null {
	const times = new Map<string, number>();
	for (const { id, answer } of records) {
		const many = (times.get(id) ?? 0) + 1;
		times.set(id, many);
		if (many > MOST_TRIALS) {
			return `${id} has more than ${MOST_TRIALS} records: so many are taken of each item, over all trials and judges.`;
		}
		if (answer === null || cases.get(set.ofItem.get(id)!.rubric.id)?.heldOut !== true) continue;
		const alike = new Map<number, number>();
		for (const number of answer.flatMap(({ matches }) => [...new Set(matches)])) {
			alike.set(number, (alike.get(number) ?? 0) + 1);
		}
		const [often] = [...alike].filter(([, n]) => n > MOST_ALIKE);
		if (often !== undefined) {
			return `A record of ${id} matches action ${often[0]} in ${often[1]} places of responseActions: list it at most ${MOST_ALIKE} times.`;
		}
	}
	return null;
}
