/** The rules and formats of a release by name and version, as its manifest tells them. */
import { z } from 'zod';
import { DEFINITIONS } from '#lib/agreement/definitions.ts';
import { CONSENSUS_VERSION, type ConsensusSettings } from './consensus.ts';

/** A rule; its version is raised whenever the same ratings may come to something else by it. */
const ruleSchema = z.object({
	name: z.string().min(1),
	version: z.number().int().positive()
});
export type Rule = z.output<typeof ruleSchema>;

export const ruleVersionsSchema = z.object({
	consensus: ruleSchema.describe('From the scores of an action to its final score'),
	rounding: ruleSchema.describe('From a median or a mean to a whole score'),
	disagreement: ruleSchema.describe('When a panel disagrees'),
	agreement: ruleSchema.describe('What the coefficients of agreement.json are'),
	intervals: ruleSchema.describe('How their intervals are made'),
	pseudonyms: ruleSchema.describe('Under which names raters and adjudicators appear'),
	scoring: z.array(ruleSchema).describe('The schemes by which this version of the tool scores')
});
export type RuleVersions = z.output<typeof ruleVersionsSchema>;

/** Versions of the formats of a release's files, by the names of their schemas; and those of standards. */
export const formatVersionsSchema = z.record(z.string(), z.string().min(1));

/** R01, R02, ... in random order, the same throughout a study; adjudicators A1, A2, .... */
const PSEUDONYMS: Rule = { name: 'random-order', version: 1 };
/** As people call themselves in the study. */
const OWN_NAMES: Rule = { name: 'own-names', version: 1 };

/**
 * The rules that a release made now goes by.
 *
 * @param scoring the schemes there are
 */
export function rulesNow(
	consensus: ConsensusSettings,
	pseudonyms: boolean,
	scoring: readonly Rule[]
): RuleVersions {
	return {
		consensus: { name: consensus.rule, version: CONSENSUS_VERSION },
		rounding: { name: 'half-toward-five', version: CONSENSUS_VERSION },
		disagreement: { name: 'rand-ucla-small-panel', version: CONSENSUS_VERSION },
		agreement: { name: 'primum-agreement', version: DEFINITIONS },
		intervals: { name: 'jackknife-by-case', version: DEFINITIONS },
		pseudonyms: pseudonyms ? PSEUDONYMS : OWN_NAMES,
		scoring: [...scoring]
	};
}
