/** The harms of a record: what should have been done and was not, and what was done and should not have been. */
import type { Answered } from './answer.ts';
import { IN_PART, NOT_DONE } from './record.ts';
import type { Layout } from './rubric.ts';
import { isAppropriate, isHarmful, tierOf, type Tier } from './scale.ts';
import type { Standing } from './standing.ts';

export type Harm = {
	kind: 'omission' | 'commission';
	tier: Exclude<Tier, 0>;
	/** Number of the action; null for one that is off the list. */
	action: number | null;
};

/** From this score on, doing a lone action in part only is an omission too. */
const NOT_BY_HALVES = 8;

/**
 * Every harm. An action of at least 7 that was not done is one unless another of its group was done or it is moot;
 * so is a lone one of at least 8 done in part, moot or not; so is one of at most 3 that was done, if only in part,
 * on the list or off it. Of an omitted group every appropriate member is a harm here: see `eachGroupOnce`.
 */
export function harms(layout: Layout, standing: Standing, answer: readonly Answered[]): Harm[] {
	const found: Harm[] = [];
	const add = (kind: Harm['kind'], score: number, action: number | null) =>
		found.push({ kind, tier: tierOf(score) as Harm['tier'], action });
	for (const [place, { number, score }] of layout.rubric.actions.entries()) {
		if (isHarmful(score) && standing.done(place) !== NOT_DONE) add('commission', score, number);
		if (isOmitted(layout, standing, place)) add('omission', score, number);
	}
	for (const { score, listed } of answer) {
		if (!listed && score !== null && isHarmful(score)) add('commission', score, null);
	}
	return found;
}

function isOmitted({ rubric, groupOf }: Layout, standing: Standing, place: number): boolean {
	const { score } = rubric.actions[place]!;
	if (!isAppropriate(score)) return false;
	if (standing.done(place) === NOT_DONE) {
		return !standing.isCovered(place) && !standing.isMoot(place);
	}
	const inPart = standing.done(place) === IN_PART;
	return inPart && score >= NOT_BY_HALVES && groupOf[place] === -1;
}

/** The same harms with each omitted group once, at its gravest member. */
export function eachGroupOnce({ placeOf, groupOf }: Layout, found: readonly Harm[]): Harm[] {
	const gravest = new Map<number, Harm>();
	const others: Harm[] = [];
	for (const harm of found) {
		const group = harm.action === null ? -1 : groupOf[placeOf.get(harm.action)!]!;
		if (group === -1 || harm.kind === 'commission') others.push(harm);
		else if ((gravest.get(group)?.tier ?? 0) < harm.tier) gravest.set(group, harm);
	}
	return [...others, ...gravest.values()];
}
