import * as forms from '#lib/server/web/forms.ts';
import {
	CONSENSUS_RULES,
	DEFAULT_BAND,
	DEFAULT_RATERS_PER_CASE,
	type ConsensusRule
} from '#lib/domain/study.ts';

/** The settings of a study as the form holds them: numbers may be anything a person typed. */
export type StudyValues = {
	name: string;
	slug: string;
	ratersPerCase: number | string;
	consensusRule: ConsensusRule;
	band: number | string;
	showReference: boolean;
	guidelines: string;
};

/** What the form of a new study begins with. */
export const NEW_STUDY: StudyValues = {
	name: '',
	slug: '',
	ratersPerCase: DEFAULT_RATERS_PER_CASE,
	consensusRule: 'noharm-strict',
	band: DEFAULT_BAND,
	showReference: false,
	guidelines: ''
};

/** What the form sent; a rule there is not is read as the default one. */
export function studyValues(form: FormData): StudyValues {
	const text = (name: string) => forms.text(form, name);
	const rule = CONSENSUS_RULES.find((known) => known === text('consensusRule'));
	return {
		name: text('name'),
		slug: text('slug'),
		ratersPerCase: text('ratersPerCase'),
		consensusRule: rule ?? NEW_STUDY.consensusRule,
		band: text('band'),
		showReference: form.has('showReference'),
		guidelines: text('guidelines').replaceAll('\r\n', '\n')
	};
}
