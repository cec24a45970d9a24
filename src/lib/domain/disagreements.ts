/** Which actions of a study somebody should look at again, and which of them first. */
import { classify, type Class } from '#lib/agreement/concordance.ts';
import { median } from '#lib/agreement/quantile.ts';
import type { Final } from './consensus.ts';
import type { RulingStanding } from './ruling.ts';
import { zone } from './scale.ts';

/** Where an action that stays open goes: to the raters again, or to an adjudicator. */
export const REFERRED_TO = ['round', 'adjudication'] as const;
export type ReferredTo = (typeof REFERRED_TO)[number];

/**
 * Why an action stays open, from the most to the least pressing: adjudicators gave different scores; a score of
 * harm (1 to 3) meets one of benefit (7 to 9); the scores are apart in some other way; an adjudicator has ruled
 * and another is waited for; there are fewer scores than the study wants, and nobody is still to give one.
 */
export const WHYS = ['rulings-apart', 'harm-benefit', 'apart', 'ruling-waits', 'few'] as const;
export type Why = (typeof WHYS)[number];

/**
 * What else gives reason to look at an action again, from the most to the least pressing: scores that are discordant
 * though the rule settles them; a wording that somebody finds ambiguous; another flag; no score; a comment.
 */
export const CONCERNS = ['discordant', 'wording', 'flagged', 'cannot-rate', 'commented'] as const;
export type Concern = (typeof CONCERNS)[number];

/** What a rater says of an action, as far as it gives reason to look at it again. */
export type Said = {
	score: number | null;
	/** True where there is a reason instead of a score. */
	cannotRate: boolean;
	/** True where the wording is called ambiguous, by a flag or as that reason. */
	wording: boolean;
	/** True where there is a flag of any other kind. */
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

/** What says why an action is open. */
export type Standing = {
	/** What each rater says of it. */
	given: readonly Said[];
	/** How the scores end by the rule of the study. */
	final: Pick<Final, 'basis'>;
	/** What the rulings on it come to; null where nobody has ruled. */
	rulings: RulingStanding | null;
	/** True where somebody who has the case is still to answer it. */
	isAwaited: boolean;
};

/** Why an action is unresolved; null where it is not, or where its scores are still coming in. */
export function whyOpen(
	{ given, final, rulings, isAwaited }: Standing,
	ratersPerCase: number
): Why | null {
	if (final.basis !== 'unresolved') return null;
	if (rulings?.state === 'apart') return 'rulings-apart';
	if (rulings?.state === 'waits') return 'ruling-waits';
	const scores = scoresOf(given);
	if (scores.length < ratersPerCase) return isAwaited ? null : 'few';
	return harmMeetsBenefit(scores) ? 'harm-benefit' : 'apart';
}

function harmMeetsBenefit(scores: readonly number[]): boolean {
	const zones = new Set(scores.map(zone));
	return zones.has('harmful') && zones.has('beneficial');
}

/** What else there is to look at in an action; empty where there is nothing. */
export function concernsOf({ given, final }: Pick<Standing, 'given' | 'final'>): Concern[] {
	const isSettled = final.basis === 'rule' || final.basis === 'unanimous';
	const found: Record<Concern, boolean> = {
		discordant: isSettled && classify(scoresOf(given)) === 'discordant',
		wording: given.some(({ wording }) => wording),
		flagged: given.some(({ flagged }) => flagged),
		'cannot-rate': given.some(({ cannotRate }) => cannotRate),
		commented: given.some(({ commented }) => commented)
	};
	return CONCERNS.filter((concern) => found[concern]);
}

const scoresOf = (given: readonly Said[]) =>
	given.flatMap(({ score }) => (score === null ? [] : [score]));

/** What the order of two actions depends on. */
export type Ranked = {
	why: Why | null;
	concerns: readonly Concern[];
	spread: Pick<Spread, 'range' | 'distance'>;
};

/**
 * The actions with the worst first: those that are open by why they are, before the others by their most pressing
 * concern; then by range, then by distance. Equals keep their order.
 *
 * In time linear in their number: scores come in few patterns, and so do the ranks that are put in order.
 */
export function worstFirst<T extends Ranked>(actions: readonly T[]): T[] {
	const byRank = Map.groupBy(actions, rankOf);
	return [...byRank.keys()].sort((a, b) => a - b).flatMap((rank) => byRank.get(rank)!);
}

/** The lower the worse. A range is at most 8 and a distance at most 64. */
function rankOf({ why, concerns: [first], spread }: Ranked): number {
	const other = first === undefined ? CONCERNS.length : CONCERNS.indexOf(first);
	const step = why === null ? WHYS.length + other : WHYS.indexOf(why);
	return (step * 10 + (8 - (spread.range ?? -1))) * 100 + (64 - spread.distance);
}
