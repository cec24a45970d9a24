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

/** A rule with its band, where it has one: `Median, band 2`; `Rounded mean`. */
export function ruleWords({ rule, band }: Pick<ConsensusSettings, 'rule' | 'band'>): string {
	return `${RULE_WORDS[rule]}${hasBand(rule) ? `, band ${band}` : ''}`;
}

/** The same with the raters that are wanted: `Median, band 2, 3 raters`. */
export function settingsWords(settings: ConsensusSettings): string {
	return `${ruleWords(settings)}, ${many(settings.ratersPerCase, 'rater')}`;
}
