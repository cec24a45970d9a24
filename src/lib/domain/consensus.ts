/**
 * From ratings to one final score (formats.md, section 4). The rule is a named setting of the study and
 * is written into every release, so that a reader can repeat each step by hand.
 *
 * The rules: `median` is RAND/UCLA's (Fitch et al., The RAND/UCLA Appropriateness Method User's Manual,
 * 2001); `noharm-strict` adds that a 1 or a 9 needs every rater to have given it, as the NOHARM benchmark
 * publishes it (Wu et al., arXiv:2512.01241); `mean-rounded` and `majority-label` are for comparison.
 */
import { disagreement } from '#lib/agreement/rand.ts';
import { median } from '#lib/agreement/quantile.ts';
import { zone, type Score } from './scale.ts';
import type { ConsensusRule } from './study.ts';

/** Of these rules, rounding among them: raised whenever the same scores may come to another final one. */
export const CONSENSUS_VERSION = 1;

export type ConsensusSettings = {
	rule: ConsensusRule;
	/** Ratings wanted an action (k): with fewer scores an action stays unresolved. */
	ratersPerCase: number;
	/** Largest minus smallest score within which a panel of fewer than eight agrees. */
	band: number;
};

/** The rule of a study with its numbers. */
export function consensusOf(study: {
	consensusRule: ConsensusRule;
	ratersPerCase: number;
	band: number;
}): ConsensusSettings {
	const { consensusRule: rule, ratersPerCase, band } = study;
	return { rule, ratersPerCase, band };
}

/** How a final score came about. */
export const BASES = ['unanimous', 'rule', 'adjudicated', 'unresolved'] as const;
export type Basis = (typeof BASES)[number];

export type Ruling = { score: Score; reason: string };

export type Final = {
	/** The final score; null where the action is unresolved. */
	score: Score | null;
	basis: Basis;
	/** What the rule would say if being unresolved did not matter; null where there is no score at all. */
	provisional: Score | null;
	/** Why it is unresolved, or the reason of the adjudication. */
	reason: string | null;
};

/**
 * Rounds to a whole score; a half goes toward 5, the cautious middle.
 *
 * @param value a number from 1 to 9
 */
export function roundTowardFive(value: number): Score {
	const floor = Math.floor(value);
	if (value - floor !== 0.5) return Math.round(value) as Score;
	return (value < 5 ? floor + 1 : floor) as Score;
}

/** The score of the label most raters gave (the median within it), or null where two labels tie. */
function majority(scores: readonly number[]): Score | null {
	const byZone = Map.groupBy(scores, zone);
	const ranked = [...byZone.values()].sort((a, b) => b.length - a.length);
	const [first, second] = ranked;
	if (first === undefined || first.length === second?.length) return null;
	return roundTowardFive(median(first));
}

function provisional(scores: readonly number[], rule: ConsensusRule): Score | null {
	if (scores.length === 0) return null;
	switch (rule) {
		case 'median':
			return roundTowardFive(median(scores));
		case 'noharm-strict': {
			const score = roundTowardFive(median(scores));
			const unanimous = scores.every((other) => other === score);
			if (unanimous || (score !== 1 && score !== 9)) return score;
			return score === 1 ? 2 : 8;
		}
		case 'mean-rounded':
			return roundTowardFive(scores.reduce((sum, score) => sum + score, 0) / scores.length);
		case 'majority-label':
			return majority(scores);
	}
}

/** Why the panel leaves this action open, in a sentence; null where it does not. */
function openReason(scores: readonly number[], settings: ConsensusSettings): string | null {
	if (scores.length < settings.ratersPerCase) {
		return `${scores.length} of ${settings.ratersPerCase} wanted scores`;
	}
	switch (settings.rule) {
		case 'median':
		case 'noharm-strict':
			return disagreement(scores, { band: settings.band, panel: settings.ratersPerCase })
				? `the panel disagrees: scores from ${Math.min(...scores)} to ${Math.max(...scores)}`
				: null;
		case 'mean-rounded':
			return null;
		case 'majority-label':
			return majority(scores) === null ? 'no label has a majority' : null;
	}
}

/**
 * The final score of one action.
 *
 * @param scores the raters' scores, 1 to 9, in any order; a "cannot rate" is not a score and is left out
 * @param settings the study's rule, k and band
 * @param ruling the adjudicator's, which overrides the rule
 * @param unsettled what is to be said of rulings that do not hold yet, beside why it is unresolved
 */
export function resolve(
	scores: readonly number[],
	settings: ConsensusSettings,
	ruling: Ruling | null = null,
	unsettled: string | null = null
): Final {
	const proposed = provisional(scores, settings.rule);
	if (ruling !== null) {
		return {
			score: ruling.score,
			basis: 'adjudicated',
			provisional: proposed,
			reason: ruling.reason
		};
	}
	const open = openReason(scores, settings);
	if (open !== null || proposed === null) {
		const reason = unsettled === null ? open : [open, unsettled].filter(Boolean).join('; ');
		return { score: null, basis: 'unresolved', provisional: proposed, reason };
	}
	const unanimous = scores.every((score) => score === scores[0]);
	return {
		score: proposed,
		basis: unanimous ? 'unanimous' : 'rule',
		provisional: proposed,
		reason: null
	};
}
