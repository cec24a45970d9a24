/** What a later round asks again, and why: the actions on which the ratings so far leave something open. */
import { resolve, type ConsensusSettings } from './consensus.ts';

/**
 * How an action stands when a round has ended: the raters are `apart`, as the rule of the study sees it; there are
 * too `few` scores for it to say; it is `settled` by the rule; or an adjudicator has `ruled`.
 */
export const OUTCOMES = ['apart', 'few', 'settled', 'ruled'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/**
 * @param scores the newest signed one of each rater
 * @param isRuled true where an adjudicator's ruling counts
 */
export function outcomeOf(
	scores: readonly number[],
	settings: ConsensusSettings,
	isRuled: boolean
): Outcome {
	if (isRuled) return 'ruled';
	if (resolve(scores, settings).basis !== 'unresolved') return 'settled';
	return scores.length < settings.ratersPerCase ? 'few' : 'apart';
}

/**
 * Which actions a later round asks: by the rule those that are apart, and with `few` those too; these; or those that
 * were sent to it.
 */
export type Choice =
	| { chosen: 'rule'; few?: boolean }
	| { chosen: 'hand'; actionIds: readonly number[] }
	| { chosen: 'sent' };

/** Whether a choice by rule takes an action. */
export function takes({ few = false }: { few?: boolean }, outcome: Outcome): boolean {
	return outcome === 'apart' || (few && outcome === 'few');
}
