/** Which actions of a study somebody should look at again, and which of them first. */
import { classify, type Class } from '#lib/agreement/concordance.ts';
import { median } from '#lib/agreement/quantile.ts';
import type { Final } from './consensus.ts';

/** Where an action that stays open goes: to the raters again, or to an adjudicator. */
export const REFERRED_TO = ['round', 'adjudication'] as const;
export type ReferredTo = (typeof REFERRED_TO)[number];

/** Why an action is looked at again, from the most to the least pressing. */
export const CONCERNS = ['discordant', 'flagged', 'cannot-rate', 'commented'] as const;
export type Concern = (typeof CONCERNS)[number];

/** What a rater says of an action, as far as it gives reason to look at it again. */
export type Said = {
	score: number | null;
	/** True where there is a reason instead of a score. */
	cannotRate: boolean;
	flagged: boolean;
	commented: boolean;
};

/** How far the scores of one action are apart. What is not defined for so few scores is null. */
export type Spread = {
	median: number | null;
	/** Largest minus smallest. */
	range: number | null;
	/**
	 * Mean over the pairs of scores of their squared difference. Squared, because without it three scores
	 * of one range are all alike: 1 1 9 is farther apart than 1 5 9.
	 */
	distance: number;
	concordance: Class | null;
};

/** @param scores of one action, from 1 to 9, in any order */
export function spreadOf(scores: readonly number[]): Spread {
	const pairs = scores.flatMap((score, at) =>
		scores.slice(at + 1).map((other) => (score - other) ** 2)
	);
	return {
		median: scores.length === 0 ? null : median(scores),
		range: scores.length < 2 ? null : Math.max(...scores) - Math.min(...scores),
		distance: pairs.length === 0 ? 0 : pairs.reduce((sum, one) => sum + one, 0) / pairs.length,
		concordance: classify(scores) ?? null
	};
}

/**
 * Why an action should be looked at again; empty where it need not be. It is discordant once it has the
 * wanted scores and they leave it open, or are in the class discordant, until an adjudicator has ruled.
 *
 * @param given what each rater says of it
 * @param final how these scores end by the rule of the study
 * @param ratersPerCase scores wanted an action (k)
 */
export function concernsOf(
	given: readonly Said[],
	final: Pick<Final, 'basis'>,
	ratersPerCase: number
): Concern[] {
	const scores = given.flatMap(({ score }) => (score === null ? [] : [score]));
	const apart = final.basis === 'unresolved' || classify(scores) === 'discordant';
	const found: Record<Concern, boolean> = {
		discordant: apart && final.basis !== 'adjudicated' && scores.length >= ratersPerCase,
		flagged: given.some(({ flagged }) => flagged),
		'cannot-rate': given.some(({ cannotRate }) => cannotRate),
		commented: given.some(({ commented }) => commented)
	};
	return CONCERNS.filter((concern) => found[concern]);
}

/** What the order of two actions depends on. */
export type Ranked = {
	concerns: readonly Concern[];
	final: Pick<Final, 'basis'>;
	spread: Pick<Spread, 'range' | 'distance'>;
};

/**
 * The actions with the worst first: by their most pressing concern, and of the discordant ones those the
 * rule leaves open before those it does not; then by range, then by distance. Equals keep their order.
 */
export function worstFirst<T extends Ranked>(actions: readonly T[]): T[] {
	return actions.toSorted(
		(a, b) =>
			step(a) - step(b) ||
			(b.spread.range ?? -1) - (a.spread.range ?? -1) ||
			b.spread.distance - a.spread.distance
	);
}

function step({ concerns, final }: Ranked): number {
	const first = concerns[0];
	if (first === undefined) return CONCERNS.length;
	return first === 'discordant' && final.basis === 'unresolved' ? -1 : CONCERNS.indexOf(first);
}
