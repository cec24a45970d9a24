import { CONSENSUS_RULES } from '#lib/domain/study.ts';
import * as field from '#lib/server/web/fields.ts';

/** The settings of a study as the form sends them; a rule there is not is read as the default one. */
export const STUDY_FIELDS = {
	name: field.text,
	slug: field.text,
	ratersPerCase: field.text,
	consensusRule: field.oneOf(CONSENSUS_RULES),
	band: field.text,
	rulingsWanted: field.oneOf(['1', '2']),
	showReference: field.ticked,
	guidelines: field.lines
};
