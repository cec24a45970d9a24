/** What each consensus rule is called, and how settings are named in a line. */
import type { ConsensusSettings } from '#lib/domain/consensus.ts';
import type { ConsensusRule } from '#lib/domain/study.ts';
import { hasBand } from '#lib/domain/what-if.ts';
import { many } from './figures.ts';

export const RULE_WORDS: Record<ConsensusRule, string> = {
	'noharm-strict': 'NOHARM, strict',
	median: 'Median',
	'mean-rounded': 'Rounded mean',
	'majority-label': 'Majority label'
};

/** A rule with what it goes by: `Median, band 2, 3 raters`. */
export function settingsWords({ rule, band, ratersPerCase }: ConsensusSettings): string {
	const within = hasBand(rule) ? `, band ${band}` : '';
	return `${RULE_WORDS[rule]}${within}, ${many(ratersPerCase, 'rater')}`;
}
