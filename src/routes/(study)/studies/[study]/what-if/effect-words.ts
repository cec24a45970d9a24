/** What can follow for an action, in words. */
import type { Score } from '#lib/domain/scale.ts';
import type { Effect } from '#lib/domain/what-if.ts';

/** At the head of a narrow column, over a number of actions. */
export const EFFECT_COLUMNS: Record<Effect, string> = {
	labels: 'Labels',
	tiers: 'Severities',
	scores: 'Scores',
	opens: 'To unresolved',
	settles: 'To resolved'
};

/** Beside a number of actions. */
export const EFFECT_HEADS: Record<Effect, string> = {
	labels: 'Label flips',
	tiers: 'Severity changes',
	scores: 'Score changes',
	opens: 'Becomes unresolved',
	settles: 'Becomes resolved'
};

/** Of one action, within a line. */
export const EFFECT_WORDS: Record<Effect, string> = {
	labels: 'label flips',
	tiers: 'severity changes',
	scores: 'score changes',
	opens: 'becomes unresolved',
	settles: 'becomes resolved'
};

/** A final score within a line. */
export function finalWords(score: Score | null): string {
	return score === null ? 'unresolved' : String(score);
}
